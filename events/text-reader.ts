import { LISTS, type FoundRecords } from "./found-records";
import { ItemTooLong, JsonItems } from "./json-items";
import { RECORDS_START, recordSlices } from "./record-slices";

/** Finds events in a text that comes in pieces. */
export interface TextReader {
  write(piece: string): void;
  end(): void;
  /** What comes now can't be read any more. */
  readonly isStuck: boolean;
}

/** Lines that are looked at to see whether each is a document. */
const SAMPLE = 100;
/** Characters of a line. */
const LONGEST_LINE = 16 * 1024 ** 2;

/**
 * Finds events in a text that is there as a whole, some at a time.
 *
 * @param slice characters that are parsed at a time
 */
export function* readWhole(text: string, found: FoundRecords, slice?: number): Generator<void> {
  let read = 0;
  for (const { items, end } of recordSlices(text, slice)) {
    for (const item of items) found.add(item, "", 1);
    read = end;
    yield;
  }
  if (read === text.length && read > 0) return;
  if (read === 0) readAtOnce(text, found);
  else readOn(new ItemReader(found, read - RECORDS_START.length), RECORDS_START + text.slice(read));
}

function readAtOnce(text: string, found: FoundRecords): void {
  const value = parse(text);
  if (value !== NO_JSON) {
    found.document(value);
    found.outline(value);
  } else if (isFilled(text)) readOn(readerOf(text, found), text);
  else found.refuse("", "the file is empty");
}

function readOn(reader: TextReader, text: string): void {
  reader.write(text);
  reader.end();
}

/** @param beginning of the text */
export function readerOf(beginning: string, found: FoundRecords): TextReader {
  return holdsLines(beginning) ? new LineReader(found) : new ItemReader(found);
}

/** Whether most of the first lines are documents of their own; a list that was cut off has few. */
function holdsLines(beginning: string): boolean {
  const lines = beginning.split("\n", SAMPLE + 1);
  // The last one may go on.
  const sample = (lines.length > SAMPLE || !isDocument(lines.at(-1)!) ? lines.slice(0, -1) : lines).filter(isFilled);
  const documents = sample.filter(isDocument).length;
  return sample.length > 1 && documents * 2 >= sample.length && !/[[{,]\s*$/.test(sample[0]!);
}

function isDocument(line: string): boolean {
  const value = parse(line);
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isFilled(line: string): boolean {
  return line.trim() !== "";
}

/** A document a line (NDJSON). */
class LineReader implements TextReader {
  readonly isStuck = false;
  private rest = "";
  private number = 0;

  constructor(private readonly found: FoundRecords) {}

  write(piece: string): void {
    const lines = (this.rest + piece).split("\n");
    this.rest = lines.pop()!;
    if (this.rest.length > LONGEST_LINE) throw new ItemTooLong();
    for (const line of lines) this.read(line);
  }

  end(): void {
    this.read(this.rest);
  }

  private read(line: string): void {
    this.number++;
    if (!isFilled(line)) return;
    const place = `line ${this.number}: `;
    const value = parse(line, (where, at) => {
      this.found.refuse(place, "not JSON", ` (${where}${at === undefined ? "" : ` at position ${at}`})`);
    });
    if (value !== NO_JSON) this.found.document(value, place);
  }
}

/** Documents of any form, one behind the other. */
class ItemReader implements TextReader {
  isStuck = false;
  private readonly items: JsonItems;

  /** @param before characters of the file that stand before what is written */
  constructor(
    private readonly found: FoundRecords,
    private readonly before = 0,
  ) {
    this.items = new JsonItems(
      {
        item: (text, position) => {
          const value = this.parsed(text, position);
          if (value !== NO_JSON) found.add(value);
        },
        document: (text, position) => {
          const value = this.parsed(text, position);
          if (value !== NO_JSON) found.document(value);
        },
        outline: (text) => {
          const value = this.parsed(text);
          if (value !== NO_JSON) found.outline(value);
        },
        cutOff: () => {
          this.stop("it ends too early");
        },
      },
      LISTS,
    );
  }

  write(piece: string): void {
    this.items.write(piece);
  }

  end(): void {
    this.items.end();
  }

  /** What comes after a mistake reads wrong. */
  private parsed(text: string, position?: number): unknown {
    if (this.isStuck) return NO_JSON;
    return parse(text, (where, at) => {
      const isKnown = position !== undefined && at !== undefined;
      this.stop(isKnown ? `${where} at position ${this.before + position + at}` : where);
    });
  }

  private stop(where: string): void {
    if (!this.isStuck) this.found.refuse("", "not JSON", ` (${where})`);
    this.isStuck = true;
  }
}

const NO_JSON = Symbol("no JSON");

/**
 * @param told where a text stops to be JSON, without what stands there: the file may be one that nobody meant to show
 * @returns NO_JSON if it is none
 */
function parse(text: string, told: (where: string, at?: number) => void = () => undefined): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    const { message } = error as Error;
    const [, position] = /at position (\d+)/.exec(message) ?? [];
    if (message.startsWith("Unexpected end")) told("it ends too early");
    else told("unexpected character", position === undefined ? undefined : Number(position));
    return NO_JSON;
  }
}
