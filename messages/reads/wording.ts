import { MANY_READS, WINDOW_MINUTES } from "../states/budgets";
import { event, mail, ours, subjectOf } from "../states/forms";
import { constant, expression, using } from "../states/jsonata";
import { worded } from "../states/sending";
import { chatMessage } from "../wording/chat";
import { ownersFunction } from "../wording/directory";
import { eventMessage } from "../wording/event-message";
import { headline } from "../wording/headline";
import { journalQuery } from "../wording/journal-query";
import { links } from "../wording/links";
import { longForm, subject } from "../wording/mail";
import type { ComposerFacts } from "./composer-facts";
import { eventDeliveries, manyDeliveries, ownerDeliveries, peopleDeliveries } from "./deliveries";
import { memoryOfRead } from "./memory";
import { plannedWorkOf } from "./planned-work";
import { detectionOf, factsOfRead } from "./recognition";

/** From what came in to the messages. Whatever fails in here, the event is sent as it came. */
export function wordingBranch(facts: ComposerFacts): unknown {
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
        Assign: {
          owners: expression(using([ownersFunction(facts)], "$ownersOf($account, $facts.secret.called)")),
          planned: expression(`$merge([{}, ${plannedWorkOf(facts, "at its time")}[0]])`),
        },
        Next: "Say it in a line",
      },
      "Say it in a line": {
        Type: "Pass",
        Assign: {
          headline: expression(event.using([], headline(event))),
          links: expression(links(facts)),
          query: expression(journalQuery),
        },
        Next: "Tell it in full",
      },
      "Tell it in full": { Type: "Pass", Assign: worded.text.assigned(longForm), Next: "Address it" },
      "Address it": {
        Type: "Pass",
        Output: messagesOf(facts),
        End: true,
      },
    },
  };
}

/**
 * Whether the decoy's own detection tells of this, too. It looks at the request, so a decoy that only an error message
 * names is not told of otherwise.
 */
export function isOfDecoy({ decoyNames }: Pick<ComposerFacts, "decoyNames">): string {
  return (
    "$not($detection.decoy) and $not($exists($facts.secret.inferred)) and " +
    `$facts.secret.store = "secrets" and $facts.secret.text in ${constant(decoyNames)}`
  );
}

/** A read in all forms, to whom each goes, and what is remembered of it. */
function messagesOf(facts: ComposerFacts) {
  const account = mail.outside("$account.name");
  const many = mail.say`${ours(String(MANY_READS))} different reads of secrets`;
  const minutes = ours(String(WINDOW_MINUTES));
  const by = mail.when(
    '$detection.kind = "elsewhere"',
    mail.say`by expected readers came from unexpected places`,
    mail.say`by unexpected readers worked`,
  );
  return {
    events: expression(`[$lookup(${constant(eventDeliveries(facts))}, $detection.severity)]`),
    people: expression(
      `[$lookup(${constant(peopleDeliveries(facts))}, $detection.severity),` +
        ` $count($owners) > 0 ? $lookup(${constant(ownerDeliveries(facts))}, $detection.severity)]`,
    ),
    many: manyDeliveries(facts),
    ...worded.manySubject.assigned(subjectOf(mail.say`[critical] ${account}: ${many} in ${minutes} minutes`)),
    ...worded.manyText.assigned(
      mail.using(
        [],
        mail.say`[critical] ${many} ${by} in ${account} within ${minutes} minutes. Whoever empties an account reads all of its secrets.\n\nThe next digest has all of them. This is one:\n\n${worded.text.variable}`,
      ),
    ),
    ...worded.subject.assigned(subject),
    ...worded.text.assigned(worded.text.variable),
    owners: expression("$owners"),
    event: expression(eventMessage),
    ...worded.chat.assigned(chatMessage),
    kind: expression("$detection.kind"),
    memory: expression(memoryOfRead),
  };
}
