import { alarmDescription, MAX_ALARM_DESCRIPTION_LENGTH } from "../../detections/alarm-description";
import { catalogue } from "../../detections/catalogue";
import { evaluate } from "../../patterns/evaluate";
import { toFilterPattern } from "../../patterns/filter-pattern";

describe.each(catalogue.map((detection) => [detection.id, detection] as const))("%s", (_, detection) => {
  test.each(detection.matches.map(({ what, event }) => [what, event] as const))("matches: %s", (__, event) => {
    expect(evaluate(detection.condition, event)).toBe(true);
  });

  test.each(detection.ignores.map(({ what, event }) => [what, event] as const))("ignores: %s", (__, event) => {
    expect(evaluate(detection.condition, event)).toBe(false);
  });

  test("has a filter pattern that names the event source, so that no other service's events match", () => {
    expect(toFilterPattern(detection.condition)).toContain("$.eventSource = ");
  });

  test("has a mail that CloudWatch takes whole", () => {
    expect(alarmDescription(detection).length).toBeLessThanOrEqual(MAX_ALARM_DESCRIPTION_LENGTH);
  });

  test("is told apart from the others by a kebab-case id", () => {
    expect(detection.id).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(catalogue.filter(({ id }) => id === detection.id)).toHaveLength(1);
  });
});

test("the mail says what happened, why it matters and what to do next", () => {
  const detection = catalogue.find(({ id }) => id === "secret-deleted")!;

  expect(alarmDescription(detection)).toBe(
    [
      "[high] A secret was deleted. What depends on the secret stops working; without a recovery window it is gone for good.",
      "Next:",
      "1. Find who deleted which secret in the log group.",
      "2. If it was not planned: restore the secret (RestoreSecret) within its recovery window.",
    ].join("\n"),
  );
});

test("reads that succeeded and reads that were denied never raise both alarms", () => {
  const [read, denied] = ["secret-read", "secret-read-denied"].map((id) => catalogue.find((each) => each.id === id)!);
  const events = [...read!.matches, ...denied!.matches].map(({ event }) => event);

  expect(events.filter((event) => evaluate(read!.condition, event) === evaluate(denied!.condition, event))).toEqual([]);
});
