import { watchedDetections } from "../../messages/alarms/watched-detections";
import { evaluate } from "../../patterns/evaluate";
import { exampleOrganization } from "../support/synthesized";

const { detections, names, decoyNames } = exampleOrganization();
const account = "333333333333";
const role = names.access.roleArn(account, names.health.drillRoleName);

const record = (service: string, eventName: string, more: object = {}) => ({
  eventSource: `${service}.amazonaws.com`,
  eventName,
  awsRegion: "eu-west-1",
  recipientAccountId: account,
  readOnly: true,
  managementEvent: true,
  eventType: "AwsApiCall",
  sourceIPAddress: "203.0.113.7",
  userIdentity: {
    type: "AssumedRole",
    arn: `arn:aws:sts::${account}:assumed-role/${names.health.drillRoleName}/session`,
    accountId: account,
    sessionContext: { sessionIssuer: { type: "Role", arn: role } },
  },
  ...more,
});
const read = (secretId: string, errorCode?: string, more: object = {}) =>
  record("secretsmanager", "GetSecretValue", { errorCode, requestParameters: { secretId }, ...more });

const silent = `${names.health.drillSecretPrefix}20261128190501-4f3a9c21`;
const loud = `${names.health.loudDrillSecretPrefix}20261128190501-4f3a9c21`;

/** Ids of the trail's detections that count a record, whatever their threshold is. */
function countedBy(event: object): readonly string[] {
  // What is undefined is not in a record.
  const recorded: unknown = JSON.parse(JSON.stringify(event));
  return detections.filter(({ condition }) => evaluate(condition, recorded)).map(({ id }) => id);
}

test.each([
  ["reads of a drill", read(silent, "ResourceNotFoundException")],
  ["reads of a drill that people are told of", read(loud, "ResourceNotFoundException")],
  [
    "reads of a drill in a region that nothing watches",
    read(silent, "ResourceNotFoundException", { awsRegion: "us-west-1" }),
  ],
  ["roles that a drill assumes", record("sts", "AssumeRole", { requestParameters: { roleArn: role } })],
  [
    "questions of a drill to the journal",
    record("logs", "FilterLogEvents", { requestParameters: { logGroupName: names.reads.journalName } }),
  ],
  ["tokens of a schedule", record("sts", "AssumeRoleWithWebIdentity", { userIdentity: { type: "WebIdentityUser" } })],
])("no detection of the trail counts %s, so that no number of them makes an alarm go off", (_, event) => {
  expect(countedBy(event)).toEqual([]);
});

test("what a drill must not hide, the trail's detections count as ever", () => {
  expect(countedBy(read(silent, "AccessDenied"))).toContain("secret-read-denied");
  expect(countedBy(read(silent))).toEqual(expect.arrayContaining(["secret-read", "secret-bulk-read"]));
  expect(countedBy(read(decoyNames[0]!))).toContain("secret-decoy-read");
});

test("among them are all that have alarms, those of the watch itself included", () => {
  const watched = watchedDetections(detections, (id) => id).map(({ id }) => id);

  expect(watched.length).toBeGreaterThan(80);
  expect(watched).toEqual(
    expect.arrayContaining(["secret-bulk-read", "watch-tampered-rules", "secret-read-unwatched"]),
  );
});
