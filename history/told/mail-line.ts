import { LONGEST_LINE_SECONDS, SECONDS_BETWEEN_MAILS } from "../../messages/states/budgets";

/** Lines of mails, one a second: of each the time of its next free place. */
export class MailLines {
  private readonly next = new Map<string, number>();

  /**
   * The time at which it is one's turn; nothing where the line is too long.
   *
   * @param longest - seconds that somebody waits in it at most
   */
  turn(name: string, now: number, longest: number = LONGEST_LINE_SECONDS): number | undefined {
    const next = this.next.get(name) ?? -Infinity;
    if (next >= now + longest * 1000) return undefined;
    const turn = Math.max(next, now);
    this.next.set(name, turn + SECONDS_BETWEEN_MAILS * 1000);
    return turn;
  }
}
