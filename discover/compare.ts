import path from "node:path";

import type { ConfigDocument } from "../config/files/config-document";
import { identityOf } from "../config/files/files-below";
import { changed, type ValueChange } from "../learn/edits/change-values";
import { spliced } from "../learn/edits/splice";
import { unifiedDiff } from "../learn/edits/unified-diff";
import type { Organization } from "../organization/organization";
import type { Answers } from "./answers";
import type { Change } from "./change";
import { compareAccounts } from "./compare-accounts";
import { compareRegions, governRegions, newRegions } from "./compare-regions";
import { compareSecrets } from "./compare-secrets";
import { type Installed, membersText } from "./draft";
import { Edits } from "./edits-of";
import type { Found, FoundAccount } from "./found";
import { Known } from "./known";
import { optInRegionsOf } from "./regions";

/** A file that changes. */
export interface ChangedFile {
  /** As the user named it, or as the one that includes it leads to it. */
  readonly file: string;
  /** Its path with links followed. */
  readonly place: string;
  readonly before: string;
  readonly after: string;
  /** As a patch from a directory. */
  readonly diff: string;
}

/** What can't be edited. */
export interface LeftToHand {
  /** file:line:column */
  readonly place: string;
  readonly reason: string;
}

/** How a configuration differs from what there is, and what to do. */
export interface Compared {
  readonly changes: readonly Change[];
  readonly files: readonly ChangedFile[];
  /** Content by path from the directory of the configuration. */
  readonly newFiles: ReadonlyMap<string, string>;
  readonly byHand: readonly LeftToHand[];
  /** Regions that somebody opted in to, and in which there is nothing. */
  readonly unusedRegions: readonly string[];
  /** Governed regions that accounts leave out although they have secrets there: somebody chose that nobody is told of them. */
  readonly leftOut: readonly LeftOutRegion[];
}

export interface LeftOutRegion {
  /** Name of the account. */
  readonly account: string;
  readonly region: string;
  readonly secrets: number;
}

export interface CompareWith {
  readonly documents: readonly ConfigDocument[];
  readonly organization: Organization;
  readonly answers: Answers;
  readonly installed: Installed;
  /** Whether what is not there any more is taken out. */
  readonly remove: boolean;
  /** Directory that patches are applied in. */
  readonly directory: string;
  readonly isThere: (file: string) => boolean;
}

/** Compares what was found with a configuration that is correct. */
export function compare(found: Found, props: CompareWith): Compared {
  const { documents, organization, answers, isThere } = props;
  const known = new Known(documents, organization);
  const edits = new Edits();
  const added = newRegions(found, known);
  const governed = [...organization.governedRegions, ...added];
  const leftOut: LeftOutRegion[] = [];
  const changes = [
    ...governRegions(added, known, edits),
    ...compareAccounts({ found, known, answers, governed, edits, isThere }),
    ...found.accounts.flatMap((account): readonly Change[] => {
      const view = known.accounts.get(account.id);
      if (view === undefined) return [];
      const { changes: ofRegions, regions } = compareRegions({ view, account }, { known, added, edits });
      const member = organization.members.find(({ id }) => id === account.id);
      if (member === undefined) return ofRegions;
      leftOut.push(...leftOutWithSecrets(account, member.name, governed, regions));
      return [...ofRegions, ...compareSecrets({ view, member, account, regions }, edits)];
    }),
  ];
  const done = documents.map((document) => fileOf(document, edits, props));
  return {
    changes,
    files: done.flatMap(({ file }) => (file === undefined ? [] : [file])),
    newFiles: new Map(
      [...edits.newFiles].map(([file, members]) => [file, membersText(members, props.installed, file)]),
    ),
    byHand: done.flatMap(({ byHand }) => byHand),
    unusedRegions: unusedRegions(found, governed),
    leftOut,
  };
}

function leftOutWithSecrets(
  { secrets }: FoundAccount,
  account: string,
  governed: readonly string[],
  used: readonly string[],
): readonly LeftOutRegion[] {
  return governed
    .filter((region) => !used.includes(region))
    .map((region) => ({ account, region, secrets: secrets.filter((each) => each.regions.includes(region)).length }))
    .filter((each) => each.secrets > 0);
}

function unusedRegions(found: Found, governed: readonly string[]): readonly string[] {
  const optedIn = new Set(found.accounts.flatMap((account) => optInRegionsOf(found, account)));
  return [...optedIn].filter((region) => !governed.includes(region)).sort();
}

function fileOf(
  document: ConfigDocument,
  edits: Edits,
  { remove, directory }: CompareWith,
): { readonly file?: ChangedFile; readonly byHand: readonly LeftToHand[] } {
  const additions = edits.additions.get(document) ?? [];
  const changes = (edits.changes.get(document) ?? []).filter((each) => remove || !isRemoval(each));
  if (additions.length + changes.length === 0) return { byHand: [] };
  const { splices, refused } = changed(document.content, additions, changes);
  const byHand = refused.map(({ change, reason }) => ({ place: document.place(change.path), reason }));
  if (splices.length === 0) return { byHand };
  const { file, content: before } = document;
  return {
    byHand,
    file: {
      ...{ file, before, place: identityOf(file), after: spliced(before, splices) },
      diff: unifiedDiff(path.relative(directory, path.resolve(file)), before, splices),
    },
  };
}

function isRemoval({ kind }: ValueChange): boolean {
  return kind === "remove" || kind === "empty";
}
