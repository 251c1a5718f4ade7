import type { AnswerDirectory } from "./answer-directory";
import { printed } from "./answer-form";
import { answerPath } from "./answer-path";
import { type AwsCalls, type Place, RefusedCall } from "./calls";
import { type AnswerOf, type InputOf, type Operation, type OperationRow, operations } from "./operations";
import { SavedAnswers } from "./saved-answers";

/**
 * AWS with a memory: what it answers is kept in a directory, and what is there already is not asked again. So a run that was ended early
 * goes on where it was.
 *
 * Of refusals, those are kept that say what AWS is like: that something is not there, that a region is off, that it is not allowed. What is
 * not allowed may be by the next run, so some of it is asked again: the first in each account, and the first in each region. Where those are
 * refused again, the others are taken to be so.
 */
export class KeptAnswers implements AwsCalls {
  private readonly kept: SavedAnswers;
  /** What is still denied: an operation in an account, or in a region. */
  private readonly stillDenied = new Set<string>();

  constructor(
    private readonly calls: AwsCalls,
    private readonly directory: AnswerDirectory,
  ) {
    this.kept = new SavedAnswers((path) => directory.read(path));
  }

  /** Of files that are there and can't be used. */
  get problems(): ReadonlySet<string> {
    return this.kept.problems;
  }

  async call<Name extends Operation>(operation: Name, input: InputOf<Name>, place: Place): Promise<AnswerOf<Name>> {
    const { role }: OperationRow = operations[operation];
    // What a secret is belongs in no file.
    if (role !== undefined) return this.calls.call(operation, input, place);
    try {
      return await this.kept.call(operation, input, place);
    } catch (error) {
      if (!(error instanceof RefusedCall) || !this.isAskedAgain(error)) throw error;
    }
    return this.ask(operation, input, place);
  }

  private async ask<Name extends Operation>(
    operation: Name,
    input: InputOf<Name>,
    place: Place,
  ): Promise<AnswerOf<Name>> {
    const path = answerPath(operation, input, place);
    try {
      const answer = await this.calls.call(operation, input, place);
      this.directory.write(path, printed(answer));
      return answer;
    } catch (error) {
      if (error instanceof RefusedCall && isKept(error)) {
        const { kind, code, message } = error.refusal;
        this.directory.write(path, printed({ Error: { Code: code, Message: message, Kind: kind } }));
        if (kind === "denied") for (const each of groupsOf(operation, place)) this.stillDenied.add(each);
      }
      throw error;
    }
  }

  private isAskedAgain({ refusal: { kind, operation, place } }: RefusedCall): boolean {
    if (kind === "not-saved") return true;
    return kind === "denied" && !groupsOf(operation, place).every((each) => this.stillDenied.has(each));
  }
}

/** Not what is wrong with the credentials or the network of the moment. */
function isKept({ refusal: { kind, code } }: RefusedCall): boolean {
  return (
    kind === "missing" ||
    kind === "off" ||
    (kind === "denied" && /AccessDenied|AuthorizationError|Unauthorized/.test(code))
  );
}

function groupsOf(operation: Operation, { account, region }: Place): readonly string[] {
  return [`${operation} ${account}`, `${operation} ${region}`];
}
