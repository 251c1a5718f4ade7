/**
 * What a column holds, or a field in one: a text, the text of JSON or of a boolean, texts by name, a struct, or a list of structs. All
 * but the last three are texts to Athena.
 */
export type ColumnType = "text" | "json" | "boolean" | "texts" | StructType | readonly [StructType];

/** Types of the fields of a struct, by CloudTrail's name of each. */
export interface StructType {
  readonly [field: string]: ColumnType;
}

export function isListType(type: ColumnType): type is readonly [StructType] {
  return Array.isArray(type);
}

/**
 * The columns of the table over CloudTrail's files that AWS documents, in its order, as CloudTrail calls what is in them: Athena has
 * every name in small letters.
 * https://docs.aws.amazon.com/athena/latest/ug/create-cloudtrail-table-partition-projection.html
 */
export const athenaColumns: StructType = {
  eventVersion: "text",
  userIdentity: {
    type: "text",
    principalId: "text",
    arn: "text",
    accountId: "text",
    invokedBy: "text",
    accessKeyId: "text",
    userName: "text",
    onBehalfOf: { userId: "text", identityStoreArn: "text" },
    sessionContext: {
      attributes: { mfaAuthenticated: "text", creationDate: "text" },
      sessionIssuer: { type: "text", principalId: "text", arn: "text", accountId: "text", userName: "text" },
      ec2RoleDelivery: "text",
      webIdFederationData: { federatedProvider: "text", attributes: "texts" },
    },
  },
  eventTime: "text",
  eventSource: "text",
  eventName: "text",
  awsRegion: "text",
  sourceIPAddress: "text",
  userAgent: "text",
  errorCode: "text",
  errorMessage: "text",
  requestParameters: "json",
  responseElements: "json",
  additionalEventData: "json",
  requestID: "text",
  eventID: "text",
  readOnly: "boolean",
  resources: [{ ARN: "text", accountId: "text", type: "text" }],
  eventType: "text",
  apiVersion: "text",
  recipientAccountId: "text",
  serviceEventDetails: "json",
  sharedEventID: "text",
  vpcEndpointId: "text",
  vpcEndpointAccountId: "text",
  eventCategory: "text",
  addendum: { reason: "text", updatedFields: "text", originalRequestID: "text", originalEventID: "text" },
  sessionCredentialFromConsole: "text",
  edgeDeviceDetails: "json",
  tlsDetails: { tlsVersion: "text", cipherSuite: "text", clientProvidedHostHeader: "text" },
};

/** What a row is found by without opening a file, in the order of a file's path. All are texts; a day is written 2026/11/22. */
export const athenaPartitions = ["account", "region", "day"] as const;
