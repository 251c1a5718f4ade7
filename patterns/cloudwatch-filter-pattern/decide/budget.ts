/** How much may be tried before a question is left open, so that no pattern keeps its reader waiting. */
export class Budget {
  constructor(private left: number) {}

  /** Whether there was as much left. */
  spend(steps: number): boolean {
    this.left -= steps;
    return this.left >= 0;
  }
}
