import { andMore } from "../text/and-more";
import { suggest } from "../text/did-you-mean";
import { joined, terminal } from "../text/terminal";
import { UsageError } from "./usage-error";

/**
 * Which of some things an option names.
 *
 * @param wanted what was typed. @default - all
 * @param namesOf by which one can be named, the one that is proposed first
 * @throws UsageError with each name that nothing has
 */
export function chosenBy<Thing>(
  what: string,
  wanted: readonly string[] | undefined,
  all: readonly Thing[],
  namesOf: (thing: Thing) => readonly string[],
): (thing: Thing) => boolean {
  if (wanted === undefined) return () => true;
  const names = new Set(all.flatMap((each) => namesOf(each)));
  const unknown = wanted.filter((each) => !names.has(each));
  if (unknown.length > 0) {
    const known = [...new Set(all.map((each) => namesOf(each)[0]!))];
    throw new UsageError(
      joined(
        unknown.map(
          (each) =>
            terminal`There is no ${what} ${each}. ${suggest(each, known, terminal`There are: ${andMore(known, 20)}`)}`,
        ),
        "\n",
      ),
    );
  }
  return (thing) => namesOf(thing).some((name) => wanted.includes(name));
}
