import { RefusedCall } from "../../../aws/calls";
import { trailLooks } from "../../../doctor/live/trail-looks";
import { changed, lookedAt, type Answers } from "../../support/looked-at";
import fc from "fast-check";

const arn = "arn:aws:cloudtrail:eu-west-1:111111111111:trail/secretwatch-organization";
const file = (call: string) => `cloudtrail/${call}/222222222222/eu-west-1/${encodeURIComponent(arn)}.json`;
const [trail, status, selectors, insights] = [
  file("get-trail"),
  file("get-trail-status"),
  file("get-event-selectors"),
  file("get-insight-selectors"),
] as const;

const wanted = {
  type: "aws_cloudtrail",
  attributes: {
    advanced_event_selector: [
      {
        name: "Read and write management events",
        field_selector: [
          { field: "eventCategory", equals: ["Management"] },
          { field: "eventSource", not_equals: ["kms.amazonaws.com"] },
        ],
      },
    ],
    cloud_watch_logs_group_arn: "arn:aws:logs:eu-west-1:222222222222:log-group:/secretwatch/organization-trail:*",
    cloud_watch_logs_role_arn: "arn:aws:iam::222222222222:role/secretwatch-trail-delivery",
    enable_log_file_validation: true,
    include_global_service_events: true,
    insight_selector: [],
    is_multi_region_trail: true,
    is_organization_trail: true,
    kms_key_id: "arn:aws:kms:eu-west-1:222222222222:key/11111111-2222-3333-4444-555555555555",
    name: "secretwatch-organization",
    s3_bucket_name: "secretwatch-trail",
  },
};

/** Members as in the API model of CloudTrail; selectors in the order of names, in which AWS was seen to give them. */
const healthy: Answers = {
  [trail]: {
    Trail: {
      Name: "secretwatch-organization",
      S3BucketName: "secretwatch-trail",
      IncludeGlobalServiceEvents: true,
      IsMultiRegionTrail: true,
      HomeRegion: "eu-west-1",
      TrailARN: arn,
      LogFileValidationEnabled: true,
      CloudWatchLogsLogGroupArn: "arn:aws:logs:eu-west-1:222222222222:log-group:/secretwatch/organization-trail:*",
      CloudWatchLogsRoleArn: "arn:aws:iam::222222222222:role/secretwatch-trail-delivery",
      KmsKeyId: "arn:aws:kms:eu-west-1:222222222222:key/11111111-2222-3333-4444-555555555555",
      HasCustomEventSelectors: true,
      HasInsightSelectors: false,
      IsOrganizationTrail: true,
    },
  },
  [status]: {
    IsLogging: true,
    LatestDeliveryError: "",
    LatestDeliveryTime: "2026-09-01T11:57:00+00:00",
    StartLoggingTime: "2026-06-01T09:00:00+00:00",
    LatestCloudWatchLogsDeliveryTime: "2026-09-01T11:58:00+00:00",
    LatestDigestDeliveryTime: "2026-09-01T11:30:00+00:00",
  },
  [selectors]: {
    TrailARN: arn,
    AdvancedEventSelectors: [
      {
        Name: "Read and write management events",
        FieldSelectors: [
          { Field: "eventSource", NotEquals: ["kms.amazonaws.com"] },
          { Field: "eventCategory", Equals: ["Management"] },
        ],
      },
    ],
  },
  [insights]: { TrailARN: arn, InsightSelectors: [] },
};

const kinds = async (answers: Answers) => (await lookedAt(trailLooks, wanted, answers)).map(({ kind }) => kind);

