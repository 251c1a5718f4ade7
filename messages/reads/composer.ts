import { MANY_READS, WINDOW_MINUTES } from "../states/budgets";
import type { ComposerFacts } from "./composer-facts";
import { chatMessage } from "../wording/chat";
import { accountOf, ownersFunction } from "../wording/directory";
import { eventMessage } from "../wording/event-message";
import { headline } from "../wording/headline";
import { journalQuery } from "../wording/journal-query";
import { constant, expression, using } from "../states/jsonata";
import { links } from "../wording/links";
import { longForm, subject } from "../wording/mail";
import { canaryStates, memoryOfRead, tellingStates } from "./telling";
import { detectionOf, factsOfRead } from "./recognition";
import { sendEach } from "../states/sending";
import { eventDeliveries, ownerDeliveries, peopleDeliveries } from "./deliveries";
import { asItCame } from "./unworded";

export type { ComposerFacts } from "./composer-facts";

/**
 * Longest definition of a state machine.
 * https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html
 */
export const MAX_DEFINITION_BYTES = 1_048_576;

/** Size of a definition as the quota counts it. */
export function definitionBytes(definition: string): number {
  return new TextEncoder().encode(definition).length;
}

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
        Assign: { received: expression("$states.input"), account: expression(accountOf(facts)) },
        Next: "Only watched",
      },
      "Only watched": {
        Type: "Choice",
        Choices: [{ Condition: expression('$account.mode = "watch"'), Next: "Nobody to tell" }],
        Default: facts.canary === undefined ? "Put it into words" : "Is it the canary",
      },
      ...canaryStates(facts, { canary: "Sent", otherwise: "Put it into words" }),
      "Put it into words": {
        Type: "Parallel",
        Branches: [wordingBranch(facts)],
        Assign: { messages: expression("$states.result[0]") },
        Catch: [
          {
            ErrorEquals: ["States.ALL"],
            Assign: { messages: expression(asItCame(facts)) },
            Next: "Send to programs",
          },
        ],
        Next: "Send to programs",
      },
      // First, and whatever becomes of the rest: they keep an account of their own.
      "Send to programs": sendEach(
        facts.integrationArn("sns:publish"),
        "programs",
        "$messages.events",
        "Anything for people",
        {
          Assign: { refused: expression("false in $states.result.sent") },
        },
      ),
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
      "Some did not arrive": { Type: "Fail", Error: "NotDelivered", Cause: "A topic refused a message" },
      Sent: { Type: "Succeed" },
      "Nobody to tell": { Type: "Succeed" },
    },
  });
}

/**
 * Whether the decoy's own detection tells of this, too. It looks at the request, so a decoy that only an error message
 * names is not told of otherwise.
 */
function isOfDecoy({ decoyNames }: ComposerFacts): string {
  return (
    "$not($detection.decoy) and $not($exists($facts.secret.inferred)) and " +
    `$facts.secret.text in ${constant(decoyNames)}`
  );
}

/** From what came in to the messages. Whatever fails in here, the event is sent as it came. */
function wordingBranch(facts: ComposerFacts): unknown {
  return {
    StartAt: "Find the detection",
    States: {
      "Find the detection": {
        Type: "Pass",
        Assign: { detection: expression(detectionOf(facts)) },
        Next: "Understand the read",
      },
      "Understand the read": {
        Type: "Pass",
        Assign: { facts: expression(factsOfRead("$received.event.detail")) },
        Next: "Told as a decoy",
      },
      // The decoy's own detection tells of it, more urgently.
      "Told as a decoy": {
        Type: "Choice",
        Choices: [{ Condition: expression(isOfDecoy(facts)), Next: "Told already" }],
        Default: "Whom it concerns",
      },
      "Told already": { Type: "Pass", Output: { events: [], people: [] }, End: true },
      "Whom it concerns": {
        Type: "Pass",
        Assign: { owners: expression(using([ownersFunction(facts)], "$ownersOf($account, $facts.secret.text)")) },
        Next: "Say it in a line",
      },
      "Say it in a line": {
        Type: "Pass",
        Assign: {
          headline: expression(headline),
          links: expression(links(facts)),
          query: expression(journalQuery),
        },
        Next: "Tell it in full",
      },
      "Tell it in full": { Type: "Pass", Assign: { text: expression(longForm) }, Next: "Address it" },
      "Address it": {
        Type: "Pass",
        Output: {
          events: expression(`[$lookup(${constant(eventDeliveries(facts))}, $detection.severity)]`),
          people: expression(
            `[$lookup(${constant(peopleDeliveries(facts))}, $detection.severity),` +
              ` $count($owners) > 0 ? $lookup(${constant(ownerDeliveries(facts))}, $detection.severity)]`,
          ),
          many: constantMany(facts),
          manySubject: expression(
            `$substring($replace("[critical] " & $account.name & ": ${MANY_READS} different reads of secrets in ${WINDOW_MINUTES} minutes", /[^ -~]/, "?"), 0, 99)`,
          ),
          manyText: expression(
            `"[critical] ${MANY_READS} different reads of secrets by unexpected readers worked in " & $account.name & " within ${WINDOW_MINUTES} minutes. ` +
              `Whoever empties an account reads all of its secrets.\\n\\nThe next digest has all of them. This is one:\\n\\n" & $text`,
          ),
          subject: expression(subject),
          text: expression("$text"),
          owners: expression("$owners"),
          event: expression(eventMessage),
          chat: expression(chatMessage),
          kind: expression("$detection.kind"),
          memory: expression(memoryOfRead),
        },
        End: true,
      },
    },
  };
}

/** Whom it concerns that somebody empties an account. */
function constantMany(facts: ComposerFacts): readonly unknown[] {
  return peopleDeliveries(facts)
    .critical.filter(({ form }) => form === "mail")
    .map(({ topicArn }) => ({ form: "many", topicArn }));
}
