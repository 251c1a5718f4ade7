import { z } from "zod";

import { severities } from "../../detections/detection";
import type { Condition } from "../../patterns/condition";
import { conditionProblems } from "./condition-problems";
import { iamArnStart, list, must, section, set, text, wholeNumber, word, yesOrNo } from "./values";
import { ofKind } from "./value-kinds";

const severity = z
  .enum(severities, must(`severities are ${severities.join(", ")}`, "Use info to count without mails."))
  .describe("How urgent it is; info is counted and charted, never mailed.");

const threshold = wholeNumber("threshold", 1, 10_000, "events").describe("Events in a period that raise the alarm.");

const period = wholeNumber("period", 60, 86_400, "seconds, in steps of 60")
  .multipleOf(60, must("period is 60 to 86400 seconds, in steps of 60", "Round it to a multiple of 60."))
  .describe("Seconds.");

const excludePrincipals = set(
  "excludePrincipals",
  word(
    "principal",
    "excluded principals are role/NAME, with its path if it has one, or the ARN of a role",
    "Write role/ before the name. User agents can be forged, so nothing is excluded by them.",
    new RegExp(String.raw`^(${iamArnStart})?role/([\w+=,.@-]+/)*[\w+=,.@-]{1,64}$`),
  ),
).describe(
  "Roles whose calls the detection leaves out: the ARN of one role, or role/NAME for roles of that name in any account, also outside the organization.",
);

const settings = section("settings of a detection", {
  enabled: yesOrNo("enabled").optional().describe("false switches the detection off."),
  severity: severity.optional(),
  threshold: threshold.optional(),
  period: period.optional(),
  excludePrincipals: excludePrincipals.optional(),
});

export const detectionSettings = z
  .record(
    ofKind("detectionId", z.string()),
    settings,
    must("detections is a mapping of ids to settings", "Indent the ids below it."),
  )
  .describe("Changes to detections of the catalogue, by id: docs/detections.md has them all.");

const line = (what: string, most: number) => {
  const message = must(`${what} is a text of 1 to ${most} characters`, "Write it as a person would say it.");
  return ofKind("text", z.string(message).min(1, message).max(most, message));
};

export const condition = ofKind("condition", z.custom<Condition>()).superRefine((value, context) => {
  for (const { path, allowed, remedy, unknownKey } of conditionProblems(value)) {
    context.addIssue({ code: "custom", path: [...path], message: `${allowed}\n${remedy}`, params: { unknownKey } });
  }
});

const example = section("an example", {
  what: line("what", 200).describe("What happened, as a reader would say it."),
  event: z
    .record(
      ofKind("text", z.string()),
      ofKind("text", z.unknown()),
      must("event is a CloudTrail record", "Write the fields that matter."),
    )
    .describe("CloudTrail record, cut down to the fields that matter."),
});

const examples = (what: string) =>
  list(what, example).min(1, must(`${what} has at least one example`, "A detection without one can't be trusted."));

export const ownDetection = section("a detection", {
  id: text(
    "detection ids are 3 to 60 lower-case letters, digits and hyphens",
    "Rename it, for example: vault-opened.",
    /^(?=.{3,60}$)[a-z][a-z0-9]*(-[a-z0-9]+)*$/,
  ).describe("Names the metric filter, the metric and the alarm."),
  title: line("title", 80).describe("Title of the alarm, short and in the past tense."),
  severity,
  condition: condition.describe("What to look for: all, any, not, or a field with one test."),
  why: line("why", 400).describe("Why it matters."),
  likelyCauses: list("likelyCauses", line("a cause", 200)).default([]).describe("What may have caused it."),
  nextSteps: list("nextSteps", line("a step", 300)).default([]).describe("What to do next, in order."),
  references: set("references", line("a reference", 100)).default([]).describe("Controls and techniques it serves."),
  threshold: threshold.default(1),
  period: period.default(60),
  matches: examples("matches").describe("Events that it has to match; checked."),
  ignores: examples("ignores").describe("Events that it must not match; checked."),
});

export const ownDetections = list("ownDetections", ownDetection).describe("Detections of your own.");

export type DetectionSettings = z.output<typeof settings>;
export type OwnDetection = z.output<typeof ownDetection>;
