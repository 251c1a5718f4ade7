import { type AccountView, strings } from "../config/checks/config-view";
import type { Change } from "./change";
import type { Edits } from "./edits-of";
import type { Found, FoundAccount } from "./found";
import type { Known } from "./known";
import { offInAws } from "./member-item";
import { offIn } from "./regions";

/** Regions in which there are secrets that nobody would be told of. */
export function newRegions({ accounts }: Found, { organization }: Known): readonly string[] {
  const used = accounts.flatMap(({ secrets }) => secrets.flatMap(({ regions }) => regions));
  return [...new Set(used)].filter((region) => !organization.governedRegions.includes(region)).sort();
}

/** Adds regions to those that are governed. */
export function governRegions(regions: readonly string[], known: Known, edits: Edits): readonly Change[] {
  if (regions.length > 0) {
    const items = regions.map((value) => ({ value }));
    edits.add(known.root, { path: ["governedRegions"], before: [], items });
  }
  return regions.map((subject): Change => ({ kind: "region-new", subject }));
}

/** What an account's regions are called in its entry's comment, when some were off. */
const ours = "off in AWS: ";

/**
 * Governed regions that are off in an account that does not leave them out, and those that it left out because they were off, and that are
 * on.
 */
export function compareRegions(
  { view, account }: { readonly view: AccountView; readonly account: FoundAccount },
  { known, added, edits }: { readonly known: Known; readonly added: readonly string[]; readonly edits: Edits },
): { readonly changes: readonly Change[]; readonly regions: readonly string[] } {
  const { document, path, entry } = view;
  const governed = [...known.organization.governedRegions, ...added];
  const at = [...path, "regions"];
  const written = Array.isArray(entry.regions) ? strings(entry.regions).map(({ text }) => text) : undefined;
  const offThere = offIn(account, governed);
  const off = (written ?? governed).filter((region) => offThere.includes(region));
  const wasOff = known.saidBehind(document, at, ours)?.slice(ours.length).split(", ") ?? [];
  const on =
    account.regions === undefined ? [] : wasOff.filter((each) => governed.includes(each) && !offThere.includes(each));
  const wasSaid = known.saidBehind(document, at, ours) !== undefined;
  // Nobody decided against a region that was not governed.
  const joined = (written === undefined ? [] : added).filter(
    (region) =>
      !offThere.includes(region) && (wasSaid || account.secrets.some((secret) => secret.regions.includes(region))),
  );
  const wanted = [...(written ?? governed), ...on, ...joined].filter((region) => !off.includes(region));
  const regions = governed.filter((region) => wanted.includes(region));
  if (off.length + on.length + joined.length > 0) {
    const item = { value: regions, ...(offThere.length === 0 ? {} : { comment: offInAws(offThere) }) };
    edits.change(
      document,
      written === undefined
        ? { kind: "add-key", path, key: "regions", item, after: ["id", "owner", "tags"] }
        : { kind: "replace", path: at, item },
    );
  }
  const about = { id: account.id, name: String(entry.name) };
  return {
    regions,
    changes: [
      ...off.map((subject): Change => ({ kind: "region-off", account: about, subject })),
      ...on.map((subject): Change => ({ kind: "region-on", account: about, subject })),
    ],
  };
}
