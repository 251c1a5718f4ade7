import { filterCount } from "../../detections/compiled";
import { callNamesOf, sharedMetric } from "../../detections/shared-filters";
import { lossOf, resourceTypes } from "../../resources/resource-types";
import {
  anyAddressOfAws,
  type Attributes,
  exampleOrganization,
  resourceOf,
  resourcesOf,
  synthesize,
  type Synthesized,
} from "../support/synthesized";

const organization = exampleOrganization();
const stacks = synthesize(organization);
const { security, management } = stacks;
const statefulTypes = Object.keys(resourceTypes)
  .filter((type) => lossOf(type) !== undefined)
  .sort();

test("one stack for each account, and for no other, wave by wave", () => {
  expect(Object.keys(stacks)).toEqual([
    "security",
    "management",
    "member-payments-dev",
    "member-sandbox",
    "member-payments-prod",
    "member-deploy-tools",
  ]);
});

/** Renaming a construct would destroy these and make new ones: then change this test only with a `moved` block. */
test("stateful resources keep their Terraform addresses", () => {
  const addresses = Object.entries(stacks).flatMap(([stack, { resource = {} }]) =>
    statefulTypes.flatMap((type) => Object.keys(resource[type] ?? {}).map((id) => `${stack} ${type}.${id}`)),
  );

  expect(addresses).toEqual([
    "security aws_cloudwatch_event_archive.Bus_Archive_F8E22C1B",
    "security aws_cloudwatch_event_archive.QuietBus_Archive_894345D5",
    "security aws_cloudwatch_event_bus.Bus_EA82B648",
    "security aws_cloudwatch_event_bus.QuietBus_347649A7",
    "security aws_cloudwatch_log_group.Heartbeats_740CD8B8",
    "security aws_cloudwatch_log_group.Journal_AE8C44B2",
    "security aws_cloudwatch_log_group.QuietJournal_DADBC401",
    "security aws_cloudwatch_log_group.TrailLogGroup_7A1F916A",
    "security aws_dynamodb_table.Memory_22710B9E",
    "security aws_kms_key.AlertTopicKey_6D3B1DB0",
    "security aws_kms_key.JournalKey_0224BB36",
    "security aws_kms_key.LogArchiveKey_3EA712C9",
    "security aws_kms_key.MemoryKey_525BE82C",
    "security aws_kms_key.TrailLogGroupKey_735A74E9",
    "security aws_s3_bucket.LogArchive_62E50B8E",
    "security aws_sns_topic.AlarmTopic_D01E77F9",
    "security aws_sns_topic.AlertTopic_2720D535",
    "security aws_sns_topic.HealthTopic_B2021C9B",
    "security aws_sns_topic.OwnersTopic_B7828964",
    "security aws_sns_topic.Routes_security-chat_Chat_776BD8B0",
    "security aws_sns_topic.Routes_security-chat_People_3E7F7DAD",
    "security aws_sns_topic.Routes_siem_Events_BA4B0DC5",
    "security aws_sns_topic.Routes_siem_People_861AA8B4",
    "security aws_sns_topic_subscription.AlertTopic_Subscriptions_security-on-callacornexample_0170789B",
    "security aws_sns_topic_subscription.HealthTopic_Subscriptions_security-on-callacornexample_C8662A89",
    "security aws_sns_topic_subscription.OwnersTopic_Subscriptions_paymentsacornexample_F686B8D8",
    "security aws_sns_topic_subscription.OwnersTopic_Subscriptions_platformacornexample_238EB5CA",
    "security aws_sns_topic_subscription.Routes_siem_Events_Subscriptions_arnawssqseu-west-1222222222222siem-intake_77C35A60",
    "security aws_sns_topic_subscription.Routes_siem_People_Subscriptions_arnawssqseu-west-1222222222222siem-intake_0B094BCB",
    "security aws_sqs_queue.Undelivered_F3CF66A9",
    "security aws_sqs_queue.Watch_eu-central-1_Undelivered_5B38A4F3",
    "security aws_sqs_queue.Watch_eu-west-1_Undelivered_6729C1CF",
    "management aws_cloudtrail.Trail_022F0CF2",
    "management aws_kms_key.TrailKey_38EB2549",
    "management aws_sqs_queue.Watch_eu-central-1_Undelivered_5B38A4F3",
    "management aws_sqs_queue.Watch_eu-west-1_Undelivered_6729C1CF",
    "member-payments-dev aws_kms_key.SecretsKey-eu-west-1_F2727AC1",
    "member-payments-dev aws_secretsmanager_secret.Secrets_eu-west-1_devpaymentsdatabase_F8A58566",
    "member-payments-dev aws_secretsmanager_secret.Secrets_eu-west-1_prodbackuproot-database_DA268C44",
    "member-payments-dev aws_sqs_queue.Watch_eu-central-1_Undelivered_5B38A4F3",
    "member-payments-dev aws_sqs_queue.Watch_eu-west-1_Undelivered_6729C1CF",
    "member-sandbox aws_kms_key.SecretsKey-eu-west-1_F2727AC1",
    "member-sandbox aws_secretsmanager_secret.Secrets_eu-west-1_prodbackuproot-database_DA268C44",
    "member-sandbox aws_sqs_queue.Watch_eu-central-1_Undelivered_5B38A4F3",
    "member-sandbox aws_sqs_queue.Watch_eu-west-1_Undelivered_6729C1CF",
    "member-payments-prod aws_kms_key.SecretsKey-eu-central-1_17AD0563",
    "member-payments-prod aws_kms_key.SecretsKey-eu-west-1_F2727AC1",
    "member-payments-prod aws_secretsmanager_secret.Secrets_eu-west-1_prodbackuproot-database_DA268C44",
    "member-payments-prod aws_secretsmanager_secret.Secrets_eu-west-1_prodpaymentscard-processor-api-key_4D91EEE9",
    "member-payments-prod aws_secretsmanager_secret.Secrets_eu-west-1_prodpaymentsdatabase_3F161503",
    "member-payments-prod aws_sqs_queue.Watch_eu-central-1_Undelivered_5B38A4F3",
    "member-payments-prod aws_sqs_queue.Watch_eu-west-1_Undelivered_6729C1CF",
    "member-deploy-tools aws_kms_key.SecretsKey-eu-central-1_17AD0563",
    "member-deploy-tools aws_kms_key.SecretsKey-eu-west-1_F2727AC1",
    "member-deploy-tools aws_secretsmanager_secret.Secrets_eu-central-1_cicode-signing-key_698D4629",
    "member-deploy-tools aws_secretsmanager_secret.Secrets_eu-west-1_ciregistry-token_362C203F",
    "member-deploy-tools aws_secretsmanager_secret.Secrets_eu-west-1_prodbackuproot-database_DA268C44",
    "member-deploy-tools aws_sqs_queue.Watch_eu-central-1_Undelivered_5B38A4F3",
    "member-deploy-tools aws_sqs_queue.Watch_eu-west-1_Undelivered_6729C1CF",
  ]);
});

