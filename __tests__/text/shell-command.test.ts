import { execFileSync } from "node:child_process";

import fc from "fast-check";

import { asWord, shellCommand } from "../../text/shell-command";

/** What a shell hands to a program. */
function words(command: string): readonly string[] {
  return execFileSync("sh", ["-c", `printf '%s\\0' ${command}`], { encoding: "utf8" })
    .split("\0")
    .slice(0, -1);
}

describe("a command to be pasted", () => {
  test("has each text that is put in as one word, whatever is in it", () => {
    const acting = fc.constantFrom(
      "'",
      '"',
      "$(id)",
      "`id`",
      ";",
      "&",
      "|",
      "\\",
      "\n",
      " ",
      "~",
      "*",
      "#",
      "!",
      "é",
      "a",
    );
    const text = fc.array(acting, { maxLength: 8 }).map((parts) => parts.join(""));
    fc.assert(
      fc.property(text, text, (one, other) => {
        expect(words(shellCommand`--name ${one} --other ${other}`)).toEqual(["--name", one, "--other", other]);
      }),
      { numRuns: 60 },
    );
  });

  test("has ordinary names and ARNs as they are", () => {
    for (const text of ["secretwatch-root", "arn:aws:iam::222222222222:role/x", "/aws/events/a_b.c", "key=1,2"]) {
      expect(asWord(text)).toBe(text);
    }
    expect(asWord("")).toBe("''");
    expect(asWord("~root")).toBe("'~root'");
    expect(asWord("=ls")).toBe("'=ls'");
  });
});
