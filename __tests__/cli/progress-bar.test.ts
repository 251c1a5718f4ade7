import { progressBar } from "../../cli/progress-bar";

/** What a bar writes to a terminal, in an environment without CI. */
function written(use: (bar: ReturnType<typeof progressBar>) => void): string {
  const [tty, ci] = [Object.getOwnPropertyDescriptor(process.stderr, "isTTY"), process.env.CI];
  let text = "";
  const spy = jest.spyOn(process.stderr, "write").mockImplementation((each) => {
    text += String(each);
    return true;
  });
  Object.defineProperty(process.stderr, "isTTY", { value: true, configurable: true });
  delete process.env.CI;
  try {
    use(progressBar("Writing stacks", 60));
  } finally {
    if (tty === undefined) delete (process.stderr as { isTTY?: boolean }).isTTY;
    else Object.defineProperty(process.stderr, "isTTY", tty);
    if (ci !== undefined) process.env.CI = ci;
    spy.mockRestore();
  }
  return text;
}

test("a bar that is interrupted leaves cursor and line breaks of the terminal as they were", () => {
  // The bar writes at most ten times a second.
  jest.useFakeTimers();
  const text = written((bar) => {
    bar.advance();
    jest.advanceTimersByTime(1000);
    bar.end();
  });
  jest.useRealTimers();

  expect(text).toContain("Writing stacks");
  // Private modes of a terminal: https://invisible-island.net/xterm/ctlseqs/ctlseqs.html
  expect(text.includes("\u001b[?")).toBe(false);
});
