import { type AwsCalls, type Place, RefusedCall, type Refusal } from "../aws/calls";
import type { AnswerOf, InputOf, Operation } from "../aws/operations";

/** Accounts that are asked about at a time: more than calls that are made at a time, so that there is always one to make. */
const ACCOUNTS_AT_A_TIME = 64;

/** Asks AWS, and takes down what it refuses. */
export class Inquiry {
  readonly refusals: Refusal[] = [];

  constructor(private readonly calls: AwsCalls) {}

  /**
   * For what nothing can be said without.
   *
   * @throws RefusedCall
   */
  require<Name extends Operation>(name: Name, input: InputOf<Name>, place: Place): Promise<AnswerOf<Name>> {
    return this.calls.call(name, input, place);
  }

  /** @returns undefined if AWS refuses */
  async ask<Name extends Operation>(
    name: Name,
    input: InputOf<Name>,
    place: Place,
  ): Promise<AnswerOf<Name> | undefined> {
    try {
      return await this.calls.call(name, input, place);
    } catch (error) {
      if (!(error instanceof RefusedCall)) throw error;
      this.refusals.push(error.refusal);
      return undefined;
    }
  }
}

/** Results in the order of what they are of, some at a time. */
export async function someAtATime<Item, Result>(
  items: readonly Item[],
  act: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> {
  const results = new Array<Result>(items.length);
  let next = 0;
  const work = async () => {
    for (let index = next++; index < items.length; index = next++) results[index] = await act(items[index]!);
  };
  await Promise.all(Array.from({ length: ACCOUNTS_AT_A_TIME }, work));
  return results;
}
