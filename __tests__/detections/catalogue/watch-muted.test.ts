import { alarmDescription, MAX_ALARM_DESCRIPTION_LENGTH } from "../../../detections/alarm-description";
import { filterPatternsOf } from "../../../detections/compiled";
import { watchMuted } from "../../../detections/catalogue/watch-tampering/muted";
import { watchTampering } from "../../../detections/catalogue/watch-tampering/watch-tampering";
import { lint, match } from "../../../patterns/cloudwatch-filter-pattern";
import { evaluate } from "../../../patterns/evaluate";

const names = {
  namePrefix: "secretwatch",
  deployRoleName: "SecretwatchDeploy",
  stackSetRolePrefix: "stacksets-exec-",
  logAccountIds: ["222222222222"],
};
const detection = watchMuted(names);
const [pattern, ...others] = filterPatternsOf(detection) as [string];

test("a mute is told of, whoever it is by, also one that is refused, and by nothing else", () => {
  const [{ event }] = detection.matches as [(typeof detection.matches)[0]];
  const byOthers = [event, { ...event, errorCode: "AccessDenied" }, { ...event, userIdentity: { type: "Root" } }];

  expect(byOthers.map((each) => evaluate(detection.condition, each))).toEqual([true, true, true]);
  expect(byOthers.map((each) => match(pattern, each))).toEqual([true, true, true]);
  expect(
    watchTampering(names)
      .filter(({ condition }) => evaluate(condition, event))
      .map(({ id }) => id),
  ).toEqual([]);
});

test.each(detection.ignores.map(({ what, event }) => [what, event] as const))("%s is none", (_, event) => {
  expect(evaluate(detection.condition, event)).toBe(false);
  expect(match(pattern, event)).toBe(false);
});

test("it takes one filter that nothing is to be said against, and is less urgent than tampering", () => {
  expect(others).toEqual([]);
  expect(lint(pattern)).toEqual([]);
  expect(alarmDescription(detection).length).toBeLessThanOrEqual(MAX_ALARM_DESCRIPTION_LENGTH);
  expect(detection).toMatchObject({ severity: "low", family: "tampering" });
});
