import { Inquiry } from "../../doctor/inquiry";
import { existingTrail } from "../../doctor/prerequisites/existing-trail";
import { exampleIn, HealthyAws, NOW } from "../support/healthy-aws";
import { type Answers, changed } from "../support/looked-at";
import { callsOf } from "../support/planted-faults";

let made: HealthyAws | undefined;
const aws = () => (made ??= new HealthyAws(exampleIn("existing-trail")));
const path = (call: string) => Object.keys(aws().answers).find((each) => each.startsWith(`cloudtrail/${call}/`))!;

/** What is found of the trail where AWS answers so. */
const found = async (answers: Answers) => {
  const { organization, stacks } = aws();
  const inquiry = new Inquiry(callsOf(answers));
  const findings = await existingTrail({ organization, stacks, inquiry, before: true, now: NOW });
  expect(inquiry.refused).toEqual([]);
  return findings;
};
const kinds = async (call: string, members: readonly (string | number)[], value: unknown) =>
  (await found(changed(aws().answers, path(call), members, value))).map(({ kind }) => kind);

const management = { Field: "eventCategory", Equals: ["Management"] };
const advanced = (...FieldSelectors: readonly object[]) =>
  kinds(
    "get-event-selectors",
    ["AdvancedEventSelectors"],
    [{ FieldSelectors: [{ Field: "eventCategory", Equals: ["Data"] }] }, { FieldSelectors }],
  );

describe("a trail that is there already", () => {
  test("is no finding where it records all and delivers it", async () => {
    expect(await found(aws().answers)).toEqual([]);
  });

  test.each([
    [
      "writes to another log group",
      "describe-trails",
      ["trailList", 1, "CloudWatchLogsLogGroupArn"],
      "arn:aws:logs:eu-central-1:1:log-group:x:*",
      "existing-trail-missing",
    ],
    ["writes to no log group", "describe-trails", ["trailList"], [], "existing-trail-missing"],
    ["is of one account", "describe-trails", ["trailList", 1, "IsOrganizationTrail"], false, "trail-changed"],
    ["is of one region", "describe-trails", ["trailList", 1, "IsMultiRegionTrail"], undefined, "trail-changed"],
    ["does not log", "get-trail-status", ["IsLogging"], false, "trail-stopped"],
    [
      "can't write to the log group",
      "get-trail-status",
      ["LatestCloudWatchLogsDeliveryError"],
      "Denied",
      "trail-events-undelivered",
    ],
    [
      "records writes alone",
      "get-event-selectors",
      ["EventSelectors", 0, "ReadWriteType"],
      "WriteOnly",
      "trail-selects-otherwise",
    ],
    [
      "records data alone",
      "get-event-selectors",
      ["EventSelectors", 0, "IncludeManagementEvents"],
      false,
      "trail-selects-otherwise",
    ],
    ["selects nothing", "get-event-selectors", ["EventSelectors"], [], "trail-selects-otherwise"],
    [
      "leaves out what we look for",
      "get-event-selectors",
      ["EventSelectors", 0, "ExcludeManagementEventSources"],
      ["secretsmanager.amazonaws.com"],
      "trail-selects-otherwise",
    ],
  ] as const)("is found where it %s, and nothing else is", async (_, call, members, value, kind) => {
    expect(await kinds(call, members, value)).toEqual([kind]);
  });

  test("may select in the other way, and leave out KMS and the Data API", async () => {
    const leavesOut = { Field: "eventSource", NotEquals: ["kms.amazonaws.com", "rdsdata.amazonaws.com"] };

    expect(await advanced(management)).toEqual([]);
    expect(await advanced(management, leavesOut)).toEqual([]);
  });

  test.each([
    ["reads", { Field: "readOnly", Equals: ["false"] }],
    ["all but one source", { Field: "eventSource", Equals: ["ec2.amazonaws.com"] }],
    ["a source of ours", { Field: "eventSource", NotEquals: ["secretsmanager.amazonaws.com"] }],
    ["what begins so", { Field: "eventSource", NotStartsWith: ["secrets"] }],
    ["a name", { Field: "eventName", NotEquals: ["GetSecretValue"] }],
  ])("is found where it leaves out %s", async (_, selector) => {
    expect(await advanced(management, selector)).toEqual(["trail-selects-otherwise"]);
  });

  test("is not asked about for members alone", async () => {
    const { organization, stacks } = aws();
    const members = stacks.filter(({ name }) => name.startsWith("member-"));
    const inquiry = new Inquiry(callsOf({}));

    expect(await existingTrail({ organization, stacks: members, inquiry, before: true, now: NOW })).toEqual([]);
    expect(inquiry.refused).toEqual([]);
  });
});
