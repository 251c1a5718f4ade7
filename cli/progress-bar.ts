import { SingleBar } from "cli-progress";

/** Fewer steps are over before anybody could read it. */
const WORTH_SHOWING = 50;

/** A progress bar on a terminal's standard error; silent in a pipe and in CI. */
export function progressBar(what: string, total: number): { advance: () => void; end: () => void } {
  if (total < WORTH_SHOWING || !process.stderr.isTTY || process.env.CI !== undefined) {
    return { advance: () => undefined, end: () => undefined };
  }
  const bar = new SingleBar({
    format: `${what} [{bar}] {value}/{total}`,
    stream: process.stderr,
    clearOnComplete: true,
    hideCursor: true,
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
