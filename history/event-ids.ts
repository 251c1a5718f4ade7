/**
 * Event ids with a number each, in 20 bytes and some room: a set of texts would take five times as much. CloudTrail's are UUIDs;
 * others are kept as they are.
 */
export class EventIds {
  private words = new Uint32Array(4 * SMALLEST);
  /** One more than the number; 0 where there is no id. */
  private values = new Uint32Array(SMALLEST);
  private used = 0;
  private readonly others = new Map<string, number>();
  private readonly parsed = new Uint32Array(4);

  /** Puts an id in. @returns false if it is there already; its number stays then */
  add(id: string, value: number): boolean {
    if (!parse(id, this.parsed)) {
      if (this.others.has(id)) return false;
      this.others.set(id, value);
      return true;
    }
    return this.put(this.parsed, value);
  }

  /** Each id that was put in, for whoever has the same. */
  export(): ExportedIds {
    const words = new Uint32Array(4 * this.used);
    const values = new Uint32Array(this.used);
    let next = 0;
    for (let slot = 0; slot < this.values.length; slot++) {
      if (this.values[slot] === 0) continue;
      words.set(this.words.subarray(4 * slot, 4 * slot + 4), 4 * next);
      values[next++] = this.values[slot]! - 1;
    }
    return { words, values, others: this.others };
  }

  /**
   * Puts in those of another.
   *
   * @param valueOf number for one that is new, by its number there
   * @param doubled gets the number there of each that is here already
   */
  merge(
    { words, values, others }: ExportedIds,
    valueOf: (value: number) => number,
    doubled: (value: number) => void,
  ): void {
    for (const [index, value] of values.entries()) {
      if (!this.put(words.subarray(4 * index, 4 * index + 4), valueOf(value))) doubled(value);
    }
    for (const [id, value] of others) if (!this.add(id, valueOf(value))) doubled(value);
  }

  private put(id: Uint32Array, value: number): boolean {
    if (this.used * 2 >= this.values.length) this.grow();
    const slot = this.slotOf(id);
    if (this.values[slot] !== 0) return false;
    this.words.set(id, 4 * slot);
    this.values[slot] = value + 1;
    this.used++;
    return true;
  }

  /** Where it is, or would be. */
  private slotOf(id: Uint32Array): number {
    const last = this.values.length - 1;
    // Of a UUID of version 4 all but six bits are random; others are mixed enough by this.
    let slot =
      (Math.imul(id[0]!, 0x9e3779b1) ^ Math.imul(id[1]!, 0x85ebca6b) ^ id[2]! ^ Math.imul(id[3]!, 0xc2b2ae35)) & last;
    while (this.values[slot] !== 0 && !this.isAt(slot, id)) slot = (slot + 1) & last;
    return slot;
  }

  private isAt(slot: number, id: Uint32Array): boolean {
    for (let word = 0; word < 4; word++) if (this.words[4 * slot + word] !== id[word]) return false;
    return true;
  }

  private grow(): void {
    const { words, values } = this;
    this.words = new Uint32Array(2 * words.length);
    this.values = new Uint32Array(2 * values.length);
    for (let slot = 0; slot < values.length; slot++) {
      if (values[slot] === 0) continue;
      const id = words.subarray(4 * slot, 4 * slot + 4);
      const place = this.slotOf(id);
      this.words.set(id, 4 * place);
      this.values[place] = values[slot]!;
    }
  }
}

/** What passes from one thread to another. */
export interface ExportedIds {
  /** Four of each. */
  readonly words: Uint32Array;
  readonly values: Uint32Array;
  readonly others: ReadonlyMap<string, number>;
}

const SMALLEST = 1024;

/** A UUID as CloudTrail writes it. @returns whether it is one */
function parse(id: string, into: Uint32Array): boolean {
  if (id.length !== 36) return false;
  let word = 0;
  let digits = 0;
  for (let index = 0; index < 36; index++) {
    const code = id.charCodeAt(index);
    if (index === 8 || index === 13 || index === 18 || index === 23) {
      if (code !== HYPHEN) return false;
      continue;
    }
    const digit = code >= 48 && code <= 57 ? code - 48 : code >= 97 && code <= 102 ? code - 87 : -1;
    if (digit < 0) return false;
    word = (word << 4) | digit;
    digits++;
    if (digits % 8 === 0) into[digits / 8 - 1] = word;
  }
  return true;
}

const HYPHEN = 45;
