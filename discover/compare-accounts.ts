import path from "node:path";

import { isDynamicPattern } from "tinyglobby";

import type { AccountView } from "../config/checks/config-view";
import type { ConfigDocument } from "../config/files/config-document";
import { terminal } from "../text/terminal";
import type { Answers } from "./answers";
import type { Change } from "./change";
import type { Edits } from "./edits-of";
import type { Found, FoundAccount } from "./found";
import type { Known } from "./known";
import { calledInAws, memberItem } from "./member-item";
import { namesFor } from "./names";
import { ownerOf } from "./owner";
import { namesOfUnits, pathOf } from "./units";

/** An organization beside its configuration. */
export interface Comparison {
  readonly found: Found;
  readonly known: Known;
  readonly answers: Answers;
  /** Governed regions, those among them that are to be added. */
  readonly governed: readonly string[];
  readonly edits: Edits;
  /** Whether there is a file, by its path from the directory of the configuration. */
  readonly isThere: (file: string) => boolean;
}

/** Accounts and units that are new, moved, renamed, or not there any more. */
export function compareAccounts(comparison: Comparison): readonly Change[] {
  const { found, known, edits } = comparison;
  const added = found.accounts.filter(({ id }) => !known.accounts.has(id));
  const members = found.accounts.flatMap((account) => {
    const view = known.accounts.get(account.id);
    return view?.kind === "member" ? [{ account, view }] : [];
  });
  const moved = members.filter(({ account, view }) => {
    return known.units.get(String(view.entry.organizationalUnit)) !== account.unit;
  });
  const needed = new Set([...added, ...moved.map(({ account }) => account)].map(({ unit }) => unit));
  const units = namesOfUnits(found, needed, known.unitNames);
  return [
    ...[...units].flatMap(([id, name]): readonly Change[] => {
      if (known.unitNames.has(id)) return [];
      const item = { value: id, comment: calledInAws(pathOf(found, id)) };
      edits.change(known.root, { kind: "add-key", path: ["organizationalUnits"], key: name, item });
      return [{ kind: "unit-new", subject: name, now: pathOf(found, id) }];
    }),
    ...newAccounts(comparison, added, units),
    ...moved.map(({ account, view }): Change => {
      const now = units.get(account.unit)!;
      const { document, path: at, entry } = view;
      edits.change(document, { kind: "replace", path: [...at, "organizationalUnit"], item: { value: now } });
      const name = String(entry.name);
      return { kind: "account-moved", ...about(account.id, name), was: String(entry.organizationalUnit), now };
    }),
    ...renamed(comparison),
    ...goneAccounts(comparison),
  ];
}

function about(id: string, name: string): Pick<Change, "account" | "subject"> {
  return { account: { id, name }, subject: name };
}

function newAccounts(
  comparison: Comparison,
  added: readonly FoundAccount[],
  units: ReadonlyMap<string, string>,
): readonly Change[] {
  const { known, answers, governed, edits } = comparison;
  const taken = [...known.accounts.values()].map(({ entry }) => String(entry.name));
  const names = namesFor(
    added.map(({ id, name }) => ({ id, wishes: [name] })),
    taken,
    "account",
  );
  return added.map((account): Change => {
    const [name, unit] = [names.get(account.id)!, units.get(account.unit)!];
    const item = memberItem(account, { name, unit, owner: ownerOf(account.tags, answers), governed });
    const place = placeOf(comparison, account.unit, unit);
    if (typeof place === "string") edits.addToNew(place, item);
    else edits.add(place, { path: ["members"], before: [], items: [item] });
    return { kind: "account-new", ...about(account.id, name), now: unit };
  });
}

/** The file that has most of the unit's accounts; else one of the unit's own, where files of a directory are included; else the first. */
function placeOf({ known, isThere }: Comparison, unit: string, name: string): ConfigDocument | string {
  const counts = new Map<ConfigDocument, number>();
  for (const { kind, document, entry } of known.accounts.values()) {
    if (kind !== "member" || known.units.get(String(entry.organizationalUnit)) !== unit) continue;
    counts.set(document, (counts.get(document) ?? 0) + 1);
  }
  const [most] = [...counts].sort(([, one], [, other]) => other - one);
  if (most !== undefined) return most[0];
  const directory = known.included.map((glob) => /^([^*?[\]{}()!]+)\/\*\.ya?ml$/.exec(glob)?.[1]).find(Boolean);
  if (directory === undefined || isDynamicPattern(directory)) return known.root;
  const file = path.posix.join(directory, `${name}.yaml`);
  const own = known.documents.find((each) => path.relative(path.dirname(known.root.file), each.file) === file);
  return own ?? (isThere(file) ? known.root : file);
}

/** A name may be nothing but spaces. */
const ours = "AWS:";

function renamed({ found, known, edits }: Comparison): readonly Change[] {
  const said = (document: ConfigDocument, at: readonly (string | number)[], name: string) => {
    const comment = calledInAws(name);
    const before = known.saidBehind(document, at, ours);
    if (before === undefined || before === comment.toString().trim()) return undefined;
    edits.change(document, { kind: "say", path: at, comment });
    return before.slice(ours.length).trim();
  };
  const ofAccounts = found.accounts.flatMap((account): readonly Change[] => {
    const view = known.accounts.get(account.id);
    const was = view && said(view.document, [...view.path, "name"], account.name);
    if (was === undefined) return [];
    return [{ kind: "account-renamed", ...about(account.id, String(view!.entry.name)), was, now: account.name }];
  });
  const there = new Set([...found.units.map(({ id }) => id), ...found.without]);
  const ofUnits = [...known.units].flatMap(([name, id]): readonly Change[] => {
    if (!there.has(id)) return [{ kind: "unit-gone", subject: name, was: id }];
    if (found.without.includes(id)) return [];
    const now = pathOf(found, id);
    const was = said(known.root, ["organizationalUnits", name], now);
    return was === undefined ? [] : [{ kind: "unit-renamed", subject: name, was, now }];
  });
  return [...ofAccounts, ...ofUnits];
}

function goneAccounts({ found, known, edits }: Comparison): readonly Change[] {
  const there = new Set([...found.accounts.map(({ id }) => id), ...found.without]);
  const gone = [...known.accounts].filter(([id]) => !there.has(id)).map(([id, view]) => ({ id, view }));
  const byDocument = new Map<ConfigDocument, AccountView[]>();
  for (const { view } of gone) {
    if (view.kind === "member") byDocument.set(view.document, [...(byDocument.get(view.document) ?? []), view]);
  }
  for (const [document, views] of byDocument) {
    const all = [...known.accounts.values()].filter((each) => each.document === document && each.kind === "member");
    if (all.length === views.length) edits.change(document, { kind: "empty", path: ["members"] });
    else for (const { path: at } of views) edits.change(document, { kind: "remove", path: at });
  }
  return gone.map(({ id, view }): Change => {
    const state = found.inactive.find((each) => each.id === id)?.state;
    const name = String(view.entry.name);
    return {
      kind: state === undefined ? "account-gone" : "account-closed",
      ...about(id, name),
      now: state,
      consequence:
        view.kind === "member"
          ? terminal`Taken out, its stack member-${name} is made no more, and what is deployed stays with its state. While it is suspended it can come back: its reads are told of only if it is still here.`
          : terminal`It is the ${view.kind} account: nothing works without it. Put it back, or choose another one by hand.`,
    };
  });
}
