import { catalogue } from "../../detections/catalogue/catalogue";
import { filterPatternsOf } from "../../detections/compiled";
import { customize } from "../../detections/customize";
import { evaluate } from "../../patterns/evaluate";

const read = catalogue.find(({ id }) => id === "secret-read")!;
const bulkRead = catalogue.find(({ id }) => id === "secret-bulk-read")!;

/** A read by a session of a role. */
function readBy(role: string, session = "session", more: Readonly<Record<string, unknown>> = {}) {
  const [, account = "111122223333"] = /^arn:aws:iam::(\d+):/.exec(role) ?? [];
  const arn = role.startsWith("arn:") ? role : `arn:aws:iam::${account}:${role}`;
  const name = arn.split("/").at(-1)!;
  return {
    eventSource: "secretsmanager.amazonaws.com",
    eventName: "GetSecretValue",
    userIdentity: {
      type: "AssumedRole",
      arn: `arn:aws:sts::${account}:assumed-role/${name}/${session}`,
      sessionContext: { sessionIssuer: { type: "Role", arn, userName: name } },
    },
    ...more,
  };
}

const alarmsOn = (excludePrincipals: readonly string[], event: unknown) =>
  customize(read, { excludePrincipals }).map(({ condition }) => evaluate(condition, event));

test("without changes a detection stays what it is, with the defaults of its alarm", () => {
  expect(customize(read)).toEqual([{ ...read, alarm: { threshold: 1, period: 60 } }]);
  expect(customize(bulkRead, {})).toEqual([bulkRead]);
});

test("switched off, it is gone; switched on, it is there", () => {
  expect(customize(read, { enabled: false, severity: "critical" })).toEqual([]);
  expect(customize(read, { enabled: true })).toHaveLength(1);
});

test("severity, threshold and period change on their own", () => {
  expect(customize(bulkRead, { severity: "low" })).toEqual([{ ...bulkRead, severity: "low" }]);
  expect(customize(bulkRead, { threshold: 5 })).toEqual([{ ...bulkRead, alarm: { threshold: 5, period: 300 } }]);
  expect(customize(bulkRead, { period: 600 })).toEqual([{ ...bulkRead, alarm: { threshold: 20, period: 600 } }]);
});

test("an empty list excludes nobody", () => {
  expect(customize(read, { excludePrincipals: [] })[0]!.condition).toBe(read.condition);
});

test.each([
  ["the role, in any account", readBy("arn:aws:iam::111122223333:role/backup"), false],
  ["the role, in another account", readBy("arn:aws:iam::444455556666:role/backup"), false],
  ["a role whose name ends alike", readBy("role/no-backup"), true],
  ["a role whose name begins alike", readBy("role/backup-2"), true],
  ["a role of that name below a path", readBy("role/service/backup"), true],
  ["a user of that name", { ...readBy("role/x"), userIdentity: { type: "IAMUser", userName: "backup" } }, true],
  ["somebody without an identity", { ...readBy("role/x"), userIdentity: undefined }, true],
])("excluded by name, role/backup: %s", (_, event, goesOff) => {
  expect(alarmsOn(["role/backup"], event)).toEqual([goesOff]);
});

test("a name with a path excludes the role below that path only", () => {
  expect(alarmsOn(["role/service/backup"], readBy("role/service/backup"))).toEqual([false]);
  expect(alarmsOn(["role/service/backup"], readBy("role/backup"))).toEqual([true]);
});

test("an ARN excludes the role of that account only", () => {
  const arn = "arn:aws:iam::111122223333:role/backup";

  expect(alarmsOn([arn], readBy(arn))).toEqual([false]);
  expect(alarmsOn([arn], readBy("arn:aws:iam::444455556666:role/backup"))).toEqual([true]);
  expect(alarmsOn([arn], readBy(`${arn}-2`))).toEqual([true]);
});

test("of several each is excluded, and nobody else", () => {
  const excluded = ["role/backup", "arn:aws:iam::111122223333:role/scanner"];

  expect(alarmsOn(excluded, readBy("role/backup"))).toEqual([false]);
  expect(alarmsOn(excluded, readBy("role/scanner"))).toEqual([false]);
  expect(alarmsOn(excluded, readBy("role/developer"))).toEqual([true]);
});

test.each(["backup", "role/backup", ":role/backup", "x:role/backup"])(
  "a session that calls itself %s is not excluded: its name is the caller's choice",
  (session) => {
    expect(alarmsOn(["role/backup"], readBy("role/developer", session))).toEqual([true]);
  },
);

test("the user agent plays no part", () => {
  const userAgent = "arn:aws:iam::111122223333:role/backup";

  expect(alarmsOn(["role/backup"], readBy("role/developer", "session", { userAgent }))).toEqual([true]);
  expect(alarmsOn(["role/backup"], readBy("role/backup", "session", { userAgent: "curl" }))).toEqual([false]);
  expect(JSON.stringify(customize(read, { excludePrincipals: ["role/backup", userAgent] }))).not.toContain("userAgent");
});

test("what the detection ignores stays ignored", () => {
  expect(alarmsOn(["role/backup"], readBy("role/developer", "session", { errorCode: "AccessDenied" }))).toEqual([
    false,
  ]);
});

test("the filter pattern lets a caller without a session through", () => {
  const [excluding] = customize(read, { excludePrincipals: ["role/backup"] });

  expect(filterPatternsOf(excluding!)).toEqual([
    '{ (($.eventSource = "secretsmanager.amazonaws.com") && (($.eventName = "GetSecretValue") || ($.eventName = "BatchGetSecretValue")) && ($.errorCode NOT EXISTS) && (($.userIdentity.sessionContext.sessionIssuer.arn NOT EXISTS) || ($.userIdentity.sessionContext.sessionIssuer.arn != "*:role/backup"))) }',
  ]);
});
