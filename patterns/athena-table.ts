/** Type of a column, or of a field in one: a text, texts by name, a struct, or a list of structs. */
export type ColumnType = "text" | "texts" | Struct | { readonly listOf: Struct };

interface Struct {
  readonly [field: string]: ColumnType;
}

/**
 * The columns of the table over CloudTrail's files that AWS documents, in its order. What is the called service's own is JSON text.
 * https://docs.aws.amazon.com/athena/latest/ug/create-cloudtrail-table-partition-projection.html
 */
export const athenaColumns: Readonly<Record<string, ColumnType>> = {
  eventversion: "text",
  useridentity: {
    type: "text",
    principalid: "text",
    arn: "text",
    accountid: "text",
    invokedby: "text",
    accesskeyid: "text",
    username: "text",
    onbehalfof: { userid: "text", identitystorearn: "text" },
    sessioncontext: {
      attributes: { mfaauthenticated: "text", creationdate: "text" },
      sessionissuer: { type: "text", principalid: "text", arn: "text", accountid: "text", username: "text" },
      ec2roledelivery: "text",
      webidfederationdata: { federatedprovider: "text", attributes: "texts" },
    },
  },
  eventtime: "text",
  eventsource: "text",
  eventname: "text",
  awsregion: "text",
  sourceipaddress: "text",
  useragent: "text",
  errorcode: "text",
  errormessage: "text",
  requestparameters: "text",
  responseelements: "text",
  additionaleventdata: "text",
  requestid: "text",
  eventid: "text",
  readonly: "text",
  resources: { listOf: { arn: "text", accountid: "text", type: "text" } },
  eventtype: "text",
  apiversion: "text",
  recipientaccountid: "text",
  serviceeventdetails: "text",
  sharedeventid: "text",
  vpcendpointid: "text",
  vpcendpointaccountid: "text",
  eventcategory: "text",
  addendum: { reason: "text", updatedfields: "text", originalrequestid: "text", originaleventid: "text" },
  sessioncredentialfromconsole: "text",
  edgedevicedetails: "text",
  tlsdetails: { tlsversion: "text", ciphersuite: "text", clientprovidedhostheader: "text" },
};

/** What a row is found by without opening a file, in the order of a file's path. All are texts; a day is written 2026/11/22. */
export const athenaPartitions = ["account", "region", "day"] as const;
