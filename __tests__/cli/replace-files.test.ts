import { mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";

import { type Replacement, replaceFiles } from "../../cli/replace-files";
import { UsageError } from "../../cli/usage-error";
import { temporaryDirectory } from "../support/temporary-directory";

const before = { "a.yaml": "a: 1\n", "b.yaml": "b: 1\n" };

function replacements(directory: string): readonly Replacement[] {
  return Object.entries(before).map(([name, content]) => ({
    place: path.join(directory, name),
    before: content,
    after: content.replace("1", "2"),
  }));
}

/** Everything that is there, with what it has. */
function contentsOf(directory: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    readdirSync(directory).map((name) => [name, readFileSync(path.join(directory, name), "utf8")]),
  );
}

describe("files that are replaced", () => {
  test("have their new content, their old rights, and nothing beside them", () => {
    const directory = temporaryDirectory(before);
    const { mode } = statSync(path.join(directory, "a.yaml"));

    const isWritten = replaceFiles(replacements(directory), () => true);

    expect(isWritten).toBe(true);
    expect(contentsOf(directory)).toEqual({ "a.yaml": "a: 2\n", "b.yaml": "b: 2\n" });
    expect(statSync(path.join(directory, "a.yaml")).mode).toBe(mode);
  });

  test("are asked about when all of them are new, and as before if the answer is no", () => {
    const directory = temporaryDirectory(before);
    const seen: object[] = [];

    const isWritten = replaceFiles(replacements(directory), () => {
      seen.push(
        [path.join(directory, "a.yaml"), path.join(directory, "b.yaml")].map((file) => readFileSync(file, "utf8")),
      );
      return false;
    });

    expect([isWritten, seen]).toEqual([false, [["a: 2\n", "b: 2\n"]]]);
    expect(contentsOf(directory)).toEqual(before);
  });

  test("are as before if the question itself fails", () => {
    const directory = temporaryDirectory(before);

    const act = () =>
      replaceFiles(replacements(directory), () => {
        throw new Error("out of order");
      });

    expect(act).toThrow("out of order");
    expect(contentsOf(directory)).toEqual(before);
  });

  test("stay, all of them, if one was changed meanwhile", () => {
    const directory = temporaryDirectory(before);
    const wanted = replacements(directory);
    writeFileSync(path.join(directory, "b.yaml"), "b: mine\n");

    expect(() => replaceFiles(wanted, () => true)).toThrow(UsageError);
    expect(contentsOf(directory)).toEqual({ ...before, "b.yaml": "b: mine\n" });
  });

  test("stay, all of them, if one can't take the place of another", () => {
    const directory = temporaryDirectory(before);
    const wanted = replacements(directory);
    mkdirSync(path.join(directory, `.b.yaml.${process.pid}.new`));

    expect(() => replaceFiles(wanted, () => true)).toThrow(/can't be written \(EEXIST\)\. Nothing was written\./);
    expect(["a.yaml", "b.yaml"].map((name) => readFileSync(path.join(directory, name), "utf8"))).toEqual(
      Object.values(before),
    );
    expect(readdirSync(directory)).toHaveLength(3);
  });

  test("does not follow a link that somebody put where new content is to be", () => {
    const directory = temporaryDirectory({ ...before, target: "mine" });
    symlinkSync(path.join(directory, "target"), path.join(directory, `.a.yaml.${process.pid}.new`));

    expect(() => replaceFiles(replacements(directory), () => true)).toThrow(UsageError);
    expect(readFileSync(path.join(directory, "target"), "utf8")).toBe("mine");
  });
});
