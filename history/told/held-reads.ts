import { PLANNED_RANK } from "../../messages/reads/memory";
import { ofEachKind } from "../../reads/kinds";
import type { RecognizedRead } from "./recognized-read";

/** Reads of one secret by one reader in a window, as the table has them. */
export interface HeldRead {
  /** Sort key in the account's partition, without what is the same for all of the window. */
  readonly key: string;
  readonly read: RecognizedRead;
  /** Reason of the planned work that covers it. @default - none does */
  readonly planned?: string;
  hits: number;
  told: number;
  readonly first: number;
  last: number;
}

/** What the table has of an account in a window. */
export interface HeldWindow {
  /** Number of the window. */
  readonly window: number;
  readonly accountId: string;
  readonly accountName: string;
  /** By key. */
  readonly reads: Map<string, HeldRead>;
  /** How many different reads, by kind, and of those that go on. */
  readonly places: Map<string, number>;
  /** Whether it is on the list of early digests. */
  isEarly: boolean;
}

/** The key in the list of accounts that the digest looks at. */
export function listingOf({ window, accountId }: HeldWindow): string {
  return `${window}#${accountId}`;
}

const ranks = ofEachKind((_, urgency) => String(urgency));

/** The end of the sort key, by which the digest has them in order. */
export function keyOf({ kind, memory }: RecognizedRead, identity: string, planned?: string): string {
  const rank = planned === undefined ? ranks[kind] : PLANNED_RANK;
  const reason = planned === undefined ? "" : `#${planned}`;
  return `${rank}#${memory.secret.slice(0, 100)}#${identity}${reason}`;
}

/** Texts in the order in which the table has keys. */
export function inOrder(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
