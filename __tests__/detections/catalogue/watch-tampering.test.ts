import fc from "fast-check";

import { harmfulCalls } from "../../../harm/harmful-calls";
import { alarmDescription, MAX_ALARM_DESCRIPTION_LENGTH } from "../../../detections/alarm-description";
import { catalogue } from "../../../detections/catalogue/catalogue";
import { filterPatternsOf } from "../../../detections/compiled";
import { watchTampering } from "../../../detections/catalogue/watch-tampering/watch-tampering";
import { lint, match } from "../../../patterns/cloudwatch-filter-pattern";
import { evaluate } from "../../../patterns/evaluate";

const names = {
  namePrefix: "secretwatch",
  deployRoleName: "SecretwatchDeploy",
  stackSetRolePrefix: "stacksets-exec-",
  pipeline: {
    accountId: "222222222222",
    entryRoleNames: ["SecretwatchPipelinePlan", "SecretwatchPipelineApply"],
    tokenIssuer: "token.actions.githubusercontent.com",
  },
  logAccountIds: ["222222222222"],
};
/** How many filters a detection needs, if more than one. */
const mostFilters: Readonly<Record<string, number>> = {
  "watch-tampered-logs": 3,
  "watch-tampered-rules": 2,
  "watch-tampered-delivery": 2,
  "watch-tampered-messages": 2,
};
/** What whoever deploys is told of as well: making the role anew would exempt from all the others. */
const byAnybody = ["watch-tampered-deploy-role", "watch-tampered-pipeline"];
const detections = watchTampering(names);
const goesOff = (event: object) =>
  detections.filter(({ condition }) => evaluate(condition, event as Record<string, unknown>)).map(({ id }) => id);

describe.each(detections.map((detection) => [detection.id, detection] as const))("%s", (id, detection) => {
  const { matches, ignores } = detection;

  test.each(matches.map(({ what, event }) => [what, event] as const))("matches: %s", (_, event) => {
    expect(goesOff(event)).toEqual([id]);
    expect(filterPatternsOf(detection).filter((pattern) => match(pattern, event) === true)).toHaveLength(1);
  });

  test.each(ignores.map(({ what, event }) => [what, event] as const))("ignores: %s", (_, event) => {
    expect(goesOff(event)).toEqual([]);
    expect(filterPatternsOf(detection).filter((pattern) => match(pattern, event) === true)).toEqual([]);
  });

  test.each(matches.map(({ what, event }) => [what, event] as const))(
    "is told of or not if deployed: %s",
    (_, event) => {
      const deployed = {
        ...event,
        userIdentity: {
          sessionContext: { sessionIssuer: { arn: "arn:aws:iam::333333333333:role/SecretwatchDeploy" } },
        },
      };

      expect(evaluate(detection.condition, deployed)).toBe(byAnybody.includes(id));
    },
  );

  test("has few filter patterns that nothing is to be said against, and a mail that CloudWatch takes whole", () => {
    const patterns = filterPatternsOf(detection);

    expect(patterns.length).toBeLessThanOrEqual(mostFilters[id] ?? 1);
    expect(patterns.flatMap((pattern) => lint(pattern))).toEqual([]);
    expect(alarmDescription(detection).length).toBeLessThanOrEqual(MAX_ALARM_DESCRIPTION_LENGTH);
  });

  test("is critical, and about tampering", () => {
    expect(detection).toMatchObject({ severity: "critical", family: "tampering" });
    expect(catalogue.some((each) => each.id === id)).toBe(false);
    expect(detection.why).toMatch(/[.]$/);
    expect([...detection.likelyCauses, ...detection.nextSteps].filter((text) => /[.!]$/.test(text))).toEqual([]);
  });
});

test("names as long as they may be need few filters more, which count no event twice", () => {
  const longest = watchTampering({
    ...names,
    namePrefix: "abcdefghijklmnopqrst",
    deployRoleName: "r".repeat(64),
  });
  const patterns = longest.flatMap((detection) => filterPatternsOf(detection));
  const events = longest.flatMap(({ matches }) => matches.map(({ event }) => event));

  expect(patterns.length).toBeLessThanOrEqual(detections.length + 7);
  for (const event of events) {
    expect(patterns.filter((pattern) => match(pattern, event) === true)).toHaveLength(1);
  }
});

