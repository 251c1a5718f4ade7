import { type YamlComment, joinedComments, yamlComment } from "../text/yaml-comment";
import { andMore } from "../text/and-more";
import { plural } from "../text/plural";
import type { ReadPlace } from "../history/history";
import { evidenceOf } from "./pairs";
import type { Proposal } from "./proposal";

const MOST_PLACES_NAMED = 3;

/** Why a reader is proposed, to the end of its line: how often, on how many days, since when, from where. */
export function evidenceOfReader(proposal: Proposal): YamlComment {
  const { evidence, pairs, store } = proposal;
  const { silent, told } = placesOf(proposal);
  const { days } = evidence;
  const secrets = pairs.length > 1 ? yamlComment` of ${pairs.length} ${store}` : yamlComment``;
  const when = days.length === 1 ? days[0]! : `${days[0]!} to ${days.at(-1)!}`;
  const where = whereFrom(silent);
  const line = joinedComments(
    [
      yamlComment`${plural(evidence.count - countOf(told), "read")}${secrets} on ${plural(days.length, "day")}`,
      when,
      ...(where === "" ? [] : [where]),
    ],
    ", ",
  );
  return told.length === 0
    ? line
    : yamlComment`${line}; told as before: ${plural(countOf(told), "read")} from elsewhere`;
}

/** Where the reads of a proposal come from: places at which it would silence them, and others. */
export function placesOf({ pairs, from, unusual }: Pick<Proposal, "pairs" | "from" | "unusual">) {
  const places = pairs.flatMap(({ reads }) => reads.flatMap((each) => each.places));
  const isTold = ({ place }: ReadPlace) => from !== undefined && unusual.some((each) => each.place === place);
  return { silent: places.filter((each) => !isTold(each)), told: places.filter(isTold) };
}

export function countOf(places: readonly ReadPlace[]): number {
  return places.reduce((sum, { count }) => sum + count, 0);
}

/** Why something is listed that was not. */
export function evidenceOfSecret(proposals: readonly Proposal[]): YamlComment {
  const { count } = evidenceOf(proposals.flatMap(({ pairs }) => pairs.flatMap(({ reads }) => reads)));
  const names = new Set(proposals.flatMap(({ pairs }) => pairs.map(({ name }) => name)));
  const below = names.size > 1 ? yamlComment` of ${names.size} secrets` : yamlComment``;
  return yamlComment`was in no list: ${plural(count, "read")}${below} by ${plural(proposals.length, "reader")}`;
}

/** Places, the most frequent first. */
export function whereFrom(places: readonly ReadPlace[]): string {
  const counts = new Map<string, number>();
  for (const { kind, place, count } of places) {
    const words = kind === "endpoint" ? `through ${place}` : kind === "service" ? `by ${place}` : `from ${place}`;
    counts.set(words, (counts.get(words) ?? 0) + count);
  }
  const names = [...counts].sort(([, a], [, b]) => b - a).map(([words]) => words);
  return names.length === 0 ? "" : andMore(names, MOST_PLACES_NAMED, "place");
}
