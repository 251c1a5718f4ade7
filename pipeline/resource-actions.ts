/** What Terraform asks AWS for on behalf of one type of resource. */
export interface ResourceActions {
  /** Refreshing and planning. */
  readonly read: readonly string[];
  /** Creating, changing and destroying, beside what is read. */
  readonly write: readonly string[];
}

const actions = (service: string, read: string, write = ""): ResourceActions => {
  const named = (names: string) =>
    names
      .split(" ")
      .filter((name) => name !== "")
      .map((name) => `${service}:${name}`);
  return { read: named(read), write: named(write) };
};
const and = (...several: readonly ResourceActions[]): ResourceActions => ({
  read: several.flatMap(({ read }) => read),
  write: several.flatMap(({ write }) => write),
});

const passRole = actions("iam", "", "PassRole");
const serviceLinkedRole = actions("iam", "", "CreateServiceLinkedRole GetRole");
const tagsOfEvents = actions("events", "ListTagsForResource", "TagResource UntagResource");

/**
 * What the AWS provider needs for each type of resource that a stack may have, from its source and from
 * https://docs.aws.amazon.com/service-authorization/latest/reference/
 * The one place to change when a stack gets a resource of a new type: a test tells.
 */
export const resourceActions: Readonly<Record<string, ResourceActions>> = {
  aws_chatbot_slack_channel_configuration: and(
    actions(
      "chatbot",
      "DescribeSlackChannelConfigurations ListTagsForResource",
      "CreateSlackChannelConfiguration DeleteSlackChannelConfiguration TagResource UntagResource UpdateSlackChannelConfiguration",
    ),
    passRole,
    // AWSServiceRoleForAWSChatbot, which subscribes the channel to topics: the first channel of an account makes it.
    // https://docs.aws.amazon.com/chatbot/latest/adminguide/slr-permissions.html
    serviceLinkedRole,
  ),
  aws_chatbot_teams_channel_configuration: and(
    actions(
      "chatbot",
      // The provider looks a configuration up by its team; one that asks for it by its ARN is on its way (pull request 47039).
      "GetMicrosoftTeamsChannelConfiguration ListMicrosoftTeamsChannelConfigurations ListTagsForResource",
      "CreateMicrosoftTeamsChannelConfiguration DeleteMicrosoftTeamsChannelConfiguration TagResource UntagResource UpdateMicrosoftTeamsChannelConfiguration",
    ),
    passRole,
    serviceLinkedRole,
  ),
  aws_cloudtrail: and(
    actions(
      "cloudtrail",
      "DescribeTrails GetEventSelectors GetInsightSelectors GetTrail GetTrailStatus ListTags",
      "AddTags CreateTrail DeleteTrail PutEventSelectors PutInsightSelectors RemoveTags StartLogging StopLogging UpdateTrail",
    ),
    // CloudTrail looks at the organization on behalf of whoever makes its trail.
    actions("organizations", "", "DescribeOrganization ListAWSServiceAccessForOrganization"),
    passRole,
    serviceLinkedRole,
  ),
  aws_cloudtrail_organization_delegated_admin_account: and(
    actions("cloudtrail", "", "DeregisterOrganizationDelegatedAdmin RegisterOrganizationDelegatedAdmin"),
    actions(
      "organizations",
      "DescribeOrganization ListDelegatedAdministrators",
      "DeregisterDelegatedAdministrator ListAWSServiceAccessForOrganization RegisterDelegatedAdministrator",
    ),
    serviceLinkedRole,
  ),
  aws_cloudwatch_dashboard: actions("cloudwatch", "GetDashboard", "DeleteDashboards PutDashboard"),
  aws_cloudwatch_event_archive: actions("events", "DescribeArchive", "CreateArchive DeleteArchive UpdateArchive"),
  aws_cloudwatch_event_bus: and(
    actions("events", "DescribeEventBus", "CreateEventBus DeleteEventBus UpdateEventBus"),
    tagsOfEvents,
  ),
  aws_cloudwatch_event_bus_policy: actions("events", "DescribeEventBus", "PutPermission RemovePermission"),
  aws_cloudwatch_event_rule: and(
    actions("events", "DescribeRule", "DeleteRule DisableRule EnableRule PutRule"),
    tagsOfEvents,
  ),
  aws_cloudwatch_event_target: and(actions("events", "ListTargetsByRule", "PutTargets RemoveTargets"), passRole),
  aws_cloudwatch_log_group: actions(
    "logs",
    "DescribeLogGroups ListTagsForResource",
    "AssociateKmsKey CreateLogGroup DeleteLogGroup DeleteRetentionPolicy PutLogGroupDeletionProtection PutRetentionPolicy TagResource UntagResource",
  ),
  aws_cloudwatch_log_metric_filter: actions("logs", "DescribeMetricFilters", "DeleteMetricFilter PutMetricFilter"),
  aws_cloudwatch_log_resource_policy: actions(
    "logs",
    "DescribeResourcePolicies",
    "DeleteResourcePolicy PutResourcePolicy",
  ),
  aws_cloudwatch_metric_alarm: actions(
    "cloudwatch",
    "DescribeAlarms ListTagsForResource",
    "DeleteAlarms PutMetricAlarm TagResource UntagResource",
  ),
  aws_cloudwatch_query_definition: actions(
    "logs",
    "DescribeQueryDefinitions",
    "DeleteQueryDefinition PutQueryDefinition",
  ),
  aws_dynamodb_table: and(
    actions(
      "dynamodb",
      "DescribeContinuousBackups DescribeTable DescribeTimeToLive ListTagsOfResource",
      "CreateTable DeleteTable TagResource UntagResource UpdateContinuousBackups UpdateTable UpdateTimeToLive",
    ),
    // DynamoDB tries the key as whoever makes the table, and has that principal make the grant with which it uses the key.
    // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html
    actions(
      "kms",
      "DescribeKey",
      "CreateGrant Decrypt Encrypt GenerateDataKey GenerateDataKeyWithoutPlaintext ReEncryptFrom ReEncryptTo",
    ),
  ),
  aws_iam_role: actions(
    "iam",
    "GetRole ListAttachedRolePolicies ListRolePolicies",
    "CreateRole DeleteRole ListInstanceProfilesForRole TagRole UntagRole UpdateAssumeRolePolicy UpdateRole UpdateRoleDescription",
  ),
  aws_iam_role_policy: actions("iam", "GetRolePolicy", "DeleteRolePolicy PutRolePolicy"),
  aws_kms_alias: actions("kms", "ListAliases", "CreateAlias DeleteAlias UpdateAlias"),
  aws_kms_key: actions(
    "kms",
    "DescribeKey GetKeyPolicy GetKeyRotationStatus ListKeyPolicies ListResourceTags",
    "CancelKeyDeletion CreateKey DisableKeyRotation EnableKeyRotation PutKeyPolicy ScheduleKeyDeletion TagResource UntagResource UpdateKeyDescription",
  ),
  aws_observabilityadmin_centralization_rule_for_organization: actions(
    "observabilityadmin",
    "GetCentralizationRuleForOrganization ListTagsForResource",
    "CreateCentralizationRuleForOrganization DeleteCentralizationRuleForOrganization TagResource UntagResource UpdateCentralizationRuleForOrganization",
  ),
  aws_organizations_policy: actions(
    "organizations",
    "DescribePolicy ListTagsForResource",
    "CreatePolicy DeletePolicy TagResource UntagResource UpdatePolicy",
  ),
  aws_organizations_policy_attachment: actions(
    "organizations",
    "ListPoliciesForTarget ListTargetsForPolicy",
    "AttachPolicy DetachPolicy",
  ),
  aws_s3_bucket: actions(
    "s3",
    "GetAccelerateConfiguration GetBucketAcl GetBucketCORS GetBucketLocation GetBucketLogging GetBucketObjectLockConfiguration " +
      "GetBucketPolicy GetBucketRequestPayment GetBucketTagging GetBucketVersioning GetBucketWebsite GetEncryptionConfiguration " +
      "GetLifecycleConfiguration GetReplicationConfiguration ListBucket ListTagsForResource",
    "CreateBucket DeleteBucket PutBucketTagging TagResource UntagResource",
  ),
  aws_s3_bucket_lifecycle_configuration: actions("s3", "GetLifecycleConfiguration", "PutLifecycleConfiguration"),
  aws_s3_bucket_object_lock_configuration: actions(
    "s3",
    "GetBucketObjectLockConfiguration",
    "PutBucketObjectLockConfiguration",
  ),
  aws_s3_bucket_ownership_controls: actions("s3", "GetBucketOwnershipControls", "PutBucketOwnershipControls"),
  aws_s3_bucket_policy: actions("s3", "GetBucketPolicy", "DeleteBucketPolicy PutBucketPolicy"),
  aws_s3_bucket_public_access_block: actions("s3", "GetBucketPublicAccessBlock", "PutBucketPublicAccessBlock"),
  aws_s3_bucket_server_side_encryption_configuration: actions(
    "s3",
    "GetEncryptionConfiguration",
    "PutEncryptionConfiguration",
  ),
  aws_s3_bucket_versioning: actions("s3", "GetBucketVersioning", "PutBucketVersioning"),
  aws_secretsmanager_secret: and(
    actions(
      "secretsmanager",
      "DescribeSecret GetResourcePolicy",
      "CreateSecret DeleteSecret RemoveRegionsFromReplication ReplicateSecretToRegions TagResource UntagResource UpdateSecret",
    ),
    // Secrets Manager tries the key of a secret as whoever makes the secret.
    actions("kms", "", "Decrypt GenerateDataKey"),
  ),
  aws_secretsmanager_secret_policy: actions(
    "secretsmanager",
    "GetResourcePolicy",
    "DeleteResourcePolicy PutResourcePolicy ValidateResourcePolicy",
  ),
  // Of a write-only value the provider lists the versions, from 6.26 on, and does not read it.
  aws_secretsmanager_secret_version: actions("secretsmanager", "DescribeSecret ListSecretVersionIds", "PutSecretValue"),
  aws_sfn_state_machine: and(
    actions(
      "states",
      // The provider has AWS validate a changed definition while it plans.
      "DescribeStateMachine ListStateMachineVersions ListTagsForResource ValidateStateMachineDefinition",
      "CreateStateMachine DeleteStateMachine TagResource UntagResource UpdateStateMachine",
    ),
    passRole,
  ),
  aws_sns_topic: actions(
    "sns",
    "GetTopicAttributes ListTagsForResource",
    "CreateTopic DeleteTopic SetTopicAttributes TagResource UntagResource",
  ),
  aws_sns_topic_policy: actions("sns", "GetTopicAttributes", "SetTopicAttributes"),
  aws_sns_topic_subscription: actions(
    "sns",
    "GetSubscriptionAttributes ListSubscriptionsByTopic",
    "SetSubscriptionAttributes Subscribe Unsubscribe",
  ),
  aws_sqs_queue: actions(
    "sqs",
    "GetQueueAttributes GetQueueUrl ListQueueTags",
    "CreateQueue DeleteQueue SetQueueAttributes TagQueue UntagQueue",
  ),
  aws_sqs_queue_policy: actions("sqs", "GetQueueAttributes", "SetQueueAttributes"),
  "data.aws_cloudwatch_log_groups": actions("logs", "DescribeLogGroups"),
  "data.aws_iam_roles": actions("iam", "ListRoles"),
  "data.aws_organizations_organization": actions(
    "organizations",
    "DescribeOrganization ListAWSServiceAccessForOrganization ListAccounts ListDelegatedAdministrators ListRoots",
  ),
};

/** The part of cdk.tf.json that says which types there are. */
export interface StackJson {
  readonly resource?: Readonly<Record<string, unknown>>;
  readonly data?: Readonly<Record<string, unknown>>;
}

/**
 * What Terraform needs in AWS for a stack.
 *
 * @throws RangeError if a type is not in the table
 */
export function actionsOf({ resource = {}, data = {} }: StackJson): ResourceActions {
  const types = [...Object.keys(resource), ...Object.keys(data).map((type) => `data.${type}`)];
  const needed = types.map((type) => {
    const known = resourceActions[type];
    if (known === undefined) throw new RangeError(`No actions are known of ${type}: add them to resource-actions.ts.`);
    return known;
  });
  return merged(needed);
}

/** All of them, sorted, each once. */
export function merged(several: readonly ResourceActions[]): ResourceActions {
  const sorted = (list: readonly string[]) => [...new Set(list)].sort();
  return {
    read: sorted(several.flatMap(({ read }) => read)),
    write: sorted(several.flatMap(({ write }) => write)),
  };
}
