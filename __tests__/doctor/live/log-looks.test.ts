import { logLooks } from "../../../doctor/live/log-looks";
import { type Answers, changed, type Looked, lookedAt, wantedResource } from "../../support/looked-at";

const name = "/secretwatch/organization-trail";
const groups = `logs/describe-log-groups/222222222222/eu-west-1/${encodeURIComponent(name)}.json`;
const filters = `logs/describe-metric-filters/222222222222/eu-west-1/${encodeURIComponent(name)}.json`;
const policy = `logs/get-data-protection-policy/222222222222/eu-west-1/${encodeURIComponent(name)}.json`;
const accountPolicies = "logs/describe-account-policies/222222222222/eu-west-1/DATA_PROTECTION_POLICY.json";
const policies = "logs/describe-resource-policies/222222222222/eu-west-1.json";
const queries = "logs/describe-query-definitions/222222222222/eu-west-1/secretwatch%2F.json";

const keyArn = "arn:aws:kms:eu-west-1:222222222222:key/11111111-2222-3333-4444-555555555555";

const group = wantedResource("aws_cloudwatch_log_group", "TrailLogGroup", {
  name,
  retention_in_days: 400,
  kms_key_id: keyArn,
  deletion_protection_enabled: true,
});

const filter = {
  ...wantedResource("aws_cloudwatch_log_metric_filter", "Filter", {
    name: "secretwatch-root-read",
    log_group_name: name,
    pattern: '{ ($.eventName = "GetSecretValue") && ($.userIdentity.type = "Root") }',
    metric_transformation: { name: "secretwatch-root-read", namespace: "secretwatch", value: "1", default_value: "0" },
  }),
  refersTo: [group.address],
};

/** As CloudWatch Logs answers, by the API model; what it leaves out is left out. */
const healthy: Answers = {
  [groups]: {
    logGroups: [
      { logGroupName: `${name}-of-others`, retentionInDays: 1, logGroupClass: "STANDARD" },
      {
        logGroupName: name,
        arn: `arn:aws:logs:eu-west-1:222222222222:log-group:${name}:*`,
        creationTime: 1_780_000_000_000,
        retentionInDays: 400,
        metricFilterCount: 2,
        storedBytes: 0,
        kmsKeyId: keyArn,
        logGroupClass: "STANDARD",
        deletionProtectionEnabled: true,
      },
    ],
  },
  [filters]: {
    metricFilters: [
      {
        filterName: "secretwatch-root-read",
        filterPattern: '{ ($.eventName = "GetSecretValue") && ($.userIdentity.type = "Root") }',
        metricTransformations: [
          { metricName: "secretwatch-root-read", metricNamespace: "secretwatch", metricValue: "1", defaultValue: 0 },
        ],
        creationTime: 1_780_000_000_000,
        logGroupName: name,
        applyOnTransformedLogs: false,
      },
      {
        filterName: "of-somebody-else",
        filterPattern: "ERROR",
        metricTransformations: [{ metricName: "errors", metricNamespace: "Others", metricValue: "1" }],
        logGroupName: name,
      },
    ],
  },
  [accountPolicies]: { accountPolicies: [] },
};

const resources = [group, filter];
const look = (answers: Answers, { type, attributes } = group, others: Partial<Looked> = { resources }) =>
  lookedAt(logLooks, { type, attributes, ...others }, answers);
const kinds = async (...given: Parameters<typeof look>) => (await look(...given)).map(({ kind }) => kind);

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch-logs-data-protection-policies.html */
const dataProtection = (operation: object) =>
  JSON.stringify({
    Name: "data-protection-policy",
    Version: "2021-06-01",
    Statement: [
      {
        Sid: "audit",
        DataIdentifier: ["arn:aws:dataprotection::aws:data-identifier/IpAddress"],
        Operation: { Audit: { FindingsDestination: {} } },
      },
      {
        Sid: "second",
        DataIdentifier: ["arn:aws:dataprotection::aws:data-identifier/IpAddress"],
        Operation: operation,
      },
    ],
  });
const masks = { Deidentify: { MaskConfig: {} } };

