import { progressBar, queriesBar } from "../../cli/progress-bar";

/** What a bar writes to a terminal, in an environment without CI. */
function written<Bar>(barOf: () => Bar, use: (bar: Bar) => void): string {
  const [tty, ci] = [Object.getOwnPropertyDescriptor(process.stderr, "isTTY"), process.env.CI];
  let text = "";
  const spy = jest.spyOn(process.stderr, "write").mockImplementation((each) => {
    text += String(each);
    return true;
  });
  Object.defineProperty(process.stderr, "isTTY", { value: true, configurable: true });
  delete process.env.CI;
  try {
    use(barOf());
  } finally {
    if (tty === undefined) delete (process.stderr as { isTTY?: boolean }).isTTY;
    else Object.defineProperty(process.stderr, "isTTY", tty);
    if (ci !== undefined) process.env.CI = ci;
    spy.mockRestore();
  }
  return text;
}

// The bar writes at most ten times a second.
beforeEach(() => {
  jest.useFakeTimers();
});

afterEach(() => {
  jest.useRealTimers();
});

test("a bar that is interrupted leaves cursor and line breaks of the terminal as they were", () => {
  const text = written(
    () => progressBar("Writing stacks", 60),
    (bar) => {
      bar.advance();
      jest.advanceTimersByTime(1000);
      bar.end();
    },
  );

  expect(text).toContain("Writing stacks");
  // Private modes of a terminal: https://invisible-island.net/xterm/ctlseqs/ctlseqs.html
  expect(text.includes("\u001b[?")).toBe(false);
});

test("what queries have read is that of all, also while one is on", () => {
  const text = written(
    () => queriesBar(3),
    (bar) => {
      bar.read(1e9);
      bar.read(2e9);
      bar.advance();
      bar.read(500e6);
      jest.advanceTimersByTime(1000);
      bar.end();
    },
  );

  expect(text).toContain("1/3 queries, 2.500 GB read");
});
