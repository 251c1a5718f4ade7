import { createHash } from "node:crypto";

import type { Organization } from "../organization/organization";
import type { PlannedWorkSettings } from "../organization/settings";
import { includesWork, type PlannedWork, withoutReason, writtenWork } from "../reads/planned-work";
import { changeId, changesIn, pairs, type Change } from "./change";
import type { Between } from "./key-words";

const change = changesIn("silence");

/** What people are told of in the digest alone newly, and what at once again. The reason of an entry is an answer to its change. */
export function silenceChanges(
  _old: readonly PlannedWorkSettings[],
  _young: readonly PlannedWorkSettings[],
  { before, after }: Between,
): readonly Change[] {
  const [then, now] = [plannedIn(before), plannedIn(after)];
  const keyOf = ({ work }: Planned) => JSON.stringify(withoutReason(work));
  const without = (some: readonly Planned[], others: readonly Planned[]) => {
    const keys = new Set(others.map(keyOf));
    return some.filter((each) => !keys.has(keyOf(each)));
  };
  const isIn = (some: readonly Planned[], { work }: Planned) => some.some((each) => includesWork(each.work, work));
  const id = (kind: string, each: Planned) => changeId(kind, each.work.from, hashOf(keyOf(each)));
  return [
    ...without(now, then).map((each) =>
      isIn(then, each)
        ? change(id("planned-work-added", each), "same", `${inWords(each)} are in the digest alone, as they were.`)
        : {
            ...change(id("planned-work-added", each), "less", `${inWords(each)} are told in the digest alone.`),
            reason: each.entry.reason,
          },
    ),
    ...without(then, now).map((each) =>
      change(
        id("planned-work-removed", each),
        isIn(now, each) ? "same" : "more",
        isIn(now, each)
          ? `${inWords(each)} are in the digest alone by another entry.`
          : `${inWords(each)} are told at once again, as if no work were planned.`,
      ),
    ),
    ...pairs(then, now, keyOf)
      .filter(([old, young]) => old.entry.reason !== young.entry.reason)
      .map(([, young]) =>
        change(
          id("planned-work-reason", young),
          "same",
          `The reason why ${inWords(young, "reads")} are in the digest alone is another: ${young.entry.reason.replace(/[.]$/, "")}.`,
        ),
      ),
  ];
}

interface Planned {
  readonly entry: PlannedWorkSettings;
  readonly work: PlannedWork;
}

function plannedIn(organization: Organization): readonly Planned[] {
  const works = writtenWork(organization);
  return organization.silence.map((entry, index) => ({ entry, work: works[index]! }));
}

/** What an entry is about, as the subject of a sentence. */
function inWords({ entry: { accounts, readers, secrets, parameters, from, until } }: Planned, reads = "Reads"): string {
  const listed = (names: readonly string[]) => names.join(" and ");
  const things = [...(secrets ?? []), ...(parameters ?? [])];
  return [
    reads,
    ...(things.length === 0 ? [] : [`of ${listed(things)}`]),
    ...(accounts === undefined ? [] : [`in ${listed(accounts)}`]),
    ...(readers === undefined ? [] : [`by ${listed(readers)}`]),
    `from ${from} to ${until}`,
  ].join(" ");
}

function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 8);
}