test("a role whose name only ends like that of the role that deploys is somebody else", () => {
  const event = {
    ...detections[0]!.matches[0].event,
    userIdentity: { sessionContext: { sessionIssuer: { arn: "arn:aws:iam::333333333333:role/NotSecretwatchDeploy" } } },
  };

  expect(goesOff(event)).toEqual(["watch-tampered-topics"]);
});

test("what begins with another prefix is not ours", () => {
  const others = watchTampering({ ...names, namePrefix: "guardian" }).flatMap(({ matches }) => matches);
  const found = others.filter(({ event }) => goesOff(event).length > 0);

  // What is ours whatever the prefix: default buses, the security account, tags, the role that deploys, the pipeline.
  const whatever = watchTampering(names).filter(({ id }) => byAnybody.includes(id));
  expect(found.map(({ what }) => what)).toEqual([
    "the default bus under a key, which can be disabled",
    "what filters look for is masked, in every group",
    "all chats cut off",
    "the tag removed",
    "the tag overwritten",
    "the tag removed",
    "the tag overwritten",
    ...whatever.flatMap(({ matches }) => matches.map(({ what }) => what)),
  ]);
});

test("whatever is done to the role that deploys by anybody but a stack set is told of", () => {
  const roleName = "SecretwatchDeploy";
  const session = (arn: string) => ({ type: "AssumedRole", sessionContext: { sessionIssuer: { arn } } });
  const by = (userIdentity: object, eventName: string, requestParameters: object = { roleName }) =>
    goesOff({ eventSource: "iam.amazonaws.com", eventName, requestParameters, userIdentity });
  const everybody = [
    session("arn:aws:iam::333333333333:role/Admin"),
    session("arn:aws:iam::333333333333:role/SecretwatchDeploy"),
    session("arn:aws:iam::333333333333:role/team/stacksets-exec"),
    { type: "Root", arn: "arn:aws:iam::333333333333:root" },
    { type: "IAMUser", arn: "arn:aws:iam::333333333333:user/stacksets-exec-0123" },
  ];
  const unseen = everybody.flatMap((who) =>
    harmfulCalls.roles.actions.filter((action) => by(who, action).join() !== "watch-tampered-deploy-role"),
  );

  expect(unseen).toEqual([]);
  expect(by(session("arn:aws:iam::333333333333:role/stacksets-exec-0123"), "CreateRole")).toEqual([]);
  // So a role of that name is nobody's to make, or to take on, either.
  expect(by(everybody[0]!, "CreateRole", { roleName: "stacksets-exec-0123" })).toEqual(["watch-tampered-deploy-role"]);
  expect(by(everybody[0]!, "UpdateAssumeRolePolicy", { roleName: "stacksets-exec-0123" })).toEqual([
    "watch-tampered-deploy-role",
  ]);
});

test("whom detections leave out, nobody makes unseen", () => {
  const roles = fc.record({
    path: fc.constantFrom(
      "/",
      "/team/",
      "/SecretwatchDeploy/",
      "/secretwatch-x/",
      "/stacksets-exec-x/",
      "/team/secretwatch-x/",
    ),
    name: fc.constantFrom("SecretwatchDeploy", "secretwatch-message-start", "stacksets-exec-0123", "Admin"),
    end: fc.constantFrom("", "2"),
  });
  const examples = detections.flatMap(({ matches }) => matches.map(({ event }) => event));
  const admin = { type: "AssumedRole", sessionContext: { sessionIssuer: { arn: "arn:aws:iam::1:role/Admin" } } };

  fc.assert(
    fc.property(fc.constantFrom(...examples), roles, (event, { path, name, end }) => {
      const arn = `arn:aws:iam::333333333333:role${path}${name}${end}`;
      const who = { type: "AssumedRole", sessionContext: { sessionIssuer: { arn } } };
      const made = { roleName: name + end, path };
      const told = goesOff({ ...event, userIdentity: who });
      const making = {
        eventSource: "iam.amazonaws.com",
        eventName: "CreateRole",
        requestParameters: made,
        userIdentity: admin,
      };

      expect(told.length > 0 || goesOff(making).length > 0).toBe(true);
    }),
    { numRuns: 2000 },
  );
});
