import type { ComposerFacts } from "./composer-facts";
import { chat, mail, ours, postOf, subjectOf } from "../states/forms";
import { constant } from "../states/jsonata";
import { worded } from "../states/sending";
import { eventDeliveries, peopleDeliveries } from "./deliveries";

/** Of what no words were found for. */
export const UNWORDED_TITLE = "A read of a secret that could not be put into words";

/** What is remembered of an event that no words were found for. */
export const unwordedRead = {
  kind: "reads",
  memory: { reader: "somebody", secret: "a secret", severity: "critical", result: "read" },
} as const;

/** Messages about an event that no words were found for: the event itself, to everybody who gets the most urgent. */
export function asItCame(facts: ComposerFacts): string {
  const members = [
    `"events": ${constant(eventDeliveries(facts).critical)}`,
    `"people": ${constant(peopleDeliveries(facts).critical)}`,
    '"many": []',
    `"kind": ${constant(unwordedRead.kind)}`,
    `"memory": ${constant(unwordedRead.memory)}`,
    worded.subject.member(subjectOf(ours(UNWORDED_TITLE))),
    worded.text.member(mail.using([], mail.say`${ours(UNWORDED_TITLE)}\n\n${mail.outside("$string($received)")}`)),
    `"event": { "version": 1, "detection": $received.detection, "title": ${constant(UNWORDED_TITLE)}, "record": $received.event.detail }`,
    worded.chat.member(
      postOf({
        title: ours(UNWORDED_TITLE),
        description: chat.say`Detection ${chat.outside("$received.detection")}, account ${chat.outside("$account.name")}`,
        most: 8000,
      }),
    ),
  ];
  return `{\n  ${members.join(",\n  ")}\n}`;
}
