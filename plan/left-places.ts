import type { Occurrence } from "./comment/groups";
import type { ResourceChange } from "./plan-document";
import type { Danger, Verb } from "./plan-summary";
import { part } from "./sensitive";

type Found<Value> = readonly [Value, Occurrence];

interface Tally {
  destroyed: number;
  others: number;
}

/** Regions of a stack, or all of it, of which nothing stays: said once instead of for each of its rules and alarms. */
export class LeftPlaces {
  private readonly regions = new Map<string, Tally>();
  private readonly all: Tally = { destroyed: 0, others: 0 };
  private readonly regionOf = new WeakMap<Occurrence, string>();

  constructor(private readonly stack: string) {}

  add({ mode, change }: ResourceChange, verb: Verb | undefined, place: Occurrence): void {
    if (mode === "data") return;
    const region = part(change.before ?? change.after, "region");
    const tallies = [this.all, ...(typeof region === "string" ? [this.tallyOf(region)] : [])];
    for (const tally of tallies) tally[verb === "destroy" ? "destroyed" : "others"]++;
    if (verb === "destroy" && typeof region === "string") this.regionOf.set(place, region);
  }

  /** Dangers with one for each place that is left, instead of what makes the watch blind there. */
  summedUp(dangers: Found<Danger>[]): Found<Danger>[] {
    const places = new Map<string, Tally>([...this.regions].filter(([, { others }]) => others === 0));
    const isWhole = this.all.others === 0;
    const told = new Set<string>();
    const kept = dangers.filter(([{ kind }, place]) => {
      const region = this.regionOf.get(place);
      if (kind !== "blinding" || region === undefined || !places.has(region)) return true;
      told.add(region);
      return false;
    });
    if (told.size === 0) return dangers;
    if (isWhole) return [this.left("is watched no longer: nothing of the stack stays", this.all), ...kept];
    return [
      ...[...told].map((region) =>
        this.left(`is watched no longer in ${region}: nothing stays there`, places.get(region)!),
      ),
      ...kept,
    ];
  }

  private left(what: string, { destroyed }: Tally): Found<Danger> {
    const name = destroyed === 1 ? "1 resource" : `${destroyed} resources`;
    return [
      { kind: "blinding", type: "stack", what },
      { stack: this.stack, address: name, name },
    ];
  }

  private tallyOf(region: string): Tally {
    const tally = this.regions.get(region) ?? { destroyed: 0, others: 0 };
    this.regions.set(region, tally);
    return tally;
  }
}
