/** Calls of one service with which somebody can blind the watch, or take what it protects away. */
export interface HarmfulCalls {
  /** The service as IAM names it in actions. */
  readonly service: string;
  /** Actions, as IAM names them. https://docs.aws.amazon.com/service-authorization/latest/reference/reference.html */
  readonly actions: readonly string[];
  /** The same calls as CloudTrail names them, where it does otherwise. @default - the actions */
  readonly eventNames?: readonly string[];
}

/**
 * What harms the watch, by the kind of resource that it is done to. Guardrails refuse the actions, and detections tell of the
 * events: both are made from this table, so what one refuses the other sees.
 */
export const harmfulCalls = {
  trail: {
    service: "cloudtrail",
    actions: [
      "DeleteTrail",
      // Events that it makes larger than 256 KB don't reach the log group.
      "PutEventConfiguration",
      "PutEventSelectors",
      "PutInsightSelectors",
      "StopLogging",
      "UpdateTrail",
    ],
  },
  bucket: {
    service: "s3",
    actions: [
      "BypassGovernanceRetention",
      "DeleteBucket",
      "DeleteBucketPolicy",
      "DeleteObject",
      "DeleteObjectVersion",
      "PutBucketLogging",
      "PutBucketObjectLockConfiguration",
      "PutBucketOwnershipControls",
      "PutBucketPolicy",
      "PutBucketPublicAccessBlock",
      // Whoever writes without saying that they pay, as CloudTrail does, is refused then.
      "PutBucketRequestPayment",
      "PutBucketVersioning",
      "PutEncryptionConfiguration",
      "PutLifecycleConfiguration",
      "PutObject",
      "PutObjectRetention",
      "PutReplicationConfiguration",
      // Replication from elsewhere writes and deletes here by these.
      "ReplicateDelete",
      "ReplicateObject",
      // To a key that can be deleted afterwards.
      "UpdateObjectEncryption",
    ],
    // Calls on objects are data events, which the trail does not have.
    eventNames: [
      "DeleteBucket",
      "DeleteBucketEncryption",
      "DeleteBucketLifecycle",
      "DeleteBucketOwnershipControls",
      "DeleteBucketPolicy",
      "DeleteBucketPublicAccessBlock",
      "DeleteBucketReplication",
      "PutBucketEncryption",
      "PutBucketLifecycle",
      "PutBucketLifecycleConfiguration",
      "PutBucketLogging",
      "PutBucketObjectLockConfiguration",
      "PutBucketOwnershipControls",
      "PutBucketPolicy",
      "PutBucketPublicAccessBlock",
      "PutBucketReplication",
      "PutBucketRequestPayment",
      "PutBucketVersioning",
    ],
  },
  logGroups: {
    service: "logs",
    actions: [
      "AssociateKmsKey",
      "DeleteLogGroup",
      "DeleteLogStream",
      "DeleteMetricFilter",
      "DeleteRetentionPolicy",
      "DisassociateKmsKey",
      // These two let in events that no service of AWS vouches for.
      "PutBearerTokenAuthentication",
      "PutSyslogConfiguration",
      // What is masked no metric filter matches.
      "PutDataProtectionPolicy",
      "PutLogGroupDeletionProtection",
      "PutMetricFilter",
      "PutRetentionPolicy",
      "PutSubscriptionFilter",
      "PutTransformer",
    ],
  },
  /** Whoever writes there makes events up, signs of life among them. Data events, which the trail does not have. */
  logEvents: { service: "logs", actions: ["PutLogEvents"], eventNames: [] },
  /** For all log groups of the account: what it masks no metric filter matches. */
  logAccountPolicies: { service: "logs", actions: ["PutAccountPolicy"] },
  alarms: {
    service: "cloudwatch",
    actions: [
      "DeleteAlarms",
      "DisableAlarmActions",
      "PutAlarmMuteRule",
      "PutCompositeAlarm",
      "PutLogAlarm",
      "PutMetricAlarm",
      "SetAlarmState",
    ],
  },
  dashboard: { service: "cloudwatch", actions: ["DeleteDashboards", "PutDashboard"] },
  /** Numbers by hand look like those that filters counted. Data events, which the trail does not have. */
  metrics: { service: "cloudwatch", actions: ["PutMetricData"], eventNames: [] },
  topics: {
    service: "sns",
    actions: [
      "AddPermission",
      "DeleteTopic",
      "PutDataProtectionPolicy",
      "RemovePermission",
      "SetSubscriptionAttributes",
      "SetTopicAttributes",
      "Subscribe",
      "Unsubscribe",
    ],
  },
  /** Whoever publishes there writes to people in our name. Data events, which the trail does not have. */
  publications: { service: "sns", actions: ["Publish"], eventNames: [] },
  eventRules: {
    service: "events",
    actions: [
      "DeleteRule",
      "DisableRule",
      // Behind DisableRule it leaves a rule in the plain state ENABLED, without the read-only events that it had.
      "EnableRule",
      "PutRule",
      "PutTargets",
      "RemoveTargets",
    ],
  },
  eventBuses: {
    service: "events",
    actions: ["DeleteArchive", "DeleteEventBus", "UpdateArchive", "UpdateEventBus"],
  },
  /** IAM knows no resource of theirs: a policy refuses them for all buses or for none. */
  eventBusPolicies: { service: "events", actions: ["PutPermission", "RemovePermission"] },
  /** Under a key that is disabled afterwards, the bus hands nothing to our rules. */
  defaultEventBus: { service: "events", actions: ["UpdateEventBus"] },
  queues: {
    service: "sqs",
    actions: [
      "AddPermission",
      // What could not be sent is read there.
      "DeleteMessage",
      "DeleteQueue",
      "PurgeQueue",
      "RemovePermission",
      "SetQueueAttributes",
      "StartMessageMoveTask",
    ],
    // Calls on messages are data events, which the trail does not have.
    eventNames: [
      "AddPermission",
      "DeleteQueue",
      "PurgeQueue",
      "RemovePermission",
      "SetQueueAttributes",
      "StartMessageMoveTask",
    ],
  },
  chats: {
    service: "chatbot",
    actions: [
      // A button of somebody else's in our messages.
      "AssociateToConfiguration",
      "DeleteMicrosoftTeamsChannelConfiguration",
      "DeleteSlackChannelConfiguration",
      "UpdateMicrosoftTeamsChannelConfiguration",
      "UpdateSlackChannelConfiguration",
    ],
  },
  /** Of all chats of the account in that workspace or team. */
  chatWorkspaces: {
    service: "chatbot",
    actions: ["DeleteMicrosoftTeamsConfiguredTeam", "DeleteSlackWorkspaceAuthorization"],
  },
  // Versions and aliases are not among them: rules start the state machine itself, and those change nothing of it.
  stateMachines: { service: "states", actions: ["DeleteStateMachine", "UpdateStateMachine"] },
  /** Whoever starts them writes messages in our name. */
  starts: { service: "states", actions: ["StartExecution", "StartSyncExecution"] },
  /** Whoever stops one keeps back the message that it is about. */
  executions: { service: "states", actions: ["StopExecution"] },
  table: {
    service: "dynamodb",
    actions: [
      "DeleteTable",
      // Copies every item to somebody else.
      "EnableKinesisStreamingDestination",
      // The table has none of its own.
      "PutResourcePolicy",
      "UpdateTable",
      "UpdateTimeToLive",
    ],
  },
  /**
   * What is remembered as told nobody is told of. A transaction needs the actions of its parts:
   * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis-iam.html
   */
  tableItems: {
    service: "dynamodb",
    actions: [
      "BatchWriteItem",
      "DeleteItem",
      "PartiQLDelete",
      "PartiQLInsert",
      "PartiQLUpdate",
      "PutItem",
      "UpdateItem",
    ],
    // Calls on items are data events, which the trail does not have: guardrails refuse them, and no detection sees them.
    // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/logging-using-cloudtrail.html
    eventNames: [],
  },
  roles: {
    service: "iam",
    actions: [
      "AttachRolePolicy",
      "CreateRole",
      "DeleteRole",
      "DeleteRolePermissionsBoundary",
      "DeleteRolePolicy",
      "DetachRolePolicy",
      "PutRolePermissionsBoundary",
      "PutRolePolicy",
      "UpdateAssumeRolePolicy",
      "UpdateRole",
    ],
  },
  /** Who writes another version of what the deploy role may do, or of the boundary of the other roles, needs neither role. */
  rolePolicies: {
    service: "iam",
    actions: ["CreatePolicy", "CreatePolicyVersion", "DeletePolicy", "DeletePolicyVersion", "SetDefaultPolicyVersion"],
  },
  /** Whose tokens are believed. */
  tokenProviders: {
    service: "iam",
    actions: [
      "AddClientIDToOpenIDConnectProvider",
      "CreateOpenIDConnectProvider",
      "DeleteOpenIDConnectProvider",
      "RemoveClientIDFromOpenIDConnectProvider",
      "UpdateOpenIDConnectProviderThumbprint",
    ],
  },
  keys: {
    service: "kms",
    actions: ["CreateGrant", "DisableKey", "DisableKeyRotation", "PutKeyPolicy", "RevokeGrant", "ScheduleKeyDeletion"],
  },
  /** For a principal, and not for what a service makes: a table, for one. */
  keyGrants: { service: "kms", actions: ["CreateGrant"] },
  keyAliases: { service: "kms", actions: ["CreateAlias", "DeleteAlias", "UpdateAlias"] },
  keyTags: { service: "kms", actions: ["TagResource", "UntagResource"] },
  secretPolicies: { service: "secretsmanager", actions: ["DeleteResourcePolicy", "PutResourcePolicy"] },
  secretTags: { service: "secretsmanager", actions: ["TagResource", "UntagResource"] },
  membership: { service: "organizations", actions: ["LeaveOrganization"] },
} as const satisfies Record<string, HarmfulCalls>;

/** Names of the calls in CloudTrail's records. */
export function eventNamesOf({ actions, eventNames }: HarmfulCalls): readonly string[] {
  return eventNames ?? actions;
}

/** Where CloudTrail names a service otherwise than IAM does. */
const eventSources: Readonly<Record<string, string>> = { cloudwatch: "monitoring" };

/** The service as CloudTrail's records name it, without .amazonaws.com. */
export function eventServiceOf({ service }: HarmfulCalls): string {
  return eventSources[service] ?? service;
}
