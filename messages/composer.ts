import type { ComposerFacts } from "./composer-facts";
import { chatMessage } from "./chat";
import { accountOf, ownersOf } from "./directory";
import { eventMessage } from "./event-message";
import { headline } from "./headline";
import { journalQuery } from "./journal-query";
import { readsLikeIt, searchStates } from "./journal-search";
import { constant, expression } from "./jsonata";
import { links } from "./links";
import { longForm, subject } from "./mail";
import { detectionOf, factsOfNotice, factsOfRead } from "./recognition";
import { sendEach } from "./sending";
import { noticeDeliveries, ownerDeliveries, readDeliveries } from "./severities";
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
 * The definition of the state machine that words messages, in the Amazon States Language with JSONata.
 *
 * Input is what an event rule sends: `{"detection": ID, "event": EVENT}` for a read that was forwarded, and
 * `{"event": EVENT}` for the contributor of an alarm that changed its state.
 * https://docs.aws.amazon.com/step-functions/latest/dg/concepts-amazon-states-language.html
 */
export function composerDefinition(facts: ComposerFacts): string {
  return JSON.stringify({
    Comment: "Words messages about reads of secrets, and sends them to whom they concern",
    QueryLanguage: "JSONata",
    StartAt: "What came in",
    TimeoutSeconds: 120,
    States: {
      "What came in": {
        Type: "Choice",
        Choices: [{ Condition: expression(`${isRead} or ${isNotice}`), Next: "Find the account" }],
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
        Default: "Put it into words",
      },
      "Put it into words": {
        Type: "Parallel",
        Branches: [wordingBranch(facts)],
        Assign: { messages: expression("$states.result[0]") },
        Catch: [
          {
            ErrorEquals: ["States.ALL"],
            Assign: { messages: expression(asItCame(facts)) },
            Next: "Send each",
          },
        ],
        Next: "Send each",
      },
      "Send each": sendEach(facts.publishIntegrationArn, "Did all arrive"),
      "Did all arrive": {
        Type: "Choice",
        Choices: [{ Condition: expression("false in $states.input.sent"), Next: "Some did not arrive" }],
        Default: "Sent",
      },
      "Some did not arrive": { Type: "Fail", Error: "NotDelivered", Cause: "A topic refused a message" },
      Sent: { Type: "Succeed" },
      "Nobody to tell": { Type: "Succeed" },
    },
  });
}

const isRead = '$type($states.input.detection) = "string"';
const isNotice =
  '($lookup($states.input.event, "detail-type") = "CloudWatch Alarm Contributor State Change" ' +
  'and $states.input.event.detail.state.value = "ALARM")';

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
        Next: "Read or notice",
      },
      "Read or notice": {
        Type: "Choice",
        Choices: [{ Condition: expression("$exists($received.detection)"), Next: "Understand the read" }],
        Default: "Understand the notice",
      },
      "Understand the read": {
        Type: "Pass",
        Assign: { facts: expression(factsOfRead("$received.event.detail")) },
        Next: "Told as a decoy",
      },
      "Understand the notice": {
        Type: "Pass",
        Assign: { facts: expression(factsOfNotice(facts)) },
        // Also of a decoy: in the alarm of decoys, others may have taken every place.
        Next: "Whom it concerns",
      },
      // The decoy's own detection tells of it, more urgently.
      "Told as a decoy": {
        Type: "Choice",
        Choices: [{ Condition: expression(isOfDecoy(facts)), Next: "Told already" }],
        Default: "Whom it concerns",
      },
      "Told already": { Type: "Pass", Output: { deliveries: [] }, End: true },
      // Before anything is looked up: what is found changes what is said, and not to whom.
      "Whom it concerns": {
        Type: "Pass",
        Assign: { owners: expression(ownersOf(facts)), found: { pages: 0 } },
        Next: "More to find out",
      },
      "More to find out": {
        Type: "Choice",
        Choices: [{ Condition: expression("$exists($facts.search.pattern)"), Next: "Look the read up" }],
        Default: "Say it in a line",
      },
      ...searchStates(facts, { found: "Understand what was found", otherwise: "Say it in a line" }),
      "Understand what was found": {
        Type: "Pass",
        Assign: {
          facts: expression(
            `$merge([$facts, ${factsOfRead("$found.event.detail")}, { "kind": "notice", "such": ${readsLikeIt} }])`,
          ),
        },
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
      "Tell it in full": { Type: "Pass", Assign: { text: expression(longForm) }, Next: "For programs or people" },
      "For programs or people": {
        Type: "Choice",
        Choices: [{ Condition: expression('$facts.kind = "read"'), Next: "Address the read" }],
        Default: "Address the notice",
      },
      "Address the read": {
        Type: "Pass",
        Output: {
          deliveries: expression(`[$lookup(${constant(readDeliveries(facts))}, $detection.severity)]`),
          event: expression(eventMessage),
          chat: expression(chatMessage),
        },
        End: true,
      },
      "Address the notice": {
        Type: "Pass",
        Output: {
          deliveries: expression(
            `[$lookup(${constant(noticeDeliveries(facts))}, $detection.severity),` +
              ` $count($owners) > 0 ? $lookup(${constant(ownerDeliveries(facts))}, $detection.severity)]`,
          ),
          subject: expression(subject),
          text: expression("$text"),
          owners: expression("$owners"),
        },
        End: true,
      },
    },
  };
}
