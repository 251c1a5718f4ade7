import { alarmOf } from "../../../detections/detection";
import type { ObservedHits } from "../../../history/observation";
import { toldOf } from "../../../history/told/told";
import type { JudgedReads } from "../../../history/told/told-reads";
import type { Organization } from "../../../organization/organization";
import { exampleOrganization } from "../../support/synthesized";

const DAY = "2026-03-01";
const START = Date.parse(`${DAY}T10:00:00Z`);
const organization = exampleOrganization();
const [member] = organization.members.filter(({ mode }) => mode === "notify");

function reads(count: number, secret = "prod/one"): JudgedReads {
  const { id } = member!;
  const record = {
    eventSource: "secretsmanager.amazonaws.com",
    eventName: "GetSecretValue",
    awsRegion: "eu-west-1",
    recipientAccountId: id,
    userIdentity: { sessionContext: { sessionIssuer: { arn: `arn:aws:iam::${id}:role/developer` } } },
    requestParameters: { secretId: secret },
  };
  return {
    detection: "unexpected-secret-read",
    reads: { record, window: START, count, first: START, last: START + 60_000 },
  };
}

function hits(detection: string, minute = 0): ObservedHits {
  return {
    ...{
      detection,
      minute: START + minute * 60_000,
      accountId: member!.id,
      region: "eu-west-1",
      call: "Some",
      count: 3,
    },
    caller: `arn:aws:iam::${member!.id}:user/jo`,
  };
}

/** Messages by recipient, form and severity. */
async function daily(
  of: Organization,
  { judged = [], fired = [] }: { judged?: readonly JudgedReads[]; fired?: readonly ObservedHits[] },
) {
  const told = await toldOf(of, { reads: judged, hits: fired });
  return told.daily.map(({ day, recipient, form, severity, count }) =>
    [day, recipient, form, severity, count].join(" "),
  );
}

/** One whose alarm goes off at once, and that is not of the CIS benchmark. */
const detectionOf = (severity: string) =>
  organization.detections.find(
    (each) => each.severity === severity && each.family !== "cis" && alarmOf(each).threshold === 1,
  )!.id;

test("each recipient is counted by what comes to them: people, chats, programs and owners", async () => {
  const notified = {
    ...organization,
    alerts: { ...organization.alerts, owners: { notify: true, minimumSeverity: "low" as const } },
  };

  expect(await daily(notified, { judged: [reads(4)] })).toEqual([
    `${DAY} ${member!.owner} mail high 1`,
    `${DAY} ${member!.owner} digest high 1`,
    `${DAY} security mail high 1`,
    `${DAY} security digest high 1`,
    `${DAY} security-chat chat high 2`,
    `${DAY} siem event high 4`,
  ]);
});

test("everybody who could have been told is there, also where nothing was", async () => {
  const { recipients, daily: none, loudest } = await toldOf(organization, { reads: [], hits: [] });

  expect(recipients.slice(0, 3)).toEqual([
    { name: "security", kind: "route", forms: ["mail", "digest"] },
    { name: "security-chat", kind: "route", forms: ["chat"] },
    { name: "siem", kind: "route", forms: ["event"] },
  ]);
  expect(recipients.slice(3).every(({ kind }) => kind === "owner")).toBe(true);
  expect([none, loudest]).toEqual([[], []]);
});

test("the loudest is what most messages were about, with its events; what nobody was told of is not there", async () => {
  const quiet = detectionOf("info");
  const urgent = detectionOf("critical");
  const fired = [0, 10, 20, 30].map((minute) => hits(urgent, minute));

  const { loudest } = await toldOf(organization, { reads: [reads(4)], hits: [...fired, hits(quiet)] });

  expect(
    loudest.map(({ detection, reader, secret, events, messages }) => [detection, reader, secret, events, messages]),
  ).toEqual([
    [urgent, "user/jo", undefined, 12, 4],
    ["unexpected-secret-read", "role/developer", "prod/one", 4, 3],
  ]);
  expect(loudest[1]!.digests).toBeGreaterThan(0);
});

test("alarms of the CIS benchmark mail by themselves; others wait for the digest where they are less urgent", async () => {
  const cis = organization.detections.find(({ family, severity }) => family === "cis" && severity !== "info")!;

  const ofCis = await daily(organization, { fired: [hits(cis.id)] });
  const ofOthers = await daily(organization, { fired: [hits(detectionOf("medium"))] });

  expect(ofCis).toContain(`${DAY} security mail ${cis.severity} 1`);
  expect(ofOthers).toEqual([`${DAY} security digest medium 1`]);
});

test("where another account has the trail all alarms mail by themselves, and where all is quiet none", async () => {
  const fired = [hits(detectionOf("medium"))];
  const quiet = { ...organization, security: { ...organization.security, mode: "quiet" as const } };

  expect(await daily({ ...organization, trailMaker: "management" }, { fired })).toContain(
    `${DAY} security mail medium 1`,
  );
  expect(await daily(quiet, { fired })).toEqual([]);
  expect(await daily({ ...quiet, trailMaker: "management" }, { fired })).toEqual([]);
});
