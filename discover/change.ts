import type { TerminalText } from "../text/terminal";

/** What differs between an organization and its configuration. */
export const changeKinds = {
  "account-new": "is new",
  "account-closed": "is not active any more",
  "account-gone": "is not in the organization any more",
  "account-moved": "is in another unit",
  "account-renamed": "has another name in AWS",
  "unit-new": "has accounts for the first time",
  "unit-renamed": "has another name or place in AWS",
  "unit-gone": "is not in the organization any more",
  "region-new": "has secrets, and is not governed",
  "region-off": "is off in the account",
  "region-on": "is on in the account now",
  "secret-new": "is in no list",
  "secret-gone": "is not there any more",
} as const;

export type ChangeKind = keyof typeof changeKinds;

/** One difference. */
export interface Change {
  readonly kind: ChangeKind;
  /** Whose it is. @default - of the whole organization */
  readonly account?: { readonly id: string; readonly name: string };
  /** What it is about: the account itself, a unit, a region or a secret, as the configuration or AWS names it. */
  readonly subject: string;
  readonly was?: string;
  readonly now?: string;
  /** What taking it out of the configuration does. */
  readonly consequence?: TerminalText;
}
