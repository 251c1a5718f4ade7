import type { Came, Drilled, NotMade, Watched } from "./drilled";
import type { Arrival } from "./journal";
import type { Reading } from "./reading";
import type { Target } from "./target";

/** What is known of a target while a drill goes on. */
interface Known {
  readonly target: Target;
  reading?: Reading;
  came?: Came;
}

/** What became of each read so far. */
export class Tally {
  private readonly known: ReadonlyMap<string, Known>;
  private readonly inOrder: Came[] = [];

  constructor(
    targets: readonly Target[],
    private readonly watched: Watched = {},
  ) {
    this.known = new Map(targets.map((target) => [keyOf(target), { target }]));
  }

  note(target: Target, reading: Reading): void {
    this.known.get(keyOf(target))!.reading = reading;
    this.watched.asked?.();
  }

  /** Each read counts once, however often it arrives; what nobody asked for does not. */
  take({ place, secret, eventId, calledAt, tookInAt }: Arrival): void {
    const known = this.known.get(keyOf({ place, secret }));
    if (known === undefined || known.came !== undefined) return;
    known.came = { target: known.target, eventId, calledAt, tookInAt };
    this.inOrder.push(known.came);
    this.watched.came?.(known.came);
  }

  /** Whether some that were made did not come yet. */
  get isWaiting(): boolean {
    return [...this.known.values()].some(isMissing);
  }

  result(): Pick<Drilled, "came" | "missing" | "notMade" | "existing" | "notTried"> {
    const all = [...this.known.values()];
    const targets = (some: readonly Known[]) => some.map(({ target }) => target);
    return {
      came: this.inOrder,
      missing: targets(all.filter(isMissing)),
      // A call without an answer may have been made all the same.
      notMade: all.flatMap(({ target, reading, came }): NotMade[] =>
        reading?.outcome === "refused" && came === undefined ? [{ target, refusal: reading.refusal }] : [],
      ),
      existing: targets(all.filter(({ reading }) => reading?.outcome === "exists")),
      notTried: targets(all.filter(({ reading, came }) => reading === undefined && came === undefined)),
    };
  }
}

function isMissing({ reading, came }: Known): boolean {
  return reading?.outcome === "made" && came === undefined;
}

function keyOf({ place, secret }: Pick<Target, "place" | "secret">): string {
  return JSON.stringify([place.account, place.region, secret]);
}