test("moving a secret in the file or adding one before it changes no address", () => {
  const [first, ...others] = organization.members;
  const moved = { ...first!, secrets: [{ ...first!.secrets[0]!, name: "new" }, ...first!.secrets.toReversed()] };

  const after = synthesize({ ...organization, members: [...others, moved] });

  const type = "aws_secretsmanager_secret";
  expect(resourcesOf(after["member-payments-prod"], type)).toMatchObject(
    resourcesOf(stacks["member-payments-prod"], type),
  );
});

test.each(Object.keys(stacks))("%s has the credentials of its own account only", (name) => {
  const account = [organization.security, organization.management, ...organization.members].find(({ name: each }) =>
    name.endsWith(each),
  )!;

  expect(stacks[name]!.provider.aws[0]).toMatchObject({
    region: "eu-west-1",
    allowed_account_ids: [account.id],
    assume_role: [
      { role_arn: `arn:aws:iam::${account.id}:role/SecretwatchDeploy`, session_name: `secretwatch-${name}` },
    ],
  });
  expect(stacks[name]!.provider.aws).toHaveLength(name === "management" ? 2 : 1);
});

test.each(Object.keys(stacks))(
  "%s asks for versions that don't read write-only values, and keeps its own state",
  (name) => {
    expect(stacks[name]!.terraform).toEqual({
      required_version: ">= 1.11.0",
      required_providers: { aws: { source: anyAddressOfAws, version: ">= 6.26.0, < 7.0.0" } },
      backend: { local: { path: `../../../terraform-state/${name}.tfstate` } },
    });
  },
);

