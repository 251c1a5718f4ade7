import { andMore } from "../text/and-more";
import { suggest } from "../text/did-you-mean";
import { joined, terminal } from "../text/terminal";
import { UsageError } from "./usage-error";

/** An option that names some of the things there are. */
export interface Filter<Thing> {
  /** What it names: "account". */
  readonly what: string;
  /** What was typed. @default - all */
  readonly wanted: readonly string[] | undefined;
  /** By which a thing can be named, the name that is proposed first. */
  readonly namesOf: (thing: Thing) => readonly string[];
}

/**
 * Which of some things all options name.
 *
 * @throws UsageError with each name, of any option, that nothing has
 */
export function chosenBy<Thing>(all: readonly Thing[], filters: readonly Filter<Thing>[]): (thing: Thing) => boolean {
  const unknown = filters.flatMap((filter) => unknownIn(filter, all));
  if (unknown.length > 0) throw new UsageError(joined(unknown, "\n"));
  const sets = filters.flatMap(({ wanted, namesOf }) =>
    wanted === undefined ? [] : [{ namesOf, names: new Set(wanted) }],
  );
  return (thing) => sets.every(({ names, namesOf }) => namesOf(thing).some((name) => names.has(name)));
}

function unknownIn<Thing>({ what, wanted = [], namesOf }: Filter<Thing>, all: readonly Thing[]) {
  if (wanted.length === 0) return [];
  const names = new Set(all.flatMap((each) => namesOf(each)));
  const known = [...new Set(all.map((each) => namesOf(each)[0]!))];
  return [...new Set(wanted)]
    .filter((each) => !names.has(each))
    .map(
      (each) =>
        terminal`There is no ${what} ${each}. ${suggest(each, known, terminal`There are: ${andMore(known, 20)}`)}`,
    );
}
