import { alarmDescription, MAX_ALARM_DESCRIPTION_LENGTH } from "../../../detections/alarm-description";
import { catalogue } from "../../../detections/catalogue/catalogue";
import { filterPatternsOf } from "../../../detections/compiled";
import { watchTampering } from "../../../detections/catalogue/watch-tampering/watch-tampering";
import { lint, match } from "../../../patterns/cloudwatch-filter-pattern";
import { evaluate } from "../../../patterns/evaluate";

const names = {
  namePrefix: "secretwatch",
  deployRoleName: "SecretwatchDeploy",
  logAccountIds: ["222222222222"],
};
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

  test.each(matches.map(({ what, event }) => [what, event] as const))("ignores if deployed: %s", (_, event) => {
    const deployed = {
      ...event,
      userIdentity: { sessionContext: { sessionIssuer: { arn: "arn:aws:iam::333333333333:role/SecretwatchDeploy" } } },
    };

    expect(evaluate(detection.condition, deployed)).toBe(false);
  });

  test("has few filter patterns that nothing is to be said against, and a mail that CloudWatch takes whole", () => {
    const patterns = filterPatternsOf(detection);

    expect(patterns.length).toBeLessThanOrEqual(id === "watch-tampered-logs" ? 3 : 1);
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
  const longest = watchTampering({ ...names, namePrefix: "abcdefghijklmnopqrst", deployRoleName: "r".repeat(64) });
  const patterns = longest.flatMap((detection) => filterPatternsOf(detection));
  const events = longest.flatMap(({ matches }) => matches.map(({ event }) => event));

  expect(patterns.length).toBeLessThanOrEqual(detections.length + 4);
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

  // What is ours whatever the prefix: the security account, the role that deploys, the tag.
  expect(found.map(({ what }) => what)).toEqual([
    "what filters look for is masked, in every group",
    "somebody else may deploy",
    "the role that deploys made anew",
    "the tag removed",
    "the tag overwritten",
  ]);
});
