import { expression } from "../states/jsonata";
import { sendEach } from "../states/sending";
import { accountOf } from "../wording/directory";
import { canaryStates } from "./canary";
import type { ComposerFacts } from "./composer-facts";
import { drillStates } from "./drill";
import { unknownVerdict } from "./caller-words";
import { COMPARE_WITH_EXPECTED, decidesReads, expectedStates } from "./expected";
import { tellingStates } from "./telling";
import { asItCame } from "./unworded";
import { wordingBranch } from "./wording";

/**
 * The definition of the state machine that words messages of reads, in the Amazon States Language with JSONata.
 *
 * Input is what an event rule sends: `{"detection": ID, "event": EVENT}`. Programs get each read. People are told of it at
 * once, or in the digest: telling.ts decides.
 * https://docs.aws.amazon.com/step-functions/latest/dg/concepts-amazon-states-language.html
 */
export function composerDefinition(facts: ComposerFacts): string {
  return JSON.stringify({
    Comment: "Words messages about reads of secrets, and sends them to whom they concern",
    QueryLanguage: "JSONata",
    StartAt: "What came in",
    TimeoutSeconds: 180,
    States: {
      "What came in": {
        Type: "Choice",
        Choices: [{ Condition: expression('$type($states.input.detection) = "string"'), Next: "Find the account" }],
        Default: "Nobody to tell",
      },
      "Find the account": {
        Type: "Pass",
        Assign: {
          received: expression("$states.input"),
          account: expression(accountOf(facts)),
          verdict: unknownVerdict,
        },
        Next: "Is it quiet",
      },
      "Is it quiet": {
        Type: "Choice",
        Choices: [{ Condition: expression('$account.mode = "quiet"'), Next: "Nobody to tell" }],
        Default: facts.canary === undefined ? "Is it a drill" : "Is it the canary",
      },
      ...testStates(facts, decidesReads(facts) ? COMPARE_WITH_EXPECTED : "Put it into words"),
      ...expectedStates(facts, { expected: "Nobody to tell", otherwise: "Put it into words" }),
      "Put it into words": {
        Type: "Parallel",
        Branches: [wordingBranch(facts)],
        Assign: { messages: expression("$states.result[0]") },
        Catch: [
          { ErrorEquals: ["States.ALL"], Assign: { messages: expression(asItCame(facts)) }, Next: "Send to programs" },
        ],
        Next: "Send to programs",
      },
      // First, and whatever becomes of the rest: they keep an account of their own.
      "Send to programs": sendEach(facts, {
        whom: "programs",
        items: "$messages.events",
        forms: ["event"],
        next: "Anything for people",
        after: { Assign: { refused: expression("false in $states.result.sent") } },
      }),
      "Anything for people": {
        Type: "Choice",
        Choices: [{ Condition: expression("$count($messages.people) > 0"), Next: "Remember the event" }],
        Default: "Did all arrive",
      },
      ...tellingStates(facts, "Did all arrive"),
      "Did all arrive": {
        Type: "Choice",
        Choices: [{ Condition: expression("$refused"), Next: "Some did not arrive" }],
        Default: "Sent",
      },
      ...ends,
    },
  });
}

/** Reads by which the watch is tested, and where it goes on with all others. */
function testStates(facts: ComposerFacts, next: string): Readonly<Record<string, unknown>> {
  return {
    ...canaryStates(facts, { canary: "Sent", otherwise: "Is it a drill" }),
    ...drillStates(facts, { drill: "Nobody to tell", otherwise: next }),
  };
}

const ends = {
  "Some did not arrive": { Type: "Fail", Error: "NotDelivered", Cause: "A topic refused a message" },
  Sent: { Type: "Succeed" },
  "Nobody to tell": { Type: "Succeed" },
};
