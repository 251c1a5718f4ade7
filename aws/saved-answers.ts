import { UnreadableFile } from "../config/files/regular-file";
import { inSdkForm, WrongForm } from "./answer-form";
import { answerPath } from "./answer-path";
import { type AwsCalls, type Place, type Refusal, type RefusalKind, RefusedCall } from "./calls";
import type { AnswerOf, InputOf, Operation, Service } from "./operations";
import { kindOfCode } from "./refused";
import { LoadedService } from "./services";

/** An answer, or the error that the aws CLI prints for it. */
export type SavedAnswer = object | { readonly Error: { readonly Code: string; readonly Message: string } };

/**
 * AWS as it answered once, by the paths of answer-path.ts: a directory, or what a test writes down. Answers are as the SDK gives them,
 * dates are dates: to who asks it is the same as live.
 */
export class SavedAnswers implements AwsCalls {
  /** What can't be read or is no answer, each with its path, in words that say what is wrong. */
  readonly problems = new Set<string>();

  /**
   * @param read the answer at a path, as JSON has it; undefined if there is none. What it throws as UnreadableFile is a problem of the
   * path
   */
  constructor(private readonly read: (path: string) => unknown) {}

  async call<Name extends Operation>(operation: Name, input: InputOf<Name>, place: Place): Promise<AnswerOf<Name>> {
    const path = answerPath(operation, input, place);
    const refused = (refusal: Pick<Refusal, "kind" | "code" | "message">) =>
      new RefusedCall({ ...refusal, operation, place });
    try {
      const answer = this.read(path);
      if (answer === undefined) {
        throw refused({ kind: "not-saved", code: "NotSaved", message: `There is no ${path}.` });
      }
      const error = errorIn(answer);
      if (error !== undefined) {
        throw refused({ kind: error.Kind ?? kindOfCode(error.Code), code: error.Code, message: error.Message });
      }
      const [service, call] = operation.split(":") as [Service, string];
      return inSdkForm((await LoadedService.of(service)).formOf(call), answer) as AnswerOf<Name>;
    } catch (error) {
      if (!(error instanceof UnreadableFile || error instanceof WrongForm)) throw error;
      const problem =
        error instanceof WrongForm
          ? `${path} is no answer of ${operation}: ${error.message}.`
          : `${path} ${error.message}.`;
      this.problems.add(problem);
      throw refused({ kind: "other", code: error.name, message: problem });
    }
  }
}

const keptKinds: readonly unknown[] = ["denied", "missing", "off"] satisfies readonly RefusalKind[];

/** An error in the place of an answer; its kind is there if kept-answers.ts wrote it. */
function errorIn(answer: unknown) {
  const { Error: error } = (answer ?? {}) as { readonly Error?: Readonly<Record<string, unknown>> };
  if (typeof error?.Code !== "string") return undefined;
  return {
    Code: error.Code,
    Message: typeof error.Message === "string" ? error.Message : "",
    Kind: keptKinds.includes(error.Kind) ? (error.Kind as RefusalKind) : undefined,
  };
}
