import path from "node:path";

import { secretsOf, viewOf, watchedIn, type AccountView } from "../config/checks/config-view";
import type { ConfigDocument } from "../config/files/config-document";
import { identityOf, projectOf } from "../config/files/files-below";
import { addItems, type Addition } from "./edits/add-items";
import { blockLines, type LineItem, type MappingItem } from "./edits/item";
import { spliced } from "./edits/splice";
import { unifiedDiff } from "./edits/unified-diff";
import { evidenceOfReader, evidenceOfSecret } from "./evidence-words";
import type { Proposal } from "./proposal";

/** What proposals do to a file. */
export interface FileEdit {
  /** As the user named it, or as the one that includes it leads to it. */
  readonly file: string;
  /** Its path with links followed. */
  readonly place: string;
  readonly before: string;
  readonly after: string;
  /** As a patch from the directory of patches. */
  readonly diff: string;
}

/** Proposals for something in a file that can't be edited. */
export interface ByHand {
  /** file:line:column */
  readonly place: string;
  readonly account: string;
  readonly reason: string;
  /** YAML to add, and the key to add it to. */
  readonly lines: readonly string[];
}

/**
 * Where patches of a configuration are applied: here, or in the directory of its project if a file of it is not below here, for neither git
 * nor patch follows a path that leads out.
 */
export function patchDirectory(documents: readonly ConfigDocument[], here = process.cwd()): string {
  const leadsOut = documents.some(
    ({ file }) => path.relative(here, path.resolve(here, file)).split(path.sep)[0] === "..",
  );
  return leadsOut ? projectOf(documents[0]!.file) : here;
}

/** Proposals as changes of the files in which their members are. */
export function fileEdits(
  documents: readonly ConfigDocument[],
  proposals: readonly Proposal[],
): { readonly edits: readonly FileEdit[]; readonly byHand: readonly ByHand[] } {
  const [root, ...included] = documents as [ConfigDocument, ...ConfigDocument[]];
  const members = viewOf(root, included).accounts.filter(({ kind }) => kind === "member");
  const directory = patchDirectory(documents);
  const edits: FileEdit[] = [];
  const byHand: ByHand[] = [];
  for (const document of documents) {
    const wanted = members
      .filter((member) => member.document === document)
      .flatMap((member) =>
        additionsTo(
          member,
          proposals.filter(({ account }) => account.id === member.entry.id),
        ),
      );
    if (wanted.length === 0) continue;
    const { splices, refused } = addItems(document.content, wanted);
    byHand.push(...refused.map(({ addition, reason }) => inWords(document, members, addition, reason)));
    if (splices.length === 0) continue;
    const place = identityOf(document.file);
    edits.push({
      file: document.file,
      place,
      before: document.content,
      after: spliced(document.content, splices),
      diff: unifiedDiff(path.relative(directory, path.resolve(document.file)), document.content, splices),
    });
  }
  return { edits, byHand };
}

const BEFORE_READERS = ["secrets", "watchedSecrets", "watchedParameters"];
const BEFORE_READERS_OF_SECRET = ["replicaRegions", "recoveryWindowDays"];

function additionsTo(member: AccountView, proposals: readonly Proposal[]): readonly Addition[] {
  const groups = new Map<string, Proposal[]>();
  for (const each of proposals) {
    const key = JSON.stringify(each.target);
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  const additions: Addition[] = [];
  const unlisted: MappingItem[] = [];
  for (const group of groups.values()) {
    const [{ target }] = group as [Proposal];
    const readers = group.map(readerItem);
    if (target.kind === "new") {
      const name = { value: target.name, comment: evidenceOfSecret(group) };
      unlisted.push({
        entries: [
          ["name", name],
          ["expectedReaders", readers],
        ],
      });
    } else if (target.kind === "account") {
      additions.push({ path: [...member.path, "expectedReaders"], before: BEFORE_READERS, items: readers });
    } else {
      const { key, index } = target;
      const entry = key === "secrets" ? secretsOf(member)[index]! : watchedIn(member, storeOf(key))[index]!;
      additions.push({ path: [...entry.path, "expectedReaders"], before: BEFORE_READERS_OF_SECRET, items: readers });
    }
  }
  if (unlisted.length > 0) {
    additions.push({ path: [...member.path, "watchedSecrets"], before: ["watchedParameters"], items: unlisted });
  }
  return additions;
}

function storeOf(key: "watchedSecrets" | "watchedParameters") {
  return key === "watchedSecrets" ? "secrets" : "parameters";
}

function readerItem(proposal: Proposal): LineItem {
  const { reader, from } = proposal;
  return { value: from === undefined ? reader : { reader, from }, comment: evidenceOfReader(proposal) };
}

function inWords(
  document: ConfigDocument,
  members: readonly AccountView[],
  { path: at, items }: Addition,
  reason: string,
): ByHand {
  const member = members.find(({ document: own, path: [, index] }) => own === document && index === at[1]);
  const where = at.slice(2).map((key) => (typeof key === "number" ? `[${key}]` : `.${key}`));
  return {
    place: document.place(at),
    account: String(member?.entry.name),
    reason,
    lines: [`${where.join("").slice(1)}:`, ...items.flatMap((item) => blockLines(item, "  "))],
  };
}
