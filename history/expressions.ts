import jsonata from "jsonata";

/** An expression of a state machine, ready to be asked about reads. */
export class Expression {
  private readonly compiled: jsonata.Expression;

  /** @param source without the marks that it has in the state machine */
  constructor(source: string) {
    this.compiled = jsonata(source);
  }

  /** @param variables without the dollar sign */
  async evaluate(variables: Readonly<Record<string, unknown>>): Promise<unknown> {
    const result: unknown = await this.compiled.evaluate(undefined, { ...variables, parse });
    // Neither functions nor marks that JSONata leaves on lists get out of it.
    return result === undefined ? undefined : (JSON.parse(JSON.stringify(result)) as unknown);
  }
}

/** JSONata has none of its own. https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html */
function parse(text: unknown): unknown {
  if (typeof text !== "string") throw new TypeError("$parse takes a text");
  return JSON.parse(text);
}

/** The event that a rule sends of a record. */
export function receivedOf(
  record: Readonly<Record<string, unknown>>,
  accountId: string,
  region: string,
  detection?: string,
) {
  return { detection, event: { account: accountId, region, detail: record } };
}
