import { type NotifiedSeverity, notifiedSeverities } from "../../detections/detection";
import type { TellingFacts } from "../../messages/reads/organization-facts";
import { LONG_ENOUGH, MOST_ACCOUNTS, SECONDS, SECONDS_BETWEEN_PAGES } from "../../messages/reads/digest";
import {
  ACCOUNTS_AT_ONCE,
  FIRST_READS,
  linesOf,
  LONG_ACCOUNTS_AT_ONCE,
  MORE_READS,
} from "../../messages/reads/digest-lines";
import { type PageReader, pageReaders } from "../../messages/reads/digest-page";
import { Expression } from "../expressions";
import { type HeldRead, type HeldWindow, inOrder, listingOf } from "./held-reads";
import type { RecognizedRead } from "./recognized-read";
import type { Audience, Subject } from "./sent";

/** What a line is about, apart from its words. */
interface Line {
  readonly severity: NotifiedSeverity;
  readonly owners: readonly string[];
  /** @default - it says that there was more */
  readonly about?: Subject;
}

/** Reads of an account that a run has not looked at yet, from one of them on. */
interface Rest {
  readonly reads: readonly HeldRead[];
  readonly from: number;
}

/** What a line has beside the reader, the secret and the reason: two times, a number, a severity and that work is planned at most. */
const LONGEST_WORDS = 130;
/** Accounts of which it says that there was more. */
const MOST_NOTES = 100;

/** The digest of reads, page by page. */
export class ReadDigest {
  private readonly to: ReturnType<typeof pageReaders>;
  private readonly texts: Expression;
  private readonly lengths = new Map<
    RecognizedRead,
    Map<string | undefined, { readonly once: number; readonly twice: number }>
  >();

  constructor(
    facts: TellingFacts,
    private readonly audience: Audience,
  ) {
    this.to = pageReaders(facts);
    this.texts = new Expression(linesOf(facts));
  }

  /**
   * Tells of what nobody was told of at once.
   *
   * @returns windows that are left to the next digest
   */
  async tell(at: number, windows: readonly HeldWindow[]): Promise<readonly HeldWindow[]> {
    const left = windows.flatMap(({ reads }) => untold([...reads.values()]));
    if (windows.length <= MOST_ACCOUNTS && isShort(left)) {
      this.send(at, 0, left.map(lineOf));
      return [];
    }
    const sorted = byListing(windows);
    const listed = sorted.slice(0, MOST_ACCOUNTS);
    await new Pages(this, at, false).run(listed);
    return sorted.slice(MOST_ACCOUNTS);
  }

  /**
   * Tells of some reads of each that is on the list of early digests.
   *
   * @param windows - all that no digest had yet
   * @returns when it was through
   */
  async tellEarly(at: number, windows: readonly HeldWindow[]): Promise<number> {
    return new Pages(this, at, true).run(byListing(windows));
  }

  /** How long the lines of some reads are together. */
  async lengthOf(reads: readonly HeldRead[]): Promise<number> {
    let sum = 0;
    for (const held of reads) {
      const { hits, told } = held;
      const { once, twice } = this.lengths.get(held.read)?.get(held.planned) ?? (await this.lengthsOf(held));
      const left = hits - told;
      sum += left === 1 ? once : twice + String(left).length - 1;
    }
    return sum;
  }

  /** Numbers of characters of the line of one read, and of that of two: times are as long as each other. */
  private async lengthsOf({ read, planned }: HeldRead): Promise<{ readonly once: number; readonly twice: number }> {
    const lines = (await this.texts.evaluate({
      account: {},
      reads: [itemOf({ read, planned }, 1), itemOf({ read, planned }, 2)],
    })) as readonly { readonly text: string }[];
    const lengths = { once: lines[0]!.text.length, twice: lines[1]!.text.length };
    const ofRead = this.lengths.get(read) ?? new Map<string | undefined, typeof lengths>();
    this.lengths.set(read, ofRead.set(planned, lengths));
    return lengths;
  }

  /** Sends a page to everybody whom any of it concerns. */
  send(at: number, page: number, lines: readonly Line[]): void {
    const { mails, chats, owners } = this.to;
    for (const to of [...mails, ...(page === 0 ? chats : [])]) this.sendTo(at, to, lines);
    if (owners === undefined) return;
    const byOwner = new Map<string, Line[]>();
    for (const line of lines) {
      for (const owner of line.owners) byOwner.set(owner, [...(byOwner.get(owner) ?? []), line]);
    }
    for (const [owner, own] of byOwner) this.sendTo(at, owners, own, [owner]);
  }

