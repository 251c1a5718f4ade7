import { answerPath } from "./answer-path";
import type { AwsCalls, Place } from "./calls";
import type { AnswerOf, InputOf, Operation } from "./operations";

/** Asks AWS each question once, also while the answer is not there yet; a refusal is an answer. It forgets nothing while it lives. */
export class AskedOnce implements AwsCalls {
  private readonly answers = new Map<string, Promise<unknown>>();

  constructor(private readonly calls: AwsCalls) {}

  call<Name extends Operation>(name: Name, input: InputOf<Name>, place: Place): Promise<AnswerOf<Name>> {
    const path = answerPath(name, input, place);
    const known = this.answers.get(path);
    if (known !== undefined) return known as Promise<AnswerOf<Name>>;
    const answer = this.calls.call(name, input, place);
    this.answers.set(path, answer);
    return answer;
  }
}
