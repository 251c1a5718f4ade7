import { lstatSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";

import { shortForm } from "../../cli/history-short";
import { exampleFile } from "../../scripts/example-files";
import { madeHistory } from "../support/made-history";
import { secretwatch } from "../support/run-command";
import { root } from "../support/synthesized";
import { temporaryDirectory } from "../support/temporary-directory";

const events = path.join(root, "examples/events/intrusion.json");

function history(cwd: string, ...args: readonly string[]) {
  return secretwatch(["history", events, ...args], { cwd, organization: path.join(root, exampleFile) });
}

describe("a report", () => {
  test.each(["--html", "--json", "--csv"])(
    "is written for its owner alone, and over an earlier one: %s",
    async (option) => {
      const directory = temporaryDirectory();

      const [first, again] = [await history(directory, option, "report"), await history(directory, option, "report")];

      expect([first.status, again.status]).toEqual([0, 0]);
      expect(again.stdout).toMatch(/^Written: report$/m);
      expect(readdirSync(directory)).toEqual(["report"]);
      expect(lstatSync(path.join(directory, "report")).mode & 0o777).toBe(0o600);
    },
  );

  test.each<[what: string, make: (place: string) => void, why: RegExp]>([
    [
      "a directory",
      (place) => {
        mkdirSync(place);
      },
      /is a directory/,
    ],
    [
      "a link",
      (place) => {
        symlinkSync("/dev/null", place);
      },
      /is a symbolic link/,
    ],
    [
      "somebody's file",
      (place) => {
        writeFileSync(place, "<!doctype html>mine");
      },
      /is no report of this kind/,
    ],
    [
      "an empty file",
      (place) => {
        writeFileSync(place, "");
      },
      /is no report of this kind/,
    ],
  ])("does not take the place of %s, and nothing else is written", async (_, make, why) => {
    const directory = temporaryDirectory();
    make(path.join(directory, "report"));

    const { status, stdout, stderr } = await history(directory, "--json", "other", "--html", "report");

    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toMatch(why);
    expect(readdirSync(directory)).toEqual(["report"]);
  });

  test("is refused where no directory is, and where two are to be in one place", async () => {
    const directory = temporaryDirectory();

    const nowhere = await history(directory, "--csv", "no/report.csv");
    const twice = await history(directory, "--csv", "report", "--json", "./report");
    const both = await history(directory, "--csv", "-", "--json", "-");
    const page = await history(directory, "--html", "-");

    expect([nowhere, twice, both, page].map(({ status, stdout }) => ({ status, stdout }))).toEqual(
      Array.from({ length: 4 }, () => ({ status: 2, stdout: "" })),
    );
    expect(nowhere.stderr).toMatch(/in no directory that is there/);
    expect(twice.stderr).toMatch(/the same file/);
    expect(readdirSync(directory)).toEqual([]);
  });

  test("of another kind is not written over", async () => {
    const directory = temporaryDirectory();
    await history(directory, "--json", "report");
    const before = readFileSync(path.join(directory, "report"), "utf8");

    const { status } = await history(directory, "--csv", "report");

    expect(status).toBe(2);
    expect(readFileSync(path.join(directory, "report"), "utf8")).toBe(before);
  });
});

describe("standard output", () => {
  test("is JSON or rows and nothing else, where that goes there", async () => {
    const directory = temporaryDirectory();

    const json = await history(directory, "--json", "-", "--csv", "rows.csv");
    const csv = await history(directory, "--csv", "-");

    expect(JSON.parse(json.stdout)).toMatchObject({ secretwatch: "history", seen: { events: 5 } });
    expect(csv.stdout).toBe(readFileSync(path.join(directory, "rows.csv"), "utf8"));
  });

  test("fits on a terminal of 80 columns, whoever reads what", () => {
    for (const accounts of [0, 3, 40]) {
      const { history: made } = madeHistory({ accounts, secrets: 3, days: accounts * 10 });
      const long = made.reads.map((read) => ({
        ...read,
        secret: read.secret.repeat(20),
        accountName: "x".repeat(100),
      }));
      const reads = long.map((read) => ({ ...read, reader: { ...read.reader, name: read.reader.name.repeat(9) } }));

      const lines = shortForm({ ...made, reads })
        .toString()
        .split("\n");

      expect(lines.filter((line) => line.length > 80)).toEqual([]);
      expect(lines.length).toBeLessThan(80);
    }
  });
});
