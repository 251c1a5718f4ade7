import fc from "fast-check";

import { eventLooks } from "../../../doctor/live/event-looks";
import { changed } from "../../support/looked-at";
import { type Fault, findingsIn, gone, healthyEverything, pathOf, kindsIn } from "../../support/planted-faults";

const ALL = "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS";
const home = "222222222222/ap-southeast-1";
const rule = "events/describe-rule/333333333333/ap-southeast-1/default/watch-unexpected-reads";
const schedule = `events/describe-rule/${home}/default/watch-roll-call`;
const targets = "events/list-targets-by-rule/333333333333/ap-southeast-1/default/watch-unexpected-reads";
const composed = `events/list-targets-by-rule/${home}/watch-unexpected-reads/watch-message-secret-decoy-read`;
const bus = `events/describe-event-bus/${home}/watch-unexpected-reads`;
const archive = `events/describe-archive/${home}/watch-unexpected-reads`;
const machine = "%3AstateMachine%3Awatch-message-composer";

const other = "arn:aws:sqs:ap-southeast-1:999999999999:somebodys";

const faults: readonly Fault[] = [
  ["a rule was switched off and on", rule, ["State"], "ENABLED", "rule-sees-no-reads"],
  ["a rule is off", rule, ["State"], "DISABLED", "rule-off"],
  ["a schedule is off", schedule, ["State"], "DISABLED", "rule-off"],
  ["a rule looks for something else", rule, ["EventPattern"], '{"source":["aws.ec2"]}', "rule-pattern"],
  ["a rule has no pattern", rule, ["EventPattern"], undefined, "rule-pattern"],
  ["a schedule has a pattern", schedule, ["EventPattern"], '{"source":["aws.ec2"]}', "rule-pattern"],
  ["a schedule is another one", schedule, ["ScheduleExpression"], "rate(7 days)", "rule-pattern"],
  ["a target is of another bus", targets, ["Targets", 0, "Arn"], other, "target-changed"],
  [
    "a target has another role",
    targets,
    ["Targets", 0, "RoleArn"],
    "arn:aws:iam::333333333333:role/x",
    "target-changed",
  ],
  ["a target has no role", targets, ["Targets", 0, "RoleArn"], undefined, "target-changed"],
  ["a target has no queue", targets, ["Targets", 0, "DeadLetterConfig"], undefined, "target-loses"],
  ["a target has another queue", targets, ["Targets", 0, "DeadLetterConfig"], { Arn: other }, "target-loses"],
  ["a target sends a text", targets, ["Targets", 0, "Input"], "{}", "target-changed"],
  ["a target sends a part", targets, ["Targets", 0, "InputPath"], "$.detail", "target-changed"],
  ["a target sends other words", composed, ["Targets", 0, "InputTransformer", "InputTemplate"], "{}", "target-changed"],
  ["a target has paths", composed, ["Targets", 0, "InputTransformer", "InputPathsMap"], { a: "$.b" }, "target-changed"],
  ["a target sends the event itself", composed, ["Targets", 0, "InputTransformer"], undefined, "target-changed"],
  ["a rule has another target, too", targets, ["Targets", 1], { Id: "x", Arn: other }, "target-of-nobody"],
  ["a rule has no target", targets, ["Targets"], [], "resource-missing"],
  ["a bus is under a key", bus, ["KmsKeyIdentifier"], "arn:aws:kms:ap-southeast-1:999999999999:key/1", "bus-changed"],
  ["a bus writes a log", bus, ["LogConfig", "Level"], "TRACE", "bus-changed"],
  ["a bus has a queue", bus, ["DeadLetterConfig"], { Arn: other }, "bus-changed"],
  ["a bus has no policy", bus, ["Policy"], undefined, "bus-policy"],
  ["an archive is off", archive, ["State"], "DISABLED", "archive-off"],
  ["an archive could not be changed", archive, ["State"], "UPDATE_FAILED", "archive-off"],
  ["an archive keeps less long", archive, ["RetentionDays"], 1, "archive-changed"],
  ["an archive keeps for good", archive, ["RetentionDays"], 0, "archive-changed"],
  ["an archive keeps something else", archive, ["EventPattern"], '{"source":["aws.ec2"]}', "archive-changed"],
  [
    "an archive is of another bus",
    archive,
    ["EventSourceArn"],
    "arn:aws:events:ap-southeast-1:1:event-bus/x",
    "archive-changed",
  ],
  ["a state machine is being deleted", machine, ["status"], "DELETING", "state-machine-going"],
  [
    "a state machine does something else",
    machine,
    ["definition"],
    '{"StartAt":"A","States":{}}',
    "state-machine-changed",
  ],
  [
    "a state machine has another role",
    machine,
    ["roleArn"],
    "arn:aws:iam::222222222222:role/x",
    "state-machine-changed",
  ],
  ["a state machine is another type", machine, ["type"], "STANDARD", "state-machine-changed"],
  ["a state machine writes a log", machine, ["loggingConfiguration", "level"], "ALL", "state-machine-shows"],
  ["a state machine is traced", machine, ["tracingConfiguration", "enabled"], true, "state-machine-shows"],
  ["a state machine has a key", machine, ["encryptionConfiguration", "kmsKeyId"], "alias/x", "state-machine-shows"],
];

