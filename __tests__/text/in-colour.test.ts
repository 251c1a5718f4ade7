import { spawnSync } from "node:child_process";
import path from "node:path";

import fc from "fast-check";

import { isInColour } from "../../text/in-colour";

type Variables = Partial<Record<"CI" | "FORCE_COLOR" | "GITHUB_ACTIONS" | "NO_COLOR" | "TERM", string>>;

/** What there is of variables that say something of colours. */
const variables: fc.Arbitrary<Variables> = fc.record(
  {
    CI: fc.constantFrom("", "1", "true"),
    FORCE_COLOR: fc.constantFrom("", "0", "1", "3", "false", "true"),
    GITHUB_ACTIONS: fc.constant("true"),
    NO_COLOR: fc.constantFrom("", "0", "1"),
    TERM: fc.constantFrom("dumb", "xterm-256color"),
  },
  { requiredKeys: [] },
);

/** Whether output is in colour with these variables and no others, on a terminal or not. */
function inColour(given: Variables, isTTY: boolean): boolean {
  const before = { env: process.env, isTTY: process.stdout.isTTY };
  process.env = { ...given };
  (process.stdout as { isTTY: boolean | undefined }).isTTY = isTTY || undefined;
  try {
    return isInColour();
  } finally {
    process.env = before.env;
    process.stdout.isTTY = before.isTTY;
  }
}

describe("colours", () => {
  it("are for terminals, unless FORCE_COLOR asks for them", () => {
    fc.assert(
      fc.property(variables, (given) => {
        const isAskedFor = !["", "0", "false"].includes(given.FORCE_COLOR ?? "") && (given.NO_COLOR ?? "") === "";

        expect(inColour(given, false)).toBe(isAskedFor);
      }),
    );
  });

  it("are switched off on a terminal by NO_COLOR, FORCE_COLOR=0 and a terminal without any", () => {
    expect(inColour({ TERM: "xterm" }, true)).toBe(true);
    expect(inColour({ TERM: "xterm", NO_COLOR: "1" }, true)).toBe(false);
    expect(inColour({ TERM: "xterm", FORCE_COLOR: "0" }, true)).toBe(false);
    expect(inColour({ TERM: "dumb" }, true)).toBe(false);
  });

  it.each([
    [{ CI: "true", GITHUB_ACTIONS: "true" }, false],
    [{ FORCE_COLOR: "1" }, true],
  ])("the command piped with %j has colours: %s", (given, expected) => {
    const command = path.resolve(__dirname, "../../cli/secretwatch.mjs");
    const { stdout } = spawnSync(process.execPath, [command, "explain", "secret-read"], {
      env: {
        ...process.env,
        NO_COLOR: "",
        ORGANIZATION: path.resolve(__dirname, "../../examples/acorn/organization.yaml"),
        ...given,
      },
      encoding: "utf8",
    });

    expect(stdout).toContain("secret-read");
    expect(stdout.includes("\u001b[")).toBe(expected);
  });
});