test("tags of the defaults and of the account are on everything in it", () => {
  expect(stacks["member-payments-prod"]!.provider.aws[0]!.default_tags).toEqual([
    { tags: { "managed-by": "secretwatch", "cost-center": "4711", team: "payments" } },
  ]);
});

describe("the trail", () => {
  const trail = resourceOf(management, "aws_cloudtrail");

  test("covers every account and region, reads and writes, validated and encrypted", () => {
    expect(trail).toMatchObject({
      is_organization_trail: true,
      is_multi_region_trail: true,
      include_global_service_events: true,
      enable_logging: true,
      enable_log_file_validation: true,
      kms_key_id: expect.stringMatching(/^\$\{aws_kms_key\.TrailKey_\w+\.arn\}$/) as unknown,
      advanced_event_selector: [
        {
          name: "Read and write management events",
          field_selector: [{ field: "eventCategory", equals: ["Management"] }],
        },
      ],
      insight_selector: [],
    });
  });

  test("is made with credentials of the security account, after that is delegated administrator", () => {
    expect(management!.provider.aws[1]).toMatchObject({ alias: "security", allowed_account_ids: ["222222222222"] });
    expect(trail.provider).toBe("aws.security");
    expect(trail.depends_on).toEqual([expect.stringMatching(/^aws_cloudtrail_organization_delegated_admin_account\./)]);
    expect(resourceOf(management, "aws_cloudtrail_organization_delegated_admin_account")).toMatchObject({
      account_id: "222222222222",
    });
  });

  test("finds what the security stack makes under the very names it makes it", () => {
    const logGroup = resourceOf(security, "aws_cloudwatch_log_group", "TrailLogGroup");
    const role = resourceOf(security, "aws_iam_role", "TrailDeliveryRole");
    const bucket = resourceOf(security, "aws_s3_bucket");

    expect(trail.cloud_watch_logs_group_arn).toBe(
      `arn:aws:logs:eu-west-1:222222222222:log-group:${logGroup.name as string}:*`,
    );
    expect(trail.cloud_watch_logs_role_arn).toBe(`arn:aws:iam::222222222222:role/${role.name as string}`);
    expect(trail.s3_bucket_name).toBe(bucket.bucket);
  });

  test("has no tags where the file says so, while everything else keeps its own", () => {
    const untagged = synthesize({ ...organization, trail: { ...organization.trail, tags: false } }).management!;
    const { provider: own, ...same } = resourceOf(untagged, "aws_cloudtrail");
    const { provider, ...before } = trail;
    const aliased = ({ provider: { aws } }: Synthesized, alias: string) => aws.find((each) => each.alias === alias)!;

    expect([provider, own]).toEqual(["aws.security", "aws.trail"]);
    expect(same).toEqual(before);
    expect(before).not.toHaveProperty("tags");
    const { default_tags: tags, ...security } = aliased(untagged, "security");
    expect(tags).toEqual([{ tags: expect.objectContaining({ "managed-by": "secretwatch" }) as unknown }]);
    expect(aliased(untagged, "trail")).toEqual({ ...security, alias: "trail" });
    expect(resourceOf(untagged, "aws_kms_key", "TrailKey").provider).toBe("aws.security");
    expect(Object.keys(untagged.resource!)).toEqual(Object.keys(management!.resource!));
  });

  test("leaves KMS calls out and has Insights where the file says so", () => {
    const { management: after } = synthesize({
      ...organization,
      trail: { excludeKmsEvents: true, insights: ["ApiErrorRateInsight"], tags: true },
    });

    expect(resourceOf(after, "aws_cloudtrail")).toMatchObject({
      advanced_event_selector: [
        {
          field_selector: [
            { field: "eventCategory", equals: ["Management"] },
            { field: "eventSource", not_equals: ["kms.amazonaws.com"] },
          ],
        },
      ],
      insight_selector: [{ insight_type: "ApiErrorRateInsight" }],
    });
  });
});

