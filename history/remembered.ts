/** Answers that are kept: more than an organization has readers and secrets, and little enough for any memory. */
const MOST = 50_000;

/** Answers by question, each found once; all are forgotten when they are too many. */
export class Remembered<Answer> {
  private readonly answers = new Map<string, Answer>();

  of(question: string, find: () => Answer): Answer {
    const known = this.answers.get(question);
    if (known !== undefined) return known;
    if (this.answers.size >= MOST) this.answers.clear();
    const found = find();
    this.answers.set(question, found);
    return found;
  }
}
