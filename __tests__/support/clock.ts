/** Time that stands still while anything is computed, and then goes on to the next thing that waits. */
export class Clock {
  now = 0;
  private active = 0;
  /** The latest first, so that the next one is the last. */
  private readonly waiting: { readonly at: number; readonly go: () => void }[] = [];
  private idle: (() => void) | undefined;

  /** Begins something at a time. */
  at(time: number, begin: () => Promise<void>): void {
    this.enter(time, () => {
      this.start(begin);
    });
  }

  start(begin: () => Promise<void>): void {
    this.active += 1;
    void begin().finally(() => {
      this.rest();
    });
  }

  async until(time: number): Promise<void> {
    await new Promise<void>((go) => {
      this.enter(Math.max(time, this.now), () => {
        this.active += 1;
        go();
      });
      this.rest();
    });
  }

  /** Until nothing waits any more. */
  async run(): Promise<void> {
    for (let next = this.waiting.pop(); next !== undefined; next = this.waiting.pop()) {
      this.now = next.at;
      const idle = new Promise<void>((resolve) => {
        this.idle = resolve;
      });
      next.go();
      while (this.waiting.at(-1)?.at === this.now) this.waiting.pop()!.go();
      if (this.active > 0) await idle;
    }
  }

  /** Of those at the same time, the first to come is the first to go. */
  private enter(at: number, go: () => void): void {
    let low = 0;
    let high = this.waiting.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.waiting[middle]!.at > at) low = middle + 1;
      else high = middle;
    }
    this.waiting.splice(low, 0, { at, go });
  }

  private rest(): void {
    this.active -= 1;
    if (this.active === 0) this.idle?.();
  }
}
