import { MOST_KEPT, MOST_NAMED } from "../../messages/alarms/callers";
import type { CallerHits } from "./alarm-callers";

/** What a search of the log group finds. */
export interface FoundCallers {
  /** Callers that are kept, each once, in the order of time. */
  readonly kept: readonly CallerHits[];
  readonly events: number;
}

/** Searches the events of a detection, which are in the order of time. */
export class AlarmSearch {
  constructor(private readonly hits: readonly CallerHits[]) {}

  /** Those from one time until before another one. */
  between(from: number, until: number): readonly CallerHits[] {
    return this.hits.slice(this.firstFrom(from), this.firstFrom(until));
  }

  /**
   * Their callers, as the state machines keep them: a few of an account, and not too many.
   *
   * @param mostEvents - events that are read at most
   * @param isWanted - those of others take no place
   */
  callers(
    { from, until, mostEvents }: { readonly from: number; readonly until: number; readonly mostEvents: number },
    isWanted: (caller: CallerHits) => boolean,
  ): FoundCallers {
    const kept = new Map<string, CallerHits>();
    const ofAccount = new Map<string, number>();
    let events = 0;
    for (const hit of this.between(from, until)) {
      if (events >= mostEvents) break;
      events += hit.count;
      const { accountId } = hit.subject;
      const of = ofAccount.get(accountId) ?? 0;
      if (kept.size >= MOST_KEPT || of >= MOST_NAMED || kept.has(hit.key) || !isWanted(hit)) continue;
      kept.set(hit.key, hit);
      ofAccount.set(accountId, of + 1);
    }
    return { kept: [...kept.values()], events };
  }

  private firstFrom(time: number): number {
    let low = 0;
    let high = this.hits.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.hits[middle]!.minute < time) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** Those that a mail names: one of each account, then another of each, the earliest first. */
export function inTurn(callers: readonly CallerHits[]): readonly CallerHits[] {
  const turns = new Map<string, number>();
  const ranked = callers.map((caller) => {
    const turn = (turns.get(caller.subject.accountId) ?? 0) + 1;
    turns.set(caller.subject.accountId, turn);
    return { caller, turn };
  });
  return ranked
    .sort((one, other) => one.turn - other.turn)
    .map(({ caller }) => caller)
    .slice(0, MOST_NAMED);
}
