import type { CloudTrailRecord } from "../detections/detection";
import type { StoreName } from "../detections/stores";
import { factsOfRead } from "../messages/reads/recognition";
import { Expression } from "./expressions";

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
const remembered = new Map<string, Promise<ReadFacts>>();

/** Facts of a record that was cut down. Those of records that differ in nothing but when and where from are found once. */
export function readFacts(record: CloudTrailRecord): Promise<ReadFacts> {
  const key = JSON.stringify({
    ...record,
    ...{ eventTime: 0, eventID: 0, requestID: 0, sourceIPAddress: 0, vpcEndpointId: 0 },
  });
  const known =
    remembered.get(key) ?? (facts.evaluate({ received: { event: { detail: record } } }) as Promise<ReadFacts>);
  remembered.set(key, known);
  return known;
}
