/** Calls of one service that change something, and why they do the watch no harm. */
export interface HarmlessCalls {
  /** The service as IAM names it in actions. */
  readonly service: string;
  /** A sentence without its end. */
  readonly why: string;
  readonly actions: readonly string[];
}
