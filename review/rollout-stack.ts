/** A stack as pipelines name it. */
export interface RolloutStack {
  readonly stack: string;
  readonly account: { readonly id: string; readonly name: string };
  readonly wave: string;
}
