import { SingleBar } from "cli-progress";

/** Fewer steps are over before anybody could read it. */
const WORTH_SHOWING = 50;

/**
 * A progress bar on a terminal's standard error; silent in a pipe and in CI. It changes nothing that would have to be set back: who is
 * killed leaves the terminal as it was, cursor and line breaks, too.
 */
export function progressBar(what: string, total: number): { advance: () => void; end: () => void } {
  if (total < WORTH_SHOWING || !process.stderr.isTTY || process.env.CI !== undefined) {
    return { advance: () => undefined, end: () => undefined };
  }
  const bar = new SingleBar({
    format: `${what} [{bar}] {value}/{total}`,
    stream: process.stderr,
    clearOnComplete: true,
    hideCursor: false,
    linewrap: true,
  });
  bar.start(total, 0);
  return {
    advance: () => {
      bar.increment();
    },
    end: () => {
      bar.stop();
    },
  };
}
