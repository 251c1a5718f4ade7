import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import fc from "fast-check";
import { stringify } from "yaml";

import { exampleFiles } from "../example-files";
import { everything } from "../requests/everything";
import { quietRun } from "./quiet-run";
import { editYaml, yamlEdits } from "./yaml-edits";

const root = path.resolve(__dirname, "../..");

/** A configuration to change: its files by name, the first one the root. */
interface Seed {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
}

/** Every example, and a configuration with everything on. */
export const seeds: readonly Seed[] = [
  ...exampleFiles(root).map((example) => {
    const directory = path.join(root, path.dirname(example));
    const others = readdirSync(directory, { recursive: true, encoding: "utf8" }).filter((file) =>
      /\/.*\.yaml$/.test(file),
    );
    return { name: path.basename(directory), files: filesIn(directory, ["organization.yaml", ...others.sort()]) };
  }),
  { name: "everything", files: { "organization.yaml": stringify(everything("aws")) } },
];

/** How often what the fuzzer does came to which end. */
export interface Tally {
  runs: number;
  /** Configurations were synthesized twice. */
  accepted: number;
}

/** A changed configuration, and whether `synth` is asked where `check` has refused it already. */
const changed = fc.record({
  seed: fc.nat(seeds.length - 1),
  file: fc.nat(3),
  edits: yamlEdits,
  synthesizes: fc.integer({ min: 0, max: 3 }).map((drawn) => drawn === 0),
});

/**
 * Whatever a configuration says, it is checked and synthesized, or refused with a report.
 *
 * @param until nothing is done any more after this moment, in milliseconds: to interrupt a command would leave its streams taken
 */
export function configurationProperty(tally: Tally, until = Infinity) {
  return fc.asyncProperty(changed, async ({ seed, file, edits, synthesizes }) => {
    if (Date.now() > until) return;
    const { files } = seeds[seed]!;
    const edited = Object.keys(files)[file % Object.keys(files).length]!;
    const directory = mkdtempSync(path.join(tmpdir(), "secretwatch-fuzz-"));
    try {
      writeFiles(directory, { ...files, [edited]: editYaml(files[edited]!, edits) });
      tally.runs++;
      const accepted = await checks(directory);
      if (accepted) tally.accepted++;
      if (synthesizes || accepted) await synthesizesWhole(directory, accepted);
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  });
}

/** Whether `check` accepts it. @throws if it does neither that nor say why not */
async function checks(directory: string): Promise<boolean> {
  const organization = path.join(directory, "organization.yaml");
  const { status, stdout, stderr } = await quietRun(["check"], organization);
  if (status === 0) return true;
  expectThat(status === 1 && stdout === "", `check ended with ${status} and wrote ${stdout}`);
  const problems = stderr.split("\n").filter((line) => line.startsWith(`${directory}${path.sep}`));
  const places = problems.map((line) => /^(.*?\.yaml):(\d+):(\d+) {2}/.exec(line.slice(directory.length + 1)));
  for (const [index, place] of places.entries()) {
    expectThat(place !== null, `a problem has no place: ${problems[index]!.slice(0, 200)}`);
    const lines = readFileSync(path.join(directory, place![1]!), "utf8").split("\n").length;
    expectThat(
      Number(place![2]) >= 1 && Number(place![2]) <= lines,
      `a problem is out of its file: ${problems[index]!}`,
    );
  }
  expectThat(
    new RegExp(`\n${places.length} problems? found; nothing was written\\.\n$`).test(stderr),
    `the report counts otherwise than it lists: ${stderr.slice(0, 500)} … ${stderr.slice(-100)}`,
  );
  expectThat(!/^ +at |native code|\[object |[^"]\bundefined\b/m.test(stderr), `the report shows a program: ${stderr}`);
  return false;
}

/** @throws if synth writes something else than check promised, in halves, or not the same twice */
async function synthesizesWhole(directory: string, accepted: boolean): Promise<void> {
  const organization = path.join(directory, "organization.yaml");
  const outdirs = (accepted ? ["one", "two"] : ["one"]).map((name) => path.join(directory, "out", name));
  for (const outdir of outdirs) {
    const { status, stdout, stderr } = await quietRun(["synth", "--output", outdir], organization);
    expectThat(status === (accepted ? 0 : 1), `check and synth differ: synth ended with ${status}: ${stderr}`);
    if (accepted) expectThat(!/\[object |native code/.test(stdout), `the summary shows a program: ${stdout}`);
  }
  if (!accepted) {
    expectThat(!existsSync(path.join(directory, "out")), "synth wrote although it reports problems");
    return;
  }
  const [one, two] = outdirs.map(outputOf);
  expectThat(JSON.stringify(one) === JSON.stringify(two), "synth wrote other bytes the second time");
  const manifest = JSON.parse(one!["manifest.json"]!) as { readonly stacks: object };
  const stacks = Object.keys(manifest.stacks).map((stack) => `stacks/${stack}/cdk.tf.json`);
  expectThat(
    JSON.stringify(Object.keys(one!)) === JSON.stringify(["manifest.json", ...stacks].sort()),
    `synth wrote other files than its manifest lists: ${Object.keys(one!).join(", ")}`,
  );
  for (const text of Object.values(one!)) {
    JSON.parse(text);
    expectThat(!/\[object |native code|TfToken|"undefined"/.test(text), "the output shows a program");
  }
}

function outputOf(outdir: string): Readonly<Record<string, string>> {
  const names = readdirSync(outdir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return filesIn(outdir, names.map((entry) => path.relative(outdir, path.join(entry.parentPath, entry.name))).sort());
}

function filesIn(directory: string, names: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(names.map((name) => [name, readFileSync(path.join(directory, name), "utf8")]));
}

function writeFiles(directory: string, files: Readonly<Record<string, string>>): void {
  for (const [name, content] of Object.entries(files)) {
    const place = path.join(directory, name);
    mkdirSync(path.dirname(place), { recursive: true });
    writeFileSync(place, content);
  }
}

function expectThat(holds: boolean, otherwise: string): void {
  if (!holds) throw new Error(otherwise);
}
