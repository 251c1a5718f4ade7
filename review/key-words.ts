import { isDeepStrictEqual } from "node:util";

import type { Organization } from "../organization/organization";
import type { ExpectedReader } from "../organization/reads-of-account";
import type { Change } from "./change";

/** Both versions of the whole configuration. */
export interface Between {
  readonly before: Organization;
  readonly after: Organization;
}

/** Both versions, and the account that something of theirs is in. */
export interface AccountContext extends Between {
  /** As it is now. */
  readonly account: NonNullable<Change["account"]>;
  /** Who may read any secret of the account, before and now. */
  readonly ofAccount: readonly [old: readonly ExpectedReader[], young: readonly ExpectedReader[]];
}

/** Changes that a value means which is another than before. */
export type Tell<Value, Context> = (before: Value, after: Value, context: Context) => readonly Change[];

/** What is said of a value that changes: its changes, what is said of each key below it, or why nothing is said here. */
export type Words<Value, Context> =
  Tell<Value, Context> | (NonNullable<Value> extends object ? KeyWords<NonNullable<Value>, Context> : never) | string;

/** Words for every key of a section: a new key does not compile until it has its own. */
export type KeyWords<Section, Context> = {
  readonly [Key in keyof Required<Section>]: Words<Section[Key], Context>;
};

/** Why nothing is said of a key of the file that is no key of the model: what it does there has words of its own. */
export type Reasons<Entry> = {
  readonly [Key in keyof Required<Entry>]:
    string | (NonNullable<Entry[Key]> extends object ? Reasons<Entry[Key]> : never);
};

/** Words for every key of a part of the model, and of its entry in the file. */
export type ModelWords<Model, Entry, Context> = KeyWords<Model, Context> & Omit<Reasons<Entry>, keyof Model>;

/** What changes between two versions of a section, in the order of the words. */
export function keyChanges<Section extends object, Context>(
  words: KeyWords<Section, Context>,
  before: Section,
  after: Section,
  context: Context,
): readonly Change[] {
  return changesOf(words as UntypedWords<Context>, before, after, context);
}

type UntypedWords<Context> = string | Tell<unknown, Context> | { readonly [key: string]: UntypedWords<Context> };

function changesOf<Context>(
  words: UntypedWords<Context>,
  before: unknown,
  after: unknown,
  context: Context,
): readonly Change[] {
  if (typeof words === "string" || isDeepStrictEqual(before, after)) return [];
  if (typeof words === "function") return words(before, after, context);
  return Object.entries(words).flatMap(([key, each]) =>
    changesOf(each, valueOf(before, key), valueOf(after, key), context),
  );
}

function valueOf(section: unknown, key: string): unknown {
  return (section as Readonly<Record<string, unknown>> | undefined)?.[key];
}
