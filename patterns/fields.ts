/** What is known of a field of a CloudTrail record. */
export interface KnownField {
  readonly type: "string" | "boolean" | "number";
  /** Column of the Athena table that AWS documents; structs by their path. */
  readonly athena: string;
}

/**
 * Fields of CloudTrail records that conditions test, so that a misspelt one does not compile.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 * https://docs.aws.amazon.com/athena/latest/ug/create-cloudtrail-table.html
 */
export const knownFields = {
  awsRegion: { type: "string", athena: "awsregion" },
  errorCode: { type: "string", athena: "errorcode" },
  errorMessage: { type: "string", athena: "errormessage" },
  eventCategory: { type: "string", athena: "eventcategory" },
  eventName: { type: "string", athena: "eventname" },
  eventSource: { type: "string", athena: "eventsource" },
  eventType: { type: "string", athena: "eventtype" },
  // Athena's table has it as text.
  readOnly: { type: "boolean", athena: "readonly" },
  recipientAccountId: { type: "string", athena: "recipientaccountid" },
  sharedEventID: { type: "string", athena: "sharedeventid" },
  sourceIPAddress: { type: "string", athena: "sourceipaddress" },
  userAgent: { type: "string", athena: "useragent" },
  vpcEndpointId: { type: "string", athena: "vpcendpointid" },
  "userIdentity.accountId": { type: "string", athena: "useridentity.accountid" },
  "userIdentity.arn": { type: "string", athena: "useridentity.arn" },
  "userIdentity.invokedBy": { type: "string", athena: "useridentity.invokedby" },
  "userIdentity.principalId": { type: "string", athena: "useridentity.principalid" },
  "userIdentity.type": { type: "string", athena: "useridentity.type" },
  "userIdentity.userName": { type: "string", athena: "useridentity.username" },
  "userIdentity.sessionContext.attributes.mfaAuthenticated": {
    type: "string",
    athena: "useridentity.sessioncontext.attributes.mfaauthenticated",
  },
  "userIdentity.sessionContext.sessionIssuer.arn": {
    type: "string",
    athena: "useridentity.sessioncontext.sessionissuer.arn",
  },
  "userIdentity.sessionContext.sessionIssuer.userName": {
    type: "string",
    athena: "useridentity.sessioncontext.sessionissuer.username",
  },
} as const satisfies Record<string, KnownField>;

/** What is known of the field at a path of a record, or of an event that has the record in `detail`. */
export function knownFieldAt(path: string): KnownField | undefined {
  const inRecord = path.replace(/^detail\./, "");
  return Object.hasOwn(knownFields, inRecord) ? knownFields[inRecord as keyof typeof knownFields] : undefined;
}

/** Members of the record whose content is the called service's own; Athena's table has them as JSON text. */
export const openMembers = [
  "requestParameters",
  "responseElements",
  "additionalEventData",
  "serviceEventDetails",
] as const;

type OpenMember = (typeof openMembers)[number];

/**
 * A field that a condition tests: a known one, or any below the members that are the service's own. `[]` behind a name
 * stands for any element of a list: `requestParameters.launchPermission.add.items[].group`.
 */
export type EventField = keyof typeof knownFields | `${OpenMember}.${string}` | CustomField;

/** A path that is neither; only `customField` makes one, so that misspelt fields don't compile. */
export type CustomField = string & { readonly custom: unique symbol };

/** A path that the list of known fields does not have, used at the writer's own risk. */
export function customField(path: string): CustomField {
  return path as CustomField;
}