describe("a look at the trail", () => {
  test("finds nothing in one that is as it should be", async () => {
    expect(await lookedAt(trailLooks, wanted, healthy)).toEqual([]);
  });

  test.each([
    ["it does not log", status, ["IsLogging"], false, "trail-stopped"],
    ["S3 refuses its files", status, ["LatestDeliveryError"], "AccessDenied", "trail-files-undelivered"],
    ["no file came for an hour", status, ["LatestDeliveryTime"], "2026-09-01T10:59:59Z", "trail-files-undelivered"],
    ["no file ever came", status, ["LatestDeliveryTime"], undefined, "trail-files-undelivered"],
    [
      "the log group refuses its events",
      status,
      ["LatestCloudWatchLogsDeliveryError"],
      "Access denied",
      "trail-events-undelivered",
    ],
    [
      "no event came for an hour",
      status,
      ["LatestCloudWatchLogsDeliveryTime"],
      "2026-09-01T10:00:00Z",
      "trail-events-undelivered",
    ],
    ["S3 refuses its digests", status, ["LatestDigestDeliveryError"], "AccessDenied", "trail-digests-undelivered"],
    ["another one selects", selectors, ["AdvancedEventSelectors"], undefined, "trail-selects-otherwise"],
    [
      "another source is left out, too",
      selectors,
      ["AdvancedEventSelectors", 0, "FieldSelectors", 0, "NotEquals"],
      ["kms.amazonaws.com", "secretsmanager.amazonaws.com"],
      "trail-selects-otherwise",
    ],
    [
      "reads are left out",
      selectors,
      ["AdvancedEventSelectors", 0, "FieldSelectors", 2],
      { Field: "readOnly", Equals: ["false"] },
      "trail-selects-otherwise",
    ],
    [
      "somebody selects data, too",
      selectors,
      ["AdvancedEventSelectors", 1],
      { FieldSelectors: [{ Field: "eventCategory", Equals: ["Data"] }] },
      "trail-selects-more",
    ],
    [
      "it looks for the unusual",
      insights,
      ["InsightSelectors"],
      [{ InsightType: "ApiCallRateInsight" }],
      "trail-changed",
    ],
  ] as const)("finds that %s, and nothing else", async (_, path, members, value, kind) => {
    expect(await kinds(changed(healthy, path, members, value))).toEqual([kind]);
  });

  test("takes it for none where AWS says that a trail looks for nothing unusual, and for nothing else", async () => {
    const refused = (Code: string) => ({ ...healthy, [insights]: { Error: { Code, Message: "" } } });

    // As the API model of GetInsightSelectors has it.
    expect(await kinds(refused("InsightNotEnabledException"))).toEqual([]);
    await expect(kinds(refused("AccessDeniedException"))).rejects.toThrow(RefusedCall);
  });

  test("waits an hour for the first delivery", async () => {
    const { [status]: answer } = healthy;
    const justBegun = (StartLoggingTime: string) => ({
      ...healthy,
      [status]: {
        ...answer,
        StartLoggingTime,
        LatestDeliveryTime: undefined,
        LatestCloudWatchLogsDeliveryTime: undefined,
      },
    });

    expect(await kinds(justBegun("2026-09-01T11:30:00Z"))).toEqual([]);
    expect(await kinds(justBegun("2026-09-01T10:30:00Z"))).toEqual([
      "trail-files-undelivered",
      "trail-events-undelivered",
    ]);
  });

  test("says how to start one that does not log", async () => {
    const [wrong] = await lookedAt(trailLooks, wanted, changed(healthy, status, ["IsLogging"], false));

    expect(wrong?.mend).toBe(`aws cloudtrail start-logging --region eu-west-1 --name ${arn}`);
  });

  test("finds whichever setting is otherwise, or gone, and that one alone", async () => {
    const settings = [
      "S3BucketName",
      "IncludeGlobalServiceEvents",
      "IsMultiRegionTrail",
      "LogFileValidationEnabled",
      "CloudWatchLogsLogGroupArn",
      "CloudWatchLogsRoleArn",
      "KmsKeyId",
      "IsOrganizationTrail",
    ];
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...settings), fc.boolean(), async (name, isGone) => {
        const { Trail } = healthy[trail] as { Trail: Record<string, unknown> };
        const other = typeof Trail[name] === "boolean" ? false : `${String(Trail[name])}-of-others`;

        const found = await lookedAt(
          trailLooks,
          wanted,
          changed(healthy, trail, ["Trail", name], isGone ? undefined : other),
        );

        expect(found.map(({ kind }) => kind)).toEqual(["trail-changed"]);
      }),
    );
  });

  test("lets a refusal go through, so that a trail that is gone is said to be", async () => {
    await expect(lookedAt(trailLooks, wanted, {})).rejects.toThrow(`There is no ${trail}.`);
  });
});

describe("a look at the delegated administrator of CloudTrail", () => {
  const it = {
    type: "aws_cloudtrail_organization_delegated_admin_account",
    attributes: { account_id: "222222222222" },
  };
  const administrators = (...ids: readonly string[]): Answers => ({
    "organizations/list-delegated-administrators/cloudtrail.amazonaws.com.json": {
      DelegatedAdministrators: ids.map((Id) => ({ Id })),
    },
  });

  test("finds that the account is none, and nothing where it is", async () => {
    expect(await lookedAt(trailLooks, it, administrators("333333333333", "222222222222"))).toEqual([]);
    expect(await lookedAt(trailLooks, it, administrators("333333333333"))).toMatchObject([
      { kind: "trail-administrator-missing" },
    ]);
  });
});
