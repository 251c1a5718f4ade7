import { kindsOfCrowds, ofEachKind } from "../../reads/kinds";
import { LONGEST_LINE_SECONDS, MANY_READS } from "../states/budgets";
import { constant, expression } from "../states/jsonata";
import { lineStates, STAND_IN_LINE } from "../states/mail-line";
import { update } from "../states/memory";
import { sendEach } from "../states/sending";
import type { ComposerFacts } from "./composer-facts";
import { countingStates } from "./counting";
import { earlyStates, PUT_ON_EARLY_LIST } from "./early";
import { keyInAccount, memoryWithKeys } from "./memory";

/** Tells people of `$messages` at once, or leaves it to the digest. */
export function tellingStates(facts: ComposerFacts, next: string): Readonly<Record<string, unknown>> {
  return {
    "Remember the event": {
      Type: "Pass",
      Assign: { memory: expression(memoryWithKeys), goesOn: false, attempts: 0 },
      Next: "Is it new",
    },
    ...countingStates(facts, { next: "At once", otherwise: next }),
    "At once": {
      Type: "Choice",
      Choices: [
        { Condition: expression("$not($goesOn) and $place <= $memory.budget"), Next: STAND_IN_LINE },
        {
          Condition: expression(
            `$not($goesOn) and $place = ${MANY_READS} and $messages.kind in ${constant(kindsOfCrowds)} and $count($messages.many) > 0`,
          ),
          Next: "Tell of many",
        },
      ],
      Default: next,
    },
    // Such mails come once in a window and account, and are not worth a place of their own.
    "Tell of many": {
      Type: "Pass",
      Assign: { messages: expression('$merge([$messages, { "people": $messages.many }])') },
      Next: STAND_IN_LINE,
    },
    ...lineStates(facts, {
      name: `$lookup(${constant(ofEachKind(({ line }) => line))}, $messages.kind)`,
      longest: LONGEST_LINE_SECONDS,
      turn: "Send to people",
      full: PUT_ON_EARLY_LIST,
    }),
    "Send to people": sendEach(facts, {
      whom: "people",
      items: "$messages.people",
      forms: ["mail", "owners", "many", "chat"],
      next: "Was anybody told",
      after: {
        Assign: {
          refused: expression("$refused or false in $states.result.sent"),
          told: expression("true in $states.result.sent"),
        },
      },
    }),
    "Was anybody told": {
      Type: "Choice",
      Choices: [{ Condition: expression("$told"), Next: "Told" }],
      Default: next,
    },
    Told: update(facts, {
      request: `$merge([${keyInAccount("$memory.held")}, {
  "UpdateExpression": "ADD told :one",
  "ExpressionAttributeValues": { ":one": { "N": "1" } }
}])`,
      next,
    }),
    ...earlyStates(facts, next),
  };
}
