import { NotExpressibleError } from "./normal-form";

/** What a compiler made, or why it can't. */
export type Attempt<Result> =
  { readonly result: Result; readonly reason?: undefined } | { readonly result?: undefined; readonly reason: string };

/** Runs a compiler; a condition that the engine can't express becomes a reason, any other error stays one. */
export function attempt<Result>(compile: () => Result): Attempt<Result> {
  try {
    return { result: compile() };
  } catch (error) {
    if (!(error instanceof NotExpressibleError)) throw error;
    return { reason: error.message };
  }
}
