import { spawnSync } from "node:child_process";
import path from "node:path";

export const root = path.resolve(__dirname, "../..");

/** A file of the package, by its path in it. */
export interface PackedFile {
  readonly path: string;
  readonly size: number;
  /** Rights, as of chmod. */
  readonly mode: number;
}

export interface Packed {
  readonly filename: string;
  /** Bytes of the packed file. */
  readonly size: number;
  readonly files: readonly PackedFile[];
}

/**
 * Packs the project, or says what would be packed.
 *
 * @param args options of `npm pack`
 */
export function pack(...args: readonly string[]): Packed {
  const { status, stdout, stderr } = spawnSync("npm", ["pack", "--json", ...args], { cwd: root, encoding: "utf8" });
  if (status !== 0) throw new Error(`npm pack: ${stderr}`);
  // What scripts print comes before it.
  const said = JSON.parse(stdout.slice(stdout.search(/^[[{]/m))) as Packed[] | Readonly<Record<string, Packed>>;
  return Object.values(said)[0]!;
}

/** What a package of a library and a command is made of, and nothing else. */
const parts: readonly RegExp[] = [
  /^(package\.json|README\.md|LICENSE)$/,
  /^dist\/(?!__tests__|scripts|bench|oracles|examples)[\w/.-]+\.(js|d\.ts)$/,
  /^docs\/[\w-]+\.md$/,
  /^docs\/images\/[\w-]+\.png$/,
  /^examples\/[\w/.-]+$/,
  /^schema\/[\w.-]+\.json$/,
];

/** What is in the package and has no place there. */
export function strangersIn({ files }: Packed): readonly string[] {
  return files.map(({ path: file }) => file).filter((file) => !parts.some((part) => part.test(file)));
}
