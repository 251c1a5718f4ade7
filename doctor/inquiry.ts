import { AskedOnce } from "../aws/asked-once";
import { type AwsCalls, type Place, type Refusal, RefusedCall } from "../aws/calls";
import type { AnswerOf, InputOf, Operation } from "../aws/operations";

/** A call that was refused, and the stack that it was made for. */
export interface RefusedLook {
  readonly refusal: Refusal;
  /** @default - for no stack alone */
  readonly stack?: string;
}

/** What AWS answered; nothing if what was asked about is not there, or could not be found out. */
export type Answered<Answer> = { readonly answer: Answer } | "missing" | "refused";

/** Asks each question once, and keeps what was refused for whoever makes findings of it. */
export class Inquiry {
  private readonly calls: AwsCalls;
  private readonly refusals: RefusedLook[] = [];

  constructor(calls: AwsCalls) {
    this.calls = new AskedOnce(calls);
  }

  /** What could not be found out. */
  get refused(): readonly RefusedLook[] {
    return this.refusals;
  }

  async ask<Name extends Operation>(name: Name, input: InputOf<Name>, place: Place): Promise<Answered<AnswerOf<Name>>> {
    try {
      return { answer: await this.calls.call(name, input, place) };
    } catch (error) {
      if (!(error instanceof RefusedCall)) throw error;
      if (error.refusal.kind === "missing") return "missing";
      this.refusals.push({ refusal: error.refusal });
      return "refused";
    }
  }

  /** The same where there is nothing that could be missing: undefined if it could not be found out. */
  async answerOf<Name extends Operation>(
    name: Name,
    input: InputOf<Name>,
    place: Place,
  ): Promise<AnswerOf<Name> | undefined> {
    const answered = await this.ask(name, input, place);
    if (typeof answered === "object") return answered.answer;
    return undefined;
  }
}
