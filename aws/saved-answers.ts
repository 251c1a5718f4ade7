import { answerPath } from "./answer-path";
import { type AwsCalls, type Place, RefusedCall } from "./calls";
import type { AnswerOf, InputOf, Operation } from "./operations";

/** An answer, or the error that the aws CLI prints for it. */
export type SavedAnswer = object | { readonly Error: { readonly Code: string; readonly Message: string } };

/** AWS as it answered once, by the paths of answer-path.ts: a directory, or what a test writes down. */
export class SavedAnswers implements AwsCalls {
  /** @param read the answer at a path; undefined if there is none */
  constructor(private readonly read: (path: string) => SavedAnswer | undefined) {}

  call<Name extends Operation>(operation: Name, input: InputOf<Name>, place: Place): Promise<AnswerOf<Name>> {
    const path = answerPath(operation, input, place);
    const answer = this.read(path);
    if (answer === undefined) {
      const refusal = {
        kind: "not-saved",
        code: "NotSaved",
        message: `There is no ${path}.`,
        operation,
        place,
      } as const;
      return Promise.reject(new RefusedCall(refusal));
    }
    return Promise.resolve(answer as AnswerOf<Name>);
  }
}
