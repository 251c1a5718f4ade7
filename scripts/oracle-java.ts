import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/** Class path of the engines in a folder, which Maven gets; undefined where there is no Java or no Maven, or it gets nothing. */
export function buildClasspath(folder = "oracles"): string | undefined {
  if (spawnSync("java", ["-version"]).status !== 0) return undefined;
  const directory = mkdtempSync(path.join(tmpdir(), "secretwatch-oracles-"));
  const file = path.join(directory, "classpath");
  const pom = path.resolve(__dirname, "..", folder, "pom.xml");
  const { status } = spawnSync(
    "mvn",
    ["-q", "-B", "-f", pom, "dependency:build-classpath", `-Dmdep.outputFile=${file}`],
    { stdio: ["ignore", "ignore", "inherit"] },
  );
  const result = status === 0 ? readFileSync(file, "utf8") : undefined;
  rmSync(directory, { recursive: true });
  return result;
}

/** What AWS's event-ruler says of each event, for each pattern; or the reason why it refuses the pattern. */
export function askEventRuler(
  cp: string,
  tasks: readonly { readonly pattern: unknown; readonly events: readonly unknown[] }[],
): readonly (string | readonly boolean[])[] {
  return runJava(
    cp,
    "EventRuler",
    tasks.map((task) => JSON.stringify(task)),
  ) as (string | boolean[])[];
}

/** Runs a program, named by its path in oracles/, that answers each line with a line of JSON. */
export function runJava(
  cp: string,
  name: string,
  lines: readonly string[],
  options: readonly string[] = [],
): unknown[] {
  const { status, stdout, stderr } = spawnSync(
    "java",
    [...options, "-cp", cp, path.resolve(__dirname, `../oracles/${name}.java`)],
    {
      input: `${lines.join("\n")}\n`,
      encoding: "utf8",
      maxBuffer: 512 * 1024 * 1024,
    },
  );
  if (status !== 0) throw new Error(`${name} failed:\n${stderr}`);
  return stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as unknown);
}
