import type { TellingFacts } from "../../messages/reads/organization-facts";
import type { Delivery } from "../../messages/reads/deliveries";
import {
  CROWD_SECONDS,
  DIGEST_MINUTES_AFTER,
  MANY_READS,
  QUIET_WINDOWS,
  SECONDS_FOR_BATCHES,
  WINDOW_MINUTES,
} from "../../messages/states/budgets";
import { readKinds } from "../../reads/kinds";
import { plannedAt } from "../../reads/planned-work";
import type { ObservedReads } from "../observation";
import { Agenda } from "./agenda";
import { type HeldRead, type HeldWindow, keyOf, listingOf } from "./held-reads";
import { MailLines } from "./mail-line";
import { ReadDigest } from "./read-digest";
import { type Recognized, recognizing } from "./recognized-read";
import type { Audience } from "./sent";

/** Reads that rules send and that the message composer does not find to be expected. */
export interface JudgedReads {
  readonly reads: ObservedReads;
  /** Id of what people are told of; a read that two detections are about is there twice. */
  readonly detection: string;
}

const WINDOW = WINDOW_MINUTES * 60_000;

/**
 * Tells of reads as the message composer and the digest do: telling.ts, counting.ts and digest.ts of messages/reads/, without
 * the table and the texts. Events come in when they happen, every topic takes what it gets, and services answer at once.
 *
 * @param judged - by the time of the first of each
 */
export async function tellOfReads(
  facts: TellingFacts,
  judged: Iterable<JudgedReads>,
  audience: Audience,
): Promise<void> {
  const recognize = recognizing(facts);
  const telling = new Telling(facts, audience);
  for (const { reads, detection } of judged) {
    const found = recognize(reads.record, detection);
    const recognized = found instanceof Promise ? await found : found;
    if (!recognized.read.isTold) continue;
    await telling.agenda.runUntil(reads.first);
    telling.arrive(reads, recognized);
  }
  await telling.agenda.runUntil(Infinity);
}

/** When the digest of a window is made. */
function digestAfter(window: number): number {
  return (window + 1) * WINDOW + DIGEST_MINUTES_AFTER * 60_000;
}

/** A read that is the first of its window, on its way to people. */
interface News {
  readonly held: HeldRead;
  readonly in: HeldWindow;
  readonly goesOn: boolean;
}

class Telling {
  readonly agenda = new Agenda();
  private readonly lines = new MailLines();
  private readonly digest: ReadDigest;
  /** Of windows that no digest had yet, by listing. */
  private readonly windows = new Map<string, HeldWindow>();
  /** The last window in which a reader read it, by account and identity. */
  private readonly seen = new Map<string, number>();
  /** Calls of which something came already, of this window and the last. */
  private calls = { window: 0, now: new Set<string>(), before: new Set<string>() };
  /** When the early digest is made that was called for. */
  private earlyUntil = -Infinity;
  private strangers = 0;
  private lastDigest = -Infinity;

  constructor(
    facts: TellingFacts,
    private readonly audience: Audience,
  ) {
    this.digest = new ReadDigest(facts, audience);
  }

  arrive({ count, first, last }: ObservedReads, { read, call }: Recognized): void {
    this.send(first, { read }, read.events, count);
    if (read.people.length === 0) return;
    this.audience.happened(read, count);
    const window = this.windowOf(first, read);
    // One that no words were found for is like no other.
    const identity = read.memory.identity ?? `stranger ${(this.strangers += 1)}`;
    // It begins and ends at quarters of an hour, and so with windows.
    const planned = plannedAt(read.plannedWork, first)?.reason;
    const key = keyOf(read, identity, planned);
    const known = window.reads.get(key);
    const held = known ?? { key, read, planned, hits: 0, told: 0, first, last: first };
    held.hits += 1;
    held.last = Math.max(held.last, first);
    if (count > 1) {
      this.agenda.enter(last, () => {
        held.hits += count - 1;
        held.last = Math.max(held.last, last);
      });
    }
    if (known !== undefined) return;
    window.reads.set(key, held);
    if (planned !== undefined) return;
    const seen = `${read.accountId} ${identity}`;
    const goesOn = (this.seen.get(seen) ?? -Infinity) >= window.window - QUIET_WINDOWS;
    this.seen.set(seen, window.window);
    this.asPartOfCall(first, { held, in: window, goesOn }, call);
  }

