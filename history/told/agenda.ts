interface Entry {
  readonly at: number;
  readonly order: number;
  readonly happen: () => Promise<void> | void;
}

/** What is going to happen, by time; of two things at the same time first what was entered first. */
export class Agenda {
  /** A binary heap. */
  private readonly entries: Entry[] = [];
  private order = 0;

  enter(at: number, happen: Entry["happen"]): void {
    const { entries } = this;
    entries.push({ at, order: (this.order += 1), happen });
    for (let index = entries.length - 1; index > 0;) {
      const parent = (index - 1) >>> 1;
      if (!isBefore(entries[index]!, entries[parent]!)) return;
      this.swap(index, parent);
      index = parent;
    }
  }

  /** All that happens before a time. */
  async runUntil(time: number): Promise<void> {
    while (this.entries.length > 0 && this.entries[0]!.at < time) {
      const { happen } = this.take();
      const done = happen();
      if (done !== undefined) await done;
    }
  }

  private take(): Entry {
    const { entries } = this;
    const [top] = entries as [Entry];
    const last = entries.pop()!;
    if (entries.length === 0) return top;
    entries[0] = last;
    for (let index = 0; ;) {
      const left = 2 * index + 1;
      const right = left + 1;
      let least = index;
      if (left < entries.length && isBefore(entries[left]!, entries[least]!)) least = left;
      if (right < entries.length && isBefore(entries[right]!, entries[least]!)) least = right;
      if (least === index) return top;
      this.swap(index, least);
      index = least;
    }
  }

  private swap(one: number, other: number): void {
    const { entries } = this;
    [entries[one], entries[other]] = [entries[other]!, entries[one]!];
  }
}

function isBefore(one: Entry, other: Entry): boolean {
  return one.at < other.at || (one.at === other.at && one.order < other.order);
}
