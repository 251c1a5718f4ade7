import { setTimeout as sleep } from "node:timers/promises";

/** What the SDK tells of an error: https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html */
interface Trouble {
  readonly errorType: "THROTTLING" | "TRANSIENT" | "SERVER_ERROR" | "CLIENT_ERROR";
  /** That AWS names. */
  readonly retryAfterHint?: Date;
}

interface Attempt {
  getRetryCount(): number;
  getRetryDelay(): number;
}

/** It has waited already: the SDK's own timer would keep the process until it is over, whoever ends it. */
const attempt = (count: number): Attempt => ({ getRetryCount: () => count, getRetryDelay: () => 0 });

/** Seconds between attempts double up to this. */
const LONGEST_SECONDS = 20;

/** Whoever is asked too often is asked again for some two minutes, on average; whoever can't be reached for some seconds. */
const ATTEMPTS = { THROTTLING: 15, TRANSIENT: 6, SERVER_ERROR: 6, CLIENT_ERROR: 1 };

export interface PatienceProps {
  /** Called before each further attempt. */
  readonly retried?: () => void;
  /** Ends the waiting. */
  readonly signal?: AbortSignal;
  /** What seconds are multiplied by. @default 1 */
  readonly pace?: number;
}

/**
 * How often a call is tried, as the SDK wants to be told it. The SDK's own strategies share a quota of retries between all calls of a
 * client: where thousands of calls are throttled, some would fail that only had to wait.
 */
export function patience({ retried, signal, pace = 1 }: PatienceProps) {
  return {
    acquireInitialRetryToken: () => Promise.resolve(attempt(0)),
    refreshRetryTokenForRetry: async (last: Attempt, { errorType, retryAfterHint }: Trouble): Promise<Attempt> => {
      const count = last.getRetryCount() + 1;
      if (count >= ATTEMPTS[errorType]) throw new Error("tried often enough");
      retried?.();
      const longest = Math.min(LONGEST_SECONDS, 2 ** (count - 2)) * 1000 * pace;
      const asked = retryAfterHint === undefined ? 0 : retryAfterHint.getTime() - Date.now();
      // Anywhere between: so that those who were refused together don't come back together.
      await sleep(Math.max(Math.random() * longest, Math.min(asked, LONGEST_SECONDS * 1000)), undefined, { signal });
      return attempt(count);
    },
    recordSuccess: () => undefined,
  };
}
