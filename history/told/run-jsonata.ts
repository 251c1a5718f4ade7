import { createHash } from "node:crypto";

import jsonata from "jsonata";

/** Runs an expression of a state machine with its variables. */
export type Expression = (variables: Readonly<Record<string, unknown>>) => Promise<unknown>;

/** An expression as a state machine runs it, with what Step Functions has beside JSONata's own. */
export function compiled(source: string): Expression {
  const expression = jsonata(source);
  return async (variables) => (await expression.evaluate(undefined, { ...variables, hash })) as unknown;
}

/** https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html */
function hash(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
