import type { Memory } from "../states/memory";

/** What the roll call knows of the organization. */
export interface RollCallFacts extends Memory {
  /** Every account that is expected to send signs of life, also quiet ones. */
  readonly accounts: readonly {
    /** 12 digits. */
    readonly id: string;
    readonly name: string;
    /** Regions from which it sends. */
    readonly regions: readonly string[];
  }[];
  /** Every region of an account above. */
  readonly regions: readonly string[];
  /** Minutes between two signs of life of an account and region, and between two roll calls. */
  readonly periodMinutes: number;
  readonly heartbeatLogGroupName: string;
  /** Whom it tells, and what it sends to be found again. @default - nobody is told, and nothing is remembered */
  readonly tell?: {
    readonly topicArn: string;
    /** Beginning of the names of secrets that don't exist, of which it reads one each time. */
    readonly canarySecretPrefix: string;
  };
}

/** Where the state machines meet in the memory table: keys and attributes. */
export const rollCallMemory = {
  /** Partition of what the roll call remembers. */
  partition: "roll-call",
  /** Its first run, its last one, and since when it tells that the canary is lost. */
  run: "run",
  /** What the composer writes when a canary arrives: N `at` in milliseconds since 1970, S `secret`. */
  canary: { partition: "canary", sort: "arrived" },
} as const;

/** Periods without a sign of life, or without a canary, until it is missing: one may be late, and one just not be due. */
const MISSING_PERIODS = 2.5;

/** Days in which an account must have been heard of once, to count as silent and not as never deployed. */
export const LOOK_BACK_DAYS = 30;

/** Milliseconds without a sign of life, or without a canary, until it is missing. */
export function missingMillis({ periodMinutes }: Pick<RollCallFacts, "periodMinutes">): number {
  return MISSING_PERIODS * periodMinutes * 60_000;
}
