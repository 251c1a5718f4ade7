import type { History, ReadsOf } from "../history/history";
import type { StoreName } from "../detections/stores";
import { placeOfArn } from "../organization/names/arn";
import { readThing } from "./read-thing";

/** All reads of one secret by one reader that would be told as unexpected, wherever they were recorded. */
export interface Pair {
  /** Id of the account that has the secret. */
  readonly owner: string;
  readonly store: StoreName;
  /** Name of the secret, or as the file lists parameters. */
  readonly name: string;
  /** Whole ARN by which alone it was asked for. @default - it was asked for otherwise, too */
  readonly arn?: string;
  readonly regions: readonly string[];
  /** As `ReadsOf` has it. */
  readonly principal: string;
  readonly reads: readonly ReadsOf[];
  readonly evidence: Evidence;
}

export interface Evidence {
  readonly count: number;
  /** Days with reads, in order. */
  readonly days: readonly string[];
  /** Milliseconds since 1970. */
  readonly first: number;
  readonly last: number;
}

/** Reads by one principal each, of one thing each. What does not say who, or asks for several things at once, is in none. */
export function pairsOf({ reads }: History): readonly Pair[] {
  const groups = new Map<
    string,
    { thing: NonNullable<ReturnType<typeof readThing>>; principal: string; reads: ReadsOf[] }
  >();
  for (const each of reads) {
    const { principal } = each.reader;
    const thing = readThing(each);
    if (each.verdict !== "unexpected" || principal === undefined || thing === undefined) continue;
    const key = JSON.stringify([thing.owner, each.store, thing.name, principal]);
    const known = groups.get(key);
    if (known === undefined) groups.set(key, { thing, principal, reads: [each] });
    else {
      known.reads.push(each);
      known.thing = { ...thing, arn: known.thing.arn === thing.arn ? thing.arn : undefined };
    }
  }
  return [...groups.values()].map(({ thing, principal, reads: own }) => ({
    ...thing,
    store: own[0]!.store,
    regions: [...new Set(own.map(({ region }) => region))].sort(),
    principal,
    reads: own,
    evidence: evidenceOf(own),
  }));
}

export function evidenceOf(reads: readonly ReadsOf[]): Evidence {
  return {
    count: countOnce(reads),
    days: [...new Set(reads.flatMap(({ days }) => [...days.keys()]))].sort(),
    first: Math.min(...reads.map(({ first }) => first)),
    last: Math.max(...reads.map(({ last }) => last)),
  };
}

/**
 * A call from one account for a secret of another one is recorded in both.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
function countOnce(reads: readonly ReadsOf[]): number {
  const counts = new Map<string, number>();
  for (const { accountId, count } of reads) counts.set(accountId, (counts.get(accountId) ?? 0) + count);
  return Math.max(0, ...counts.values());
}

/** Id of the account that a principal is of; nothing for a service. */
export function accountOf(principal: string): string | undefined {
  return placeOfArn(principal)?.account;
}
