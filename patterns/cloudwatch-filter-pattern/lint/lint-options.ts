export interface LintOptions {
  /**
   * Selectors of fields that each event has, as a text or number, so that `!=` needs no guard.
   *
   * @default ALWAYS_PRESENT_IN_CLOUDTRAIL
   */
  readonly alwaysPresent?: readonly string[];

  /**
   * Selectors of fields whose values are the texts "true" and "false", so that comparing them with text is right.
   *
   * @default - mfaAuthenticated, which CloudTrail writes as text
   */
  readonly booleanTexts?: readonly string[];

  /**
   * Whether each alternative has to say which service it is about. An event name alone is not unique: several services
   * have a DeletePolicy.
   *
   * @default true
   */
  readonly requireEventSource?: boolean;
}

/**
 * Fields that CloudTrail documents as not optional and that a pattern is likely to test.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
export const ALWAYS_PRESENT_IN_CLOUDTRAIL: readonly string[] = [
  "$.awsRegion",
  "$.eventName",
  "$.eventSource",
  "$.eventTime",
  "$.eventType",
  "$.eventVersion",
];

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html */
export const BOOLEAN_TEXTS_IN_CLOUDTRAIL: readonly string[] = [
  "$.userIdentity.sessionContext.attributes.mfaAuthenticated",
];

/**
 * Fields that AWS fills with names, ids and codes of its own, in which no asterisk stands.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
export const WITHOUT_ASTERISK_IN_CLOUDTRAIL: readonly string[] = [
  ...ALWAYS_PRESENT_IN_CLOUDTRAIL,
  "$.errorCode",
  "$.eventCategory",
  "$.recipientAccountId",
  "$.sourceIPAddress",
  "$.userIdentity.accountId",
  "$.userIdentity.invokedBy",
  "$.userIdentity.sessionContext.sessionIssuer.accountId",
  "$.userIdentity.sessionContext.sessionIssuer.type",
  "$.userIdentity.type",
  "$.vpcEndpointId",
];