test("the log group is encrypted, kept and protected", () => {
  expect(resourceOf(security, "aws_cloudwatch_log_group", "TrailLogGroup")).toMatchObject({
    name: "/secretwatch/organization-trail",
    retention_in_days: 400,
    deletion_protection_enabled: true,
    kms_key_id: expect.stringMatching(/^\$\{aws_kms_key\.TrailLogGroupKey_\w+\.arn\}$/) as unknown,
  });
});

test("the bucket is private, versioned, encrypted with a bucket key, and cleans itself up", () => {
  expect(resourceOf(security, "aws_s3_bucket_public_access_block")).toMatchObject({
    block_public_acls: true,
    block_public_policy: true,
    ignore_public_acls: true,
    restrict_public_buckets: true,
  });
  expect(resourceOf(security, "aws_s3_bucket_ownership_controls").rule).toEqual({
    object_ownership: "BucketOwnerEnforced",
  });
  expect(
    ["public_access_block", "policy"].map((kind) => resourceOf(security, `aws_s3_bucket_${kind}`).depends_on),
  ).toEqual([
    [expect.stringMatching(/^aws_s3_bucket_ownership_controls\./)],
    [expect.stringMatching(/^aws_s3_bucket_public_access_block\./)],
  ]);
  expect(resourceOf(security, "aws_s3_bucket_versioning").versioning_configuration).toEqual({ status: "Enabled" });
  expect(resourceOf(security, "aws_s3_bucket_server_side_encryption_configuration").rule).toMatchObject([
    {
      apply_server_side_encryption_by_default: { sse_algorithm: "aws:kms" },
      bucket_key_enabled: true,
      blocked_encryption_types: ["SSE-C"],
    },
  ]);
  expect(resourceOf(security, "aws_s3_bucket_lifecycle_configuration").rule).toMatchObject([
    {
      status: "Enabled",
      transition: [{ days: 90, storage_class: "GLACIER_IR" }],
      expiration: [{ days: 2557 }],
      noncurrent_version_expiration: [{ noncurrent_days: 30 }],
    },
    { id: "remove-delete-markers", expiration: [{ expired_object_delete_marker: true }] },
  ]);
});

