import { Kept } from "../states/forms";
import { constant, expression } from "../states/jsonata";
import { number } from "../states/memory";
import { mailOf, publish } from "../states/sending";
import { canaryStates } from "./canary";
import { rollCallMemory, type RollCallFacts } from "./facts";
import { mailOfRollCall, subjectOfRollCall } from "./mail";
import { askEachSlice } from "./slice-states";
import { SLICES_AT_ONCE } from "./slices";
import { set } from "./task";

/**
 * The definition of the state machine that calls the roll, in the Amazon States Language with JSONata. Its input is not
 * looked at. Whatever it can't ask or tell fails the execution, which is an alarm of its own.
 *
 * What it tells is remembered in two steps, before the mail and after it, so that a mail that failed is sent again.
 * https://docs.aws.amazon.com/step-functions/latest/dg/concepts-amazon-states-language.html
 */
export function rollCallDefinition(facts: RollCallFacts): string {
  return JSON.stringify({
    Comment: "Asks which accounts are heard of, and tells who is missing",
    QueryLanguage: "JSONata",
    StartAt: "Note the time",
    TimeoutSeconds: 280,
    States: {
      "Note the time": {
        Type: "Pass",
        Assign: { instant: expression("$millis()") },
        Next: facts.tell === undefined ? "Ask each slice" : "Send the canary",
      },
      ...(facts.tell === undefined ? {} : canaryStates(facts, facts.tell, "Ask each slice")),
      "Ask each slice": askEachSlice(facts),
      ...(facts.tell === undefined ? {} : tellingStates(facts, facts.tell)),
      "Nothing to tell": { Type: "Succeed", Output: {} },
    },
  });
}

const subject = new Kept<"subject">("subject");
const text = new Kept<"mail">("text");

function tellingStates(facts: RollCallFacts, tell: NonNullable<RollCallFacts["tell"]>) {
  return {
    "Anything to tell": {
      Type: "Choice",
      Choices: [{ Condition: expression('true in $slices.news or $canary.news != "none"'), Next: "Put it into words" }],
      Default: "Nothing to tell",
    },
    "Put it into words": {
      Type: "Pass",
      Assign: {
        mail: { ...subject.assigned(subjectOfRollCall), ...text.assigned(mailOfRollCall(facts)) },
        changed: expression("[$slices[news].slice]"),
      },
      Output: {},
      Next: "Tell it",
    },
    "Tell it": publish(facts, tell.topicArn, mailOf(subject.of("$mail"), text.of("$mail")), {
      TimeoutSeconds: 20,
      Output: {},
      Next: "Remember the canary",
    }),
    "Remember the canary": set(facts, constant(rollCallMemory.run), {
      what: "lost = :lost",
      values: {
        ":lost": number('$canary.news = "lost" ? $instant : $canary.news = "back" ? 0 : $run.lost'),
      },
      next: "Remember what was told",
    }),
    "Remember what was told": {
      Type: "Map",
      Items: expression("$changed"),
      MaxConcurrency: SLICES_AT_ONCE,
      ItemProcessor: {
        ProcessorConfig: { Mode: "INLINE" },
        StartAt: "Remember it",
        States: {
          "Remember it": set(facts, "$states.input", { what: "told = nextTold" }),
        },
      },
      Output: {},
      Next: "Told",
    },
    Told: { Type: "Succeed", Output: {} },
  };
}