  private windowOf(time: number, { accountId, accountName }: Recognized["read"]): HeldWindow {
    const window = Math.floor(time / WINDOW);
    const made: HeldWindow = { window, accountId, accountName, reads: new Map(), places: new Map(), isEarly: false };
    const known = this.windows.get(listingOf(made));
    if (known !== undefined) return known;
    this.windows.set(listingOf(made), made);
    if (this.lastDigest < window) {
      this.lastDigest = window;
      this.agenda.enter(digestAfter(window), () => this.tellRest(window));
    }
    return made;
  }

  /** One call for a batch makes several events, of which one is told: the batch, which names all. */
  private asPartOfCall(now: number, news: News, call: string | undefined): void {
    if (call === undefined) {
      this.find(now, news);
      return;
    }
    const { accountId, kind, isOfBatch } = news.held.read;
    const asOneOf = (time: number) => {
      this.find(time, this.isNewCall(`${accountId} ${kind} ${call}`, time) ? news : { ...news, goesOn: true });
    };
    if (!isOfBatch) asOneOf(now);
    else {
      const time = now + SECONDS_FOR_BATCHES * 1000;
      this.agenda.enter(time, () => {
        asOneOf(time);
      });
    }
  }

  private isNewCall(call: string, time: number): boolean {
    const window = Math.floor(time / WINDOW);
    const { calls } = this;
    if (calls.window < window) {
      this.calls = { window, now: new Set(), before: calls.window === window - 1 ? calls.now : new Set() };
    }
    if (this.calls.now.has(call) || this.calls.before.has(call)) return false;
    this.calls.now.add(call);
    return true;
  }

  /** Its place in the account's window, and whether people are told at once. */
  private find(now: number, news: News): void {
    const { goesOn, held, in: window } = news;
    const { kind, people, many } = held.read;
    const row = goesOn ? "going-on" : kind;
    const place = (window.places.get(row) ?? 0) + 1;
    window.places.set(row, place);
    if (goesOn) return;
    const { mailsAtOnce, crowd } = readKinds[kind];
    if (place <= mailsAtOnce) this.standInLine(now, news, people);
    else if (place === MANY_READS && crowd && many.length > 0) this.standInLine(now, news, many);
  }

  private standInLine(now: number, { held, in: window }: News, deliveries: readonly Delivery[]): void {
    const turn = this.lines.turn(readKinds[held.read.kind].line, now);
    if (turn === undefined) {
      this.callForDigest(now, window);
      return;
    }
    const tell = () => {
      this.send(turn, held, deliveries, 1);
      held.told += 1;
    };
    if (turn === now) tell();
    else this.agenda.enter(turn, tell);
  }

  private send(at: number, { read }: Pick<HeldRead, "read">, deliveries: readonly Delivery[], count: number): void {
    for (const { form, topicArn } of deliveries) {
      this.audience.sent({
        ...{ at, topicArn, count, isDigest: false, about: [read] },
        form: form === "event" || form === "chat" ? form : "mail",
        severity: form === "many" ? "critical" : read.severity,
        ...(form === "owners" ? { owners: read.owners } : {}),
      });
    }
  }

  private callForDigest(now: number, window: HeldWindow): void {
    window.isEarly = true;
    if (this.earlyUntil >= now) return;
    const at = now + CROWD_SECONDS * 1000;
    this.earlyUntil = at;
    this.agenda.enter(at, async () => {
      const windows = [...this.windows.values()];
      const early = windows.filter(({ isEarly }) => isEarly);
      // Whoever joins again meanwhile is taken off the list with them: the next digest has all.
      this.agenda.enter(await this.digest.tellEarly(at, windows), () => {
        for (const each of early) each.isEarly = false;
      });
    });
  }

  /** The digest after a window. */
  private async tellRest(window: number): Promise<void> {
    const over = [...this.windows.values()].filter((each) => each.window <= window);
    const left = await this.digest.tell(digestAfter(window), over);
    for (const each of over) {
      if (!left.includes(each)) this.windows.delete(listingOf(each));
    }
    if (left.length > 0) this.agenda.enter(digestAfter(window + 1), () => this.tellRest(window + 1));
  }
}
