import type { ComposerFacts } from "./composer-facts";
import { constant } from "../states/jsonata";
import { eventDeliveries, peopleDeliveries } from "./deliveries";

const title = "A read of a secret that could not be put into words";

/** Messages about an event that no words were found for: the event itself, to everybody who gets the most urgent. */
export function asItCame(facts: ComposerFacts): string {
  return `{
  "events": ${constant(eventDeliveries(facts).critical)},
  "people": ${constant(peopleDeliveries(facts).critical)},
  "many": [],
  "kind": "reads",
  "memory": { "reader": "somebody", "secret": "a secret", "severity": "critical", "result": "read" },
  "subject": ${constant(title)},
  "text": ${constant(`${title}\n\n`)} & $string($received),
  "event": { "version": 1, "detection": $received.detection, "title": ${constant(title)}, "record": $received.event.detail },
  "chat": {
    "version": "1.0",
    "source": "custom",
    "content": {
      "textType": "client-markdown",
      "title": ${constant(title)},
      "description": $substring("Detection " & $string($received.detection) & ", account " & $account.name, 0, 8000)
    }
  }
}`;
}
