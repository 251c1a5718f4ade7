import { spawnSync } from "node:child_process";
import fs, { mkdirSync, readFileSync, readdirSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import path from "node:path";

import fc from "fast-check";

import { replaceOutput } from "../../cli/output-directory";
import { UsageError } from "../../cli/usage-error";
import { small } from "../support/edited-organization";
import { writeFive } from "../support/output-of-five";
import { secretwatch } from "../support/run-command";
import { root } from "../support/synthesized";
import { temporaryDirectory } from "../support/temporary-directory";

const organization = path.join(temporaryDirectory({ "organization.yaml": small }), "organization.yaml");

const synth = (outdir: string) => secretwatch(["synth", "--output", outdir], { organization });

/** All below a directory, links as where they lead. */
function treeOf(directory: string): Readonly<Record<string, string>> {
  const entries = readdirSync(directory, { withFileTypes: true }).flatMap((entry): [string, string][] => {
    const place = path.join(directory, entry.name);
    if (entry.isSymbolicLink()) return [[entry.name, `→ ${fs.readlinkSync(place)}`]];
    if (entry.isFile()) return [[entry.name, readFileSync(place, "utf8")]];
    return [
      [`${entry.name}/`, ""],
      ...Object.entries(treeOf(place)).map(([name, content]): [string, string] => [`${entry.name}/${name}`, content]),
    ];
  });
  return Object.fromEntries(entries);
}

const manifest = (...stacks: readonly string[]) =>
  `{"stacks":{${stacks.map((stack) => `${JSON.stringify(stack)}:{}`).join()}}}`;

test("a second synth gives the same bytes, and keeps what Terraform and the user put beside them", async () => {
  const outdir = path.join(temporaryDirectory(), "out");
  await synth(outdir);
  const first = treeOf(outdir);
  const others = { "stacks/security/.terraform.lock.hcl": "lock", "stacks/security/terraform.tfstate": "state" };
  for (const [name, content] of Object.entries(others)) writeFileSync(path.join(outdir, name), content);

  expect((await synth(outdir)).status).toBe(0);

  expect(treeOf(outdir)).toEqual({ ...first, ...others });
  expect(Object.keys(first).filter((name) => name.endsWith("cdk.tf.json"))).toHaveLength(4);
});

test("of a stack that is gone only what synth wrote goes, and its directory where nothing else is in it", async () => {
  const outdir = temporaryDirectory({
    "manifest.json": manifest("member-gone", "member-kept"),
    "stacks/member-gone/cdk.tf.json": "{}",
    "stacks/member-kept/cdk.tf.json": "{}",
    "stacks/member-kept/terraform.tfstate": "state",
    "stacks/member-strange/cdk.tf.json": "{}",
  });

  expect((await synth(outdir)).status).toBe(0);

  const left = treeOf(outdir);
  expect(left).not.toHaveProperty(["stacks/member-gone/"]);
  expect(left).not.toHaveProperty(["stacks/member-kept/cdk.tf.json"]);
  expect(left).toMatchObject({
    "stacks/member-kept/terraform.tfstate": "state",
    "stacks/member-strange/cdk.tf.json": "{}",
  });
});

describe("synth refuses, and loses nothing, where the output is", () => {
  test.each<[string, Readonly<Record<string, string>>, RegExp]>([
    [
      "a directory whose manifest has a stack ..",
      { "manifest.json": manifest(".."), "a.txt": "" },
      /manifest\.json that no synth wrote/,
    ],
    ["a directory with somebody's manifest", { "manifest.json": '{"name": "app"}' }, /manifest\.json that no synth/],
    ["a directory with a manifest that is no JSON", { "manifest.json": "{" }, /manifest\.json that no synth wrote/],
    [
      "a directory with other files, as the project itself",
      { "package.json": "{}", "stacks/a.ts": "" },
      /is not empty/,
    ],
    [
      "a directory in which stacks is a file",
      { "manifest.json": manifest(), stacks: "mine" },
      /has stacks, which is no/,
    ],
    [
      "a directory in which a stack is a file",
      { "manifest.json": manifest(), "stacks/security": "mine" },
      /has stacks\/security, which is no directory/,
    ],
    [
      "a directory in which the file of a stack is a directory",
      { "manifest.json": manifest(), "stacks/security/cdk.tf.json/mine": "mine" },
      /has stacks\/security\/cdk\.tf\.json, which is no file/,
    ],
  ])("%s", async (_, files, message) => {
    const outdir = temporaryDirectory(files);
    const before = treeOf(outdir);

    const { status, stdout, stderr } = await synth(outdir);

    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toMatch(message);
    expect(treeOf(outdir)).toEqual(before);
  });

  test("a file", async () => {
    const directory = temporaryDirectory({ file: "mine" });

    expect(await synth(path.join(directory, "file"))).toMatchObject({ status: 2, stdout: "" });
    expect(treeOf(directory)).toEqual({ file: "mine" });
  });

  // Through what checks the directory alone: if it let this one pass, nothing would be written all the same.
  test("the root of the file system", () => {
    const write = jest.fn(() => {
      throw new Error("it was let in");
    });

    expect(refusalOf(() => replaceOutput("/", ["security"], write))?.message).toContain('"/" is not empty');
    expect(write).not.toHaveBeenCalled();
  });

  test.each(["x".repeat(256), "a\0b"])("a name that no directory can have", async (name) => {
    const { status, stderr } = await synth(path.join(temporaryDirectory(), name));

    expect(status).toBe(2);
    expect(stderr).toMatch(/is no directory that can be written \(\w+\)\.\n$/);
  });

  test.each<[string, (outdir: string, elsewhere: string) => void]>([
    [
      "a link",
      (outdir, elsewhere) => {
        symlinkSync(elsewhere, outdir);
      },
    ],
    [
      "a link to itself",
      (outdir) => {
        symlinkSync(outdir, outdir);
      },
    ],
    [
      "a directory in which stacks is a link",
      (outdir, elsewhere) => {
        mkdirSync(outdir);
        writeFileSync(path.join(outdir, "manifest.json"), manifest("member-gone"));
        symlinkSync(elsewhere, path.join(outdir, "stacks"));
      },
    ],
    [
      "a directory in which a stack is a link",
      (outdir, elsewhere) => {
        mkdirSync(path.join(outdir, "stacks"), { recursive: true });
        writeFileSync(path.join(outdir, "manifest.json"), manifest("security"));
        symlinkSync(elsewhere, path.join(outdir, "stacks/security"));
      },
    ],
    [
      "a directory in which the manifest is a link",
      (outdir, elsewhere) => {
        mkdirSync(outdir);
        symlinkSync(path.join(elsewhere, "manifest.json"), path.join(outdir, "manifest.json"));
      },
    ],
  ])("%s", async (_, build) => {
    const directory = temporaryDirectory({
      "elsewhere/manifest.json": manifest("member-gone"),
      "elsewhere/cdk.tf.json": "{}",
      "elsewhere/member-gone/cdk.tf.json": "{}",
      "elsewhere/stacks/member-gone/cdk.tf.json": "{}",
    });
    build(path.join(directory, "out"), path.join(directory, "elsewhere"));
    const before = treeOf(directory);

    const { status, stdout, stderr } = await synth(path.join(directory, "out"));

    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toMatch(/^The output directory /m);
    expect(treeOf(directory)).toEqual(before);
  });
});

test("a link in the place of a stack that is gone is left, and what it leads to", async () => {
  const directory = temporaryDirectory({
    "out/manifest.json": manifest("member-gone"),
    "out/stacks/readme": "",
    "elsewhere/cdk.tf.json": "{}",
  });
  symlinkSync(path.join(directory, "elsewhere"), path.join(directory, "out/stacks/member-gone"));

  expect((await synth(path.join(directory, "out"))).status).toBe(0);

  expect(treeOf(path.join(directory, "elsewhere"))).toEqual({ "cdk.tf.json": "{}" });
  expect(treeOf(path.join(directory, "out"))).toHaveProperty(["stacks/member-gone"]);
});

test("a disk that is full half way leaves the old output as it was, and synth says so", async () => {
  const outdir = path.join(temporaryDirectory(), "out");
  await synth(outdir);
  writeFileSync(path.join(outdir, "stacks/security/cdk.tf.json"), "old");
  const before = treeOf(outdir);
  const write = fs.writeFileSync;
  let left = 2;
  const spy = jest.spyOn(fs, "writeFileSync").mockImplementation((...args) => {
    if (left-- === 0) throw Object.assign(new Error("no space left on device"), { code: "ENOSPC" });
    write(...args);
  });

  const { status, stdout, stderr } = await synth(outdir).finally(() => {
    spy.mockRestore();
  });

  expect(left).toBeLessThan(0);
  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  // Notes on the configuration may stand before it.
  expect(stderr.trimEnd().split("\n").at(-1)).toBe(
    `The output directory ${JSON.stringify(outdir)} could not be written to, and is as it was before (ENOSPC).`,
  );
  expect(treeOf(outdir)).toEqual(before);
});

describe("a signal leaves either the old output or the new one, as a whole,", () => {
  const run = (outdir: string, content: string, signal: string, at: number) =>
    spawnSync(
      process.execPath,
      ["--import", "tsx", "__tests__/support/interrupted-output.ts", outdir, content, signal, String(at)],
      { cwd: root, encoding: "utf8" },
    );
  const contentsOf = (outdir: string) =>
    Object.entries(treeOf(outdir))
      .filter(([name]) => !name.startsWith(".synth-") && name.endsWith(".json"))
      .map(([, text]) => (JSON.parse(text) as { content: string }).content);

  // Directories and files of five stacks are written beside the old ones, then five directories are asked for, then six files renamed.
  test.each([
    ["SIGINT", 1, "old"],
    ["SIGINT", 4, "old"],
    ["SIGTERM", 10, "old"],
    ["SIGTERM", 14, "new"],
    ["SIGINT", 18, "new"],
    ["SIGHUP", 20, "new"],
    ["SIGINT", 22, "new"],
  ])("%s at change %i: the %s one", (signal, at, left) => {
    const outdir = path.join(temporaryDirectory(), "out");
    writeFive(outdir, "old");

    const ended = run(outdir, "new", signal, at);

    expect({ signal: ended.signal, stderr: ended.stderr }).toEqual({ signal, stderr: "" });
    expect(contentsOf(outdir)).toEqual(Array.from({ length: 6 }, () => left));
    writeFive(outdir, "newer");
    expect(contentsOf(outdir)).toEqual(Array.from({ length: 6 }, () => "newer"));
  });

  test("and what a killed synth left behind is removed by one an hour later, not by one beside it", async () => {
    const outdir = path.join(temporaryDirectory(), "out");
    await synth(outdir);
    for (const name of [".synth-young", ".synth-old"]) mkdirSync(path.join(outdir, name));
    utimesSync(path.join(outdir, ".synth-old"), new Date(0), new Date(Date.now() - 3_700_000));

    await synth(outdir);

    expect(readdirSync(outdir).sort()).toEqual([".synth-young", "manifest.json", "stacks"]);
  });
});

describe("whatever a manifest says", () => {
  const stacks = ["security", "member-new"];
  const name = fc.oneof(
    fc.constantFrom("..", ".", "", "../..", "/", "stacks", "member-..", "member-a/..", "member-a/../..", "__proto__"),
    fc.constantFrom("security", "member-new", "member-old", "member-link", "management"),
    fc.stringMatching(/^member-[a-z./\\-]{0,8}$/),
    fc.string(),
  );

  test("nothing goes but the file of a stack that it names", () => {
    fc.assert(
      fc.property(fc.uniqueArray(name, { maxLength: 4 }), (names) => {
        const directory = temporaryDirectory({
          "mine.txt": "mine",
          "security/cdk.tf.json": "mine",
          "member-old/cdk.tf.json": "mine",
          "out/manifest.json": manifest(...names),
          "out/cdk.tf.json": "mine",
          "out/stacks/cdk.tf.json": "mine",
          "out/stacks/member-old/cdk.tf.json": "old",
          "out/stacks/member-old/main.tf": "mine",
          "out/stacks/security/cdk.tf.json": "old",
          "out/stacks/security/.terraform/mine": "mine",
        });
        symlinkSync("../../member-old", path.join(directory, "out/stacks/member-link"));
        const before = treeOf(directory);

        const refusal = refusalOf(() => {
          replaceOutput(path.join(directory, "out"), stacks, (staging) => {
            for (const stack of stacks) {
              mkdirSync(path.join(staging, "stacks", stack), { recursive: true });
              writeFileSync(path.join(staging, "stacks", stack, "cdk.tf.json"), "new");
            }
            writeFileSync(path.join(staging, "manifest.json"), manifest(...stacks));
          });
        });

        const after = treeOf(directory);
        if (refusal !== undefined) expect(after).toEqual(before);
        else {
          const gone = names.includes("member-old") ? "out/stacks/member-old/cdk.tf.json" : undefined;
          expect(after).toEqual({
            ...Object.fromEntries(Object.entries(before).filter(([file]) => file !== gone)),
            "out/manifest.json": manifest(...stacks),
            "out/stacks/security/cdk.tf.json": "new",
            "out/stacks/member-new/": "",
            "out/stacks/member-new/cdk.tf.json": "new",
          });
        }
      }),
      { numRuns: 300 },
    );
  });
});

function refusalOf(act: () => unknown): UsageError | undefined {
  try {
    act();
    return undefined;
  } catch (error) {
    if (error instanceof UsageError) return error;
    throw error;
  }
}