const kindsOf = (answers: Parameters<typeof findingsIn>[1]) => kindsIn(eventLooks, answers);

describe("events", () => {
  test.each(faults)("one finding where %s", async (_name, answer, members, value, kind) => {
    const answers = changed(healthyEverything().answers, pathOf(answer), members, value);

    expect(await kindsOf(answers)).toEqual([kind]);
  });

  test("a rule that is gone is one finding, its targets are none", async () => {
    const { answers } = healthyEverything();

    const findings = await findingsIn(eventLooks, { ...answers, ...gone(rule, targets) });

    expect(findings).toMatchObject([
      { kind: "resource-missing", what: expect.stringContaining("watch-unexpected-reads") as unknown },
    ]);
  });

  test("says which state a rule is in, and which one it should be in", async () => {
    const answers = changed(healthyEverything().answers, pathOf(rule), ["State"], "ENABLED");

    const [finding] = await findingsIn(eventLooks, answers);

    expect(finding?.what).toBe(
      `The rule watch-unexpected-reads is in the state ENABLED, in which it sees no read of a secret; it should be ${ALL}.`,
    );
    expect(finding?.mend).not.toContain("enable-rule");
  });

  test("spaces and the order of members of a pattern or definition make no difference", async () => {
    const { answers } = healthyEverything();
    const rewritten = (end: string, member: string) => {
      const answer = answers[pathOf(end)] as Readonly<Record<string, string>>;
      return changed(answers, pathOf(end), [member], JSON.stringify(reversed(JSON.parse(answer[member]!)), null, 2));
    };

    expect(await kindsOf(rewritten(rule, "EventPattern"))).toEqual([]);
    expect(await kindsOf(rewritten(machine, "definition"))).toEqual([]);
  });

  test("one character of a definition makes a difference, wherever it is", async () => {
    const { answers } = healthyEverything();
    const { definition } = answers[pathOf(machine)] as { readonly definition: string };
    // Letters and digits, which are in names and texts: outside of those, a character makes no JSON, or changes nothing.
    const places = [...definition.matchAll(/[a-zA-Z0-9]/g)].map(({ index }) => index);

    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...places), async (at) => {
        const edited = `${definition.slice(0, at)}${definition[at] === "q" ? "p" : "q"}${definition.slice(at + 1)}`;

        expect(await kindsOf(changed(answers, pathOf(machine), ["definition"], edited))).toEqual([
          "state-machine-changed",
        ]);
      }),
      { numRuns: 10 },
    );
  });
});

/** The same JSON with the members of all objects the other way round. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, each]) => [name, reversed(each)]),
  );
}
