import type { CloudTrailRecord } from "../detections/detection";
import { type StoreName, stores } from "../detections/stores";
import { factsOfRead } from "../messages/reads/recognition";
import { Expression } from "./expressions";
import { Remembered } from "./remembered";

/** What messages say of a read, in the words of the message composer. */
export interface ReadFacts {
  readonly reader: {
    /** @default - the record does not say */
    readonly name?: string;
    readonly arn?: string;
    /** @default - no person is known to be behind it */
    readonly person?: string;
    readonly type?: string;
  };
  readonly secret: {
    readonly store: StoreName;
    /** @default - the record does not say */
    readonly text?: string;
    readonly called?: string;
    readonly subject: string;
    /** The name stands in no request, and detections don't see it. */
    readonly inferred?: boolean;
  };
  readonly outcome: { readonly result: "read" | "denied" | "failed"; readonly code?: string };
}

const facts = new Expression(factsOfRead("$received.event.detail"));
const remembered = new Remembered<Promise<ReadFacts | undefined>>();

/**
 * Facts of a record that was cut down; nothing where the message composer finds no words for it, and sends it as it came. Those of
 * records that differ in nothing but when and where from are found once.
 */
export function readFacts(record: CloudTrailRecord): Promise<ReadFacts | undefined> {
  const key = JSON.stringify({
    ...record,
    ...{ eventTime: 0, eventID: 0, requestID: 0, sourceIPAddress: 0, vpcEndpointId: 0 },
  });
  return remembered.of(key, async () => {
    try {
      return (await facts.evaluate({ received: { event: { detail: record } } })) as ReadFacts;
    } catch {
      return undefined;
    }
  });
}

/** What is said of a record that there are no words for, as messages/reads/unworded.ts does. */
export function unwordedFacts(store: StoreName): ReadFacts {
  return { reader: {}, secret: { store, subject: `a ${stores[store].thing}` }, outcome: { result: "read" } };
}