  private sendTo(at: number, to: PageReader, lines: readonly Line[], owners?: readonly string[]): void {
    const own = lines.filter((line) => to.severities.includes(line.severity));
    const severity = notifiedSeverities.find((each) => own.some((line) => line.severity === each));
    if (severity === undefined) return;
    this.audience.sent({
      ...{ at, topicArn: to.topicArn, severity, owners, count: 1, isDigest: true },
      form: to.form === "chat" ? "chat" : "digest",
      about: own.flatMap(({ about }) => about ?? []),
    });
  }
}

/** One run of the digest where its text may be longer than a mail. */
class Pages {
  private lines: Line[] = [];
  private length = 0;
  private page = 0;

  constructor(
    private readonly digest: ReadDigest,
    private readonly at: number,
    private readonly isEarly: boolean,
  ) {}

  async run(windows: readonly HeldWindow[]): Promise<number> {
    let long: readonly Rest[] = [];
    for (let from = 0; from < windows.length && (from === 0 || this.hasTime()); from += ACCOUNTS_AT_ONCE) {
      const page = windows.slice(from, from + ACCOUNTS_AT_ONCE).filter((each) => each.isEarly || !this.isEarly);
      const batch = page.map(({ reads }) => ({ reads: inKeyOrder(reads), from: 0 }));
      const more = await this.look(batch, FIRST_READS);
      if (!this.isEarly) long = [...long, ...more];
    }
    while (long.length > 0 && this.hasTime()) {
      const more = await this.look(long.slice(0, LONG_ACCOUNTS_AT_ONCE), MORE_READS);
      long = [...long.slice(LONG_ACCOUNTS_AT_ONCE), ...more];
    }
    this.lines.push(...long.slice(0, MOST_NOTES).map((): Line => ({ severity: "low", owners: [] })));
    if (this.lines.length > 0) this.send();
    return this.now();
  }

  /** Some reads of each, and what each has more. */
  private async look(batch: readonly Rest[], size: number): Promise<readonly Rest[]> {
    const found = batch.flatMap(({ reads, from }) => untold(reads.slice(from, from + size)));
    this.lines.push(...found.map(lineOf));
    if (found.length > 0) this.length += await this.digest.lengthOf(found);
    if (this.length > LONG_ENOUGH) this.send();
    // As a query says it: where it had as many as it was asked for, there may be more.
    return batch.flatMap(({ reads, from }) => (from + size <= reads.length ? [{ reads, from: from + size }] : []));
  }

  private send(): void {
    this.digest.send(this.now(), this.page, this.lines);
    this.lines = [];
    this.length = 0;
    this.page += 1;
  }

  private now(): number {
    return this.at + this.page * SECONDS_BETWEEN_PAGES * 1000;
  }

  private hasTime(): boolean {
    return this.now() < this.at + SECONDS * 1000;
  }
}

function untold(reads: readonly HeldRead[]): readonly HeldRead[] {
  return reads.filter(({ hits, told }) => hits > told);
}

function isShort(reads: readonly HeldRead[]): boolean {
  const words = ({ read: { memory }, planned = "" }: HeldRead) =>
    memory.reader.length + memory.secret.length + planned.length + LONGEST_WORDS;
  return reads.reduce((sum, held) => sum + words(held), 0) <= LONG_ENOUGH;
}

function byListing(windows: readonly HeldWindow[]): readonly HeldWindow[] {
  return [...windows].sort((one, other) => inOrder(listingOf(one), listingOf(other)));
}

function inKeyOrder(reads: HeldWindow["reads"]): readonly HeldRead[] {
  return [...reads.values()].sort((one, other) => inOrder(one.key, other.key));
}

function lineOf({ read }: HeldRead): Line {
  return { severity: read.severity, owners: read.ownersInDigest, about: read };
}

/** As the table has it. */
function itemOf({ read: { memory }, planned }: Pick<HeldRead, "read" | "planned">, hits: number): unknown {
  const { reader, secret, severity, result } = memory;
  const text = { reader, secret, severity, result, first: SOME_TIME, last: SOME_TIME };
  return {
    hits: { N: String(hits) },
    ...Object.fromEntries(Object.entries(text).map(([name, value]) => [name, { S: value }])),
    ...(planned === undefined ? {} : { planned: { S: planned } }),
  };
}

const SOME_TIME = "2026-01-01T00:00:00Z";