describe("a look at a log group", () => {
  test("finds nothing in one that is as it should be", async () => {
    expect(await look(healthy)).toEqual([]);
  });

  test.each([
    ["keeps less", "retentionInDays", 30],
    ["keeps everything", "retentionInDays", undefined],
    ["has another key", "kmsKeyId", keyArn.replace("1111", "9999")],
    ["has no key", "kmsKeyId", undefined],
    ["is of a class without metric filters", "logGroupClass", "INFREQUENT_ACCESS"],
    ["can be deleted", "deletionProtectionEnabled", undefined],
  ])("finds that it %s, and nothing else", async (_, member, value) => {
    expect(await kinds(changed(healthy, groups, ["logGroups", 1, member], value))).toEqual(["log-group-changed"]);
  });

  test("finds that it is not there, though one is whose name begins so", async () => {
    expect(await kinds(changed(healthy, groups, ["logGroups", 1], { logGroupName: "/x" }))).toEqual([
      "resource-missing",
    ]);
  });

  test("finds what its own policy masks, and how to end it; one that reports is nobody's matter", async () => {
    const protectedBy = (operation: object): Answers => ({
      ...changed(healthy, groups, ["logGroups", 1, "dataProtectionStatus"], "ACTIVATED"),
      [policy]: { logGroupIdentifier: name, policyDocument: dataProtection(operation) },
    });

    expect(await look(protectedBy({ Audit: { FindingsDestination: {} } }))).toEqual([]);
    expect(await look(protectedBy(masks))).toEqual([
      {
        kind: "log-group-masked",
        what: `The log group ${name} masks ["IpAddress"].`,
        mend: `aws logs delete-data-protection-policy --region eu-west-1 --log-group-identifier ${name}`,
      },
    ]);
  });

  test("finds what the account's policy masks in it", async () => {
    const inherited = changed(healthy, groups, ["logGroups", 1, "inheritedProperties"], ["ACCOUNT_DATA_PROTECTION"]);
    const accountPolicy = { policyName: "all", policyDocument: dataProtection(masks), scope: "ALL" };

    expect(await look(inherited)).toEqual([]);
    expect(await look({ ...inherited, [accountPolicies]: { accountPolicies: [accountPolicy] } })).toMatchObject([
      { kind: "log-group-masked", what: expect.stringContaining("as the policy all of the account says") as unknown },
    ]);
  });

  test("finds a filter that nobody makes and that counts into a metric of ours", async () => {
    const path = ["metricFilters", 1, "metricTransformations", 0, "metricNamespace"];

    expect(await look(changed(healthy, filters, path, "secretwatch"))).toMatchObject([
      {
        kind: "metric-filter-added",
        mend: `aws logs delete-metric-filter --region eu-west-1 --log-group-name ${name} --filter-name of-somebody-else`,
      },
    ]);
  });
});

describe("a look at a metric filter", () => {
  test("finds nothing in one that is as it should be", async () => {
    expect(await look(healthy, filter)).toEqual([]);
  });

  test.each([
    [
      "whose pattern has one more blank",
      ["filterPattern"],
      ' { ($.eventName = "GetSecretValue") && ($.userIdentity.type = "Root") }',
    ],
    ["that counts into another metric", ["metricTransformations", 0, "metricName"], "secretwatch-root-reads"],
    ["that counts elsewhere", ["metricTransformations", 0, "metricNamespace"], "Secretwatch"],
    ["that counts nothing", ["metricTransformations", 0, "metricValue"], "0"],
    ["that counts otherwise, too", ["metricTransformations", 0, "defaultValue"], 1],
    ["that counts nothing otherwise", ["metricTransformations", 0, "defaultValue"], undefined],
    ["that has dimensions", ["metricTransformations", 0, "dimensions"], { region: "$.awsRegion" }],
    ["that has a unit", ["metricTransformations", 0, "unit"], "Count"],
    ["that sees transformed events", ["applyOnTransformedLogs"], true],
    ["that sees one account alone", ["fieldSelectionCriteria"], '@aws.account = "333333333333"'],
    ["that has dimensions of Logs", ["emitSystemFieldDimensions"], ["@aws.account"]],
  ] as const)("finds one %s, and nothing else", async (_, members, value) => {
    const answers = changed(healthy, filters, ["metricFilters", 0, ...members], value);

    expect(await kinds(answers, filter)).toEqual(["metric-filter-changed"]);
  });

  test("finds that it is not there", async () => {
    expect(await kinds(changed(healthy, filters, ["metricFilters"], []), filter)).toEqual(["resource-missing"]);
  });
});

describe("a look at what else CloudWatch Logs has", () => {
  const document = (Action: string) =>
    JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Principal: "*", Action, Resource: "*" }] });
  const logPolicy = {
    type: "aws_cloudwatch_log_resource_policy",
    attributes: { policy_name: "ours", policy_document: document("logs:PutLogEvents") },
  };
  const query = {
    type: "aws_cloudwatch_query_definition",
    attributes: { name: "secretwatch/Latest", query_string: "fields @message", log_group_names: [name] },
  };
  const answers: Answers = {
    [policies]: { resourcePolicies: [{ policyName: "ours", policyDocument: document("logs:PutLogEvents") }] },
    [queries]: {
      queryDefinitions: [{ name: "secretwatch/Latest", queryString: "fields @message", logGroupNames: [name] }],
    },
  };

  test("finds nothing where it is as it should be", async () => {
    expect(await lookedAt(logLooks, logPolicy, answers)).toEqual([]);
    expect(await lookedAt(logLooks, query, answers)).toEqual([]);
  });

  test("finds another policy, and none", async () => {
    const other = changed(answers, policies, ["resourcePolicies", 0, "policyDocument"], document("logs:*"));

    expect(await lookedAt(logLooks, logPolicy, other)).toMatchObject([{ kind: "log-policy-changed" }]);
    expect(await lookedAt(logLooks, logPolicy, changed(answers, policies, ["resourcePolicies"], []))).toMatchObject([
      { kind: "resource-missing" },
    ]);
  });

  test("finds a query that asks something else, and none", async () => {
    const other = changed(answers, queries, ["queryDefinitions", 0, "queryString"], "fields @timestamp");

    expect(await lookedAt(logLooks, query, other)).toMatchObject([{ kind: "query-changed" }]);
    expect(await lookedAt(logLooks, query, changed(answers, queries, ["queryDefinitions"], []))).toMatchObject([
      { kind: "resource-missing" },
    ]);
  });
});