describe("alarms", () => {
  const ofDetections = (type: string, stack = security) =>
    Object.fromEntries(Object.entries(resourcesOf(stack, type)).filter(([id]) => id.startsWith("Detections_")));
  const filters = ofDetections("aws_cloudwatch_log_metric_filter");
  const alarms = ofDetections("aws_cloudwatch_metric_alarm");
  const ids = Object.keys(filters);

  const mailed = organization.detections.filter(({ severity }) => severity !== "info");

  test("each detection has its filter, and each that is not only counted an alarm", () => {
    expect(ids).toHaveLength(filterCount(organization.detections));
    expect(Object.keys(alarms)).toHaveLength(mailed.length);
  });

  test.each(ids)("%s counts under the name of its detection, or of the word that it shares", (id) => {
    // Further filters of a detection, or of a word, feed the metric of the first.
    const name = (filters[id]!.name as string).replace(/\.\d$/, "");

    expect(filters[id]!.metric_transformation).toEqual({
      name,
      namespace: "secretwatch",
      value: "1",
      ...(name.includes("shared.") ? { dimensions: { eventName: "$.eventName" } } : { default_value: "0" }),
    });
  });

  test.each(mailed.map((detection) => [detection.id, detection] as const))(
    "%s is watched by its alarm",
    (id, detection) => {
      const word = detection.sharesFilter;
      const counted = `secretwatch-${word === undefined ? id : sharedMetric(word)}`;
      const [filterId] = Object.entries(filters).find(([, filter]) => filter.name === counted)!;
      const alarm = Object.values(alarms).find(({ alarm_name: each }) => each === `secretwatch-${id}`)!;
      const metric = {
        metric_name: `\${aws_cloudwatch_log_metric_filter.${filterId}.metric_transformation[0].name}`,
        namespace: `\${aws_cloudwatch_log_metric_filter.${filterId}.metric_transformation[0].namespace}`,
        period: detection.alarm?.period ?? 60,
      };
      const parts = () =>
        callNamesOf(detection).map((eventName) => ({ metric: { ...metric, stat: "Sum", dimensions: { eventName } } }));

      expect(alarm).toMatchObject({
        ...(word === undefined
          ? { ...metric, statistic: "Sum" }
          : { metric_query: [{ return_data: true }, ...parts()] }),
        evaluation_periods: 1,
        datapoints_to_alarm: 1,
        threshold: detection.alarm?.threshold ?? 1,
        comparison_operator: "GreaterThanOrEqualToThreshold",
        treat_missing_data: "notBreaching",
      });
      // The alarm composer mails, with the names of those who made it go off. An audit looks for a topic with people.
      const people = ["AlertTopic", "Routes_siem_People"];
      const forUrgent = ["AlertTopic", "Routes_security-chat_People", "Routes_siem_People"];
      const isUrgent = ["critical", "high"].includes(detection.severity);
      expect(topicsOf(alarm)).toEqual(detection.family !== "cis" ? ["AlarmTopic"] : isUrgent ? forUrgent : people);
    },
  );

  test("what is only counted has no alarm, and its filter keeps its address when that changes", () => {
    const quiet = organization.detections.map((detection) => ({ ...detection, severity: "info" as const }));

    const { security: after } = synthesize({ ...organization, detections: quiet });

    expect(ofDetections("aws_cloudwatch_log_metric_filter", after)).toEqual(filters);
    expect(ofDetections("aws_cloudwatch_metric_alarm", after)).toEqual({});
  });

  test("no event for 15 minutes is an alarm: missing data is what it looks for", () => {
    expect(resourceOf(security, "aws_cloudwatch_metric_alarm", "TrailSilence")).toMatchObject({
      alarm_name: "secretwatch-trail-silent",
      namespace: "AWS/Logs",
      metric_name: "IncomingLogEvents",
      dimensions: { LogGroupName: expect.stringMatching(/^\$\{aws_cloudwatch_log_group\./) as unknown },
      statistic: "Sum",
      comparison_operator: "LessThanThreshold",
      threshold: 1,
      period: 300,
      evaluation_periods: 3,
      datapoints_to_alarm: 3,
      treat_missing_data: "breaching",
    });
  });

  test("nobody is mailed where every wave is quiet", () => {
    const watched = { ...organization.security, mode: "quiet" as const };

    const { security: after } = synthesize({ ...organization, security: watched });

    const actions = Object.values(resourcesOf(after, "aws_cloudwatch_metric_alarm")).flatMap(topicsOf);
    expect(actions).toEqual([]);
  });
});

/** Topics that an alarm tells, by the beginning of their Terraform ids. */
function topicsOf(alarm: Attributes): readonly string[] {
  return ((alarm.alarm_actions ?? []) as string[]).map(
    (arn) => /^\$\{aws_sns_topic\.(.+)_\w{8}\.arn\}$/.exec(arn)![1]!,
  );
}

test("people on call find their queries in the console", () => {
  const queries = Object.values(resourcesOf(security, "aws_cloudwatch_query_definition"));

  expect(queries.map(({ name }) => name)).toEqual([
    "secretwatch/Latest unexpected reads of secrets",
    "secretwatch/Who read secret X unexpectedly",
    "secretwatch/Who reads most secrets unexpectedly",
    "secretwatch/Which other accounts read secrets",
    "secretwatch/Who would have been refused in members",
    "secretwatch/Who would have been refused in the security account",
    "secretwatch/What else did this principal do",
    "secretwatch/Who read secret X",
    "secretwatch/Who read secrets",
    "secretwatch/Last sign of life of each account",
  ]);
  expect(queries.find(({ name }) => name === "secretwatch/Who read secret X")!.query_string).toBe(
    [
      "fields eventTime, eventName, errorCode, userIdentity.arn, userIdentity.sessionContext.sessionIssuer.arn, requestParameters.secretId, recipientAccountId, awsRegion, sourceIPAddress, vpcEndpointId, userAgent",
      'filter (eventSource = "secretsmanager.amazonaws.com" and eventName in ["GetSecretValue", "BatchGetSecretValue"] and requestParameters.secretId like "NAME-OF-THE-SECRET")',
      "sort eventTime desc",
      "limit 200",
    ].join("\n| "),
  );
  expect(queries.map(({ log_group_names: groups }) => groups)).toEqual(
    queries.map((): unknown => [expect.stringMatching(/^\$\{aws_cloudwatch_log_group\./)]),
  );
});

describe("secrets", () => {
  const member = stacks["member-payments-prod"];

  test("are containers under a key of their own region, with replicas under a key of theirs", () => {
    expect(resourceOf(member, "aws_secretsmanager_secret", "Secrets_eu-west-1_prodpaymentsdatabase")).toMatchObject({
      name: "prod/payments/database",
      description: "Main database of the payment service, read and write",
      recovery_window_in_days: 30,
      kms_key_id: expect.stringMatching(/SecretsKey-eu-west-1/) as unknown,
      replica: [{ region: "eu-central-1", kms_key_id: expect.stringMatching(/SecretsKey-eu-central-1/) as unknown }],
    });
  });

  test("of another region are made there, with their policy and key", () => {
    const tools = stacks["member-deploy-tools"];

    const regions = [
      resourceOf(tools, "aws_secretsmanager_secret", "Secrets_eu-central-1"),
      resourceOf(tools, "aws_secretsmanager_secret_policy", "Secrets_eu-central-1"),
      resourceOf(tools, "aws_kms_key", "SecretsKey-eu-central-1"),
      resourceOf(tools, "aws_kms_alias", "SecretsKey-eu-central-1"),
    ].map(({ region }) => region);

    expect(regions).toEqual(Array.from({ length: 4 }, () => "eu-central-1"));
  });

  test("have no value, and nothing reads one", () => {
    const types = Object.values(stacks).flatMap(({ resource, data }) => Object.keys({ ...resource, ...data }));

    expect(types).toContain("aws_secretsmanager_secret");
    expect(types.filter((type) => /random_password|getrandompassword/i.test(type))).toEqual([]);
    expect(JSON.stringify(stacks)).not.toMatch(/"secret_(string|binary)"/);
  });

  test("a decoy has one that Terraform makes up while it applies: write-only, so neither in a plan nor in the state", () => {
    const versions = Object.entries(stacks).flatMap(([stack, { resource = {} }]) =>
      Object.values(resource.aws_secretsmanager_secret_version ?? {}).map((version) => [stack, version] as const),
    );

    expect(versions.map(([stack]) => stack).sort()).toEqual(
      organization.members.map(({ name }) => `member-${name}`).sort(),
    );
    for (const [, version] of versions) {
      expect(Object.keys(version)).toEqual(["//", "secret_id", "secret_string_wo", "secret_string_wo_version"]);
      expect(version.secret_id).toMatch(/prodbackuproot-database/);
      expect(version.secret_string_wo).toMatch(/^\$\{jsonencode\(.*base64sha256\(uuid\(\)\)/);
    }
  });

  test("with similar names are different secrets", () => {
    const [first, ...others] = organization.members;
    const secrets = ["a/b", "a--b", "a-b", "ab"].map((name) => ({ ...first!.secrets[0]!, name }));

    const after = synthesize({ ...organization, members: [{ ...first!, secrets }, ...others] });

    expect(Object.keys(resourcesOf(after["member-payments-prod"], "aws_secretsmanager_secret"))).toHaveLength(4);
  });
});

describe("protection", () => {
  /** They empty themselves, or are made again with a confirmation: an owner who leaves must not stop a rollout. */
  const unprotected = ["aws_cloudwatch_event_archive", "aws_sns_topic", "aws_sns_topic_subscription", "aws_sqs_queue"];
  const protectedTypes = statefulTypes.filter((type) => !unprotected.includes(type));
  const stateful = (synthesized: typeof stacks) =>
    Object.values(synthesized).flatMap(({ resource = {} }) =>
      protectedTypes.flatMap((type) => Object.values(resource[type] ?? {})),
    );

  test("refuses to destroy what can't be made again", () => {
    expect(stateful(stacks)).toHaveLength(30);
    expect(stateful(stacks).filter(({ lifecycle }) => !isProtected(lifecycle))).toEqual([]);
  });

  test("is off everywhere where the file says so", () => {
    const unprotected = synthesize({ ...organization, protection: false });

    expect(stateful(unprotected).filter(({ lifecycle }) => isProtected(lifecycle))).toEqual([]);
    expect(resourceOf(unprotected.security, "aws_cloudwatch_log_group", "Journal").deletion_protection_enabled).toBe(
      false,
    );
  });

  function isProtected(lifecycle: unknown): boolean {
    return (lifecycle as { prevent_destroy?: boolean }).prevent_destroy === true;
  }
});
