import { stringify } from "yaml";

import { andMore } from "../text/and-more";
import { plural } from "../text/plural";
import { namesOf, reasonFor } from "./acknowledgements";
import { areas, MOST_NAMES, type Change } from "./change";
import type { ResourceChange } from "./resource-changes";
import type { Review } from "./review";

/** A point of a report: something to say, and where it holds. */
export interface Point {
  readonly text: string;
  /** Accounts or stacks; a few of many. */
  readonly places: string;
  /** Whether somebody has to look: it is destroyed, or not acknowledged. */
  readonly urgent: boolean;
}

export interface Section {
  readonly title: string;
  readonly points: readonly Point[];
  /** To copy into the configuration. */
  readonly yaml?: string;
}

/** What is said of a review, the most important first; empty sections are left out. */
export function report({
  changes,
  resources,
  stacks,
  upgrade,
  acknowledgements,
  baseFound,
  base,
}: Review): readonly Section[] {
  const missing = new Set(acknowledgements.missing);
  const reasonOf = reasonFor(acknowledgements);
  const points = (chosen: readonly Change[]) => pointsOf(chosen, missing, reasonOf);
  const stateful = resources.filter((resource) => resource.stateful);

  const sections: readonly Section[] = [
    {
      title: "Stops being watched",
      points: points(changes.filter(({ watch }) => watch === "less")),
    },
    { title: "Would be destroyed or replaced", points: [...stateful.map(resourcePoint), ...others(resources)] },
    {
      title: "Not acknowledged",
      points: acknowledgements.missing.map((id) => plain(id, true)),
      yaml: acknowledgementLines(acknowledgements.missing),
    },
    ...areas.map((area) => ({
      title: area.charAt(0).toUpperCase() + area.slice(1),
      points: points(changes.filter((change) => change.area === area && change.watch !== "less")),
    })),
    { title: "Secretwatch itself", points: upgradePoints(upgrade) },
    {
      title: "Stacks",
      points: [
        ...(baseFound ? [] : [plain(`${base} has no configuration: everything is new.`)]),
        ...stackPoints(stacks),
      ],
    },
    {
      title: "Notes",
      points: acknowledgements.unused.map(({ change }) =>
        plain(`The acknowledgement of ${change} matches nothing: remove it.`),
      ),
    },
  ];
  return sections.filter((section) => section.points.length > 0);
}

/** Lines for organization.yaml. */
function acknowledgementLines(missing: readonly string[]): string | undefined {
  if (missing.length === 0) return undefined;
  const entries = missing.map((change) => ({ change, reason: "" }));
  return stringify({ acknowledgements: entries }, { lineWidth: 0 }).trimEnd();
}

function plain(text: string, urgent = false): Point {
  return { text, places: "", urgent };
}

/** The same change in several accounts is one point. */
function pointsOf(
  changes: readonly Change[],
  missing: ReadonlySet<string>,
  reasonOf: (change: Change) => string | undefined,
): readonly Point[] {
  const said = changes.map((change) => {
    const reason = reasonOf(change)?.trim();
    const text = reason === undefined ? change.text : `${change.text} Acknowledged: ${reason}`;
    return { ...change, text, urgent: namesOf(change).some((name) => missing.has(name)) };
  });
  const groups = new Map<string, typeof said>();
  for (const each of said) {
    const key = JSON.stringify([each.text, each.urgent]);
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  return [...groups.values()].map((group) => ({
    text: group[0]!.text,
    places: few(group.flatMap(({ account }) => account?.name ?? [])),
    urgent: group[0]!.urgent,
  }));
}

function resourcePoint({ stack, address, name, action, attributes, refused }: ResourceChange): Point {
  const what = name === "" ? address : `${name} (${address})`;
  const why = attributes.length === 0 ? "" : `: ${attributes.join(" and ")} changes`;
  const refusal = refused ? "; Terraform refuses while protection is on" : "";
  return {
    text: `${what} is ${action === "destroy" ? "destroyed" : "replaced"}${why}${refusal}.`,
    places: stack,
    urgent: true,
  };
}

function others(resources: readonly ResourceChange[]): readonly Point[] {
  const rest = resources.filter((resource) => !resource.stateful);
  if (rest.length === 0) return [];
  return [
    {
      ...plain(
        `${plural(rest.length, "resource")} that ${rest.length === 1 ? "holds" : "hold"} nothing, such as rules and alarms.`,
      ),
      places: few([...new Set(rest.map(({ stack }) => stack))]),
    },
  ];
}

function upgradePoints(upgrade: Review["upgrade"]): readonly Point[] {
  if (upgrade === undefined) return [];
  const { from, to, stacks } = upgrade;
  const becomes = from === to ? `Another package of version ${to}` : `Version ${from} becomes ${to}`;
  if (stacks.length === 0) return [plain(`${becomes}, which changes no stack by itself.`)];
  return [plain(`${becomes}, which changes ${plural(stacks.length, "stack")} by itself: ${stacks.join(", ")}.`)];
}

function stackPoints({ affected, removed, total }: Review["stacks"]): readonly Point[] {
  const of = (reason: "new" | "changed") => affected.filter((each) => each.reason === reason).map(({ stack }) => stack);
  const point = (verb: string, stacks: readonly string[]): readonly Point[] =>
    stacks.length === 0 ? [] : [{ ...plain(`${stacks.length} of ${total} ${verb}`), places: few(stacks) }];
  return [
    ...point("change", of("changed")),
    ...point("are new", of("new")),
    ...(removed.length === 0
      ? []
      : [
          {
            ...plain(`${removed.length} ${removed.length === 1 ? "is" : "are"} not made any more; what it made stays`),
            places: few(removed.map(({ stack }) => stack)),
          },
        ]),
  ];
}

function few(names: readonly string[]): string {
  return andMore(names, MOST_NAMES);
}
