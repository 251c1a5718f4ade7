/** Lets so many do something at a time, in the order in which they came. */
export class Turns {
  private free: number;
  private readonly waiting: (() => void)[] = [];

  constructor(
    atATime: number,
    /** Whoever waits is turned away when it ends. */
    private readonly signal?: AbortSignal,
  ) {
    this.free = atATime;
  }

  async take<Result>(act: () => Promise<Result>): Promise<Result> {
    if (this.free > 0) this.free--;
    else await new Promise<void>((resolve) => this.waiting.push(resolve));
    try {
      this.signal?.throwIfAborted();
      return await act();
    } finally {
      const next = this.waiting.shift();
      if (next === undefined) this.free++;
      else next();
    }
  }
}
