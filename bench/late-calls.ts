import { setTimeout } from "node:timers/promises";

import { answerPath } from "../aws/answer-path";
import type { AwsCalls, Place } from "../aws/calls";
import { PARALLEL, PARALLEL_IN_ORGANIZATION } from "../aws/live-calls";
import type { AnswerOf, InputOf, Operation } from "../aws/operations";
import { Turns } from "../aws/turns";

/** Milliseconds that each call takes. */
export const LATENCY = 50;

/** What AWS answers, by the path at which an answer would be saved. */
export type AnswerAt = (operation: Operation, path: string, place: Place) => object;

/** Answers as late as AWS's, and no more at a time than the live ones. */
export class LateCalls implements AwsCalls {
  readonly counts = { organization: 0, others: 0 };
  private readonly turns = { organization: new Turns(PARALLEL_IN_ORGANIZATION), others: new Turns(PARALLEL) };

  constructor(private readonly answerAt: AnswerAt) {}

  call<Name extends Operation>(operation: Name, input: InputOf<Name>, place: Place): Promise<AnswerOf<Name>> {
    const kind = operation.startsWith("organizations:") ? "organization" : "others";
    return this.turns[kind].take(async () => {
      this.counts[kind]++;
      await setTimeout(LATENCY);
      return this.answerAt(operation, answerPath(operation, input, place), place) as AnswerOf<Name>;
    });
  }

  /** Seconds that these calls take at least. */
  get floor(): number {
    const { organization, others } = this.counts;
    return (Math.max(organization / PARALLEL_IN_ORGANIZATION, others / PARALLEL) * LATENCY) / 1000;
  }

  /** How many there were, in words. */
  get said(): string {
    const { organization, others } = this.counts;
    return `${organization} of the organization, ${PARALLEL_IN_ORGANIZATION} at a time; ${others} of accounts, ${PARALLEL} at a time`;
  }
}
