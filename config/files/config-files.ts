import { existsSync, statSync } from "node:fs";
import path from "node:path";

import { globSync, isDynamicPattern } from "tinyglobby";

import { ConfigDocument } from "./config-document";
import type { Problem } from "./problem";

/** The files of a configuration, the one the user named first, and what is wrong with finding them. */
export interface ConfigFiles {
  readonly documents: readonly ConfigDocument[];
  readonly problems: readonly Problem[];
}

/** Reads a file and everything it includes; a file that several globs find is read once. */
export function readConfigFiles(rootFile: string): ConfigFiles {
  const documents: ConfigDocument[] = [];
  const problems: Problem[] = [];
  const seen = new Set<string>();

  const read = (file: string, chain: readonly string[]): void => {
    seen.add(path.resolve(file));
    const document = readDocument(file, problems);
    if (document === undefined) return;
    documents.push(document);
    problems.push(...document.syntaxProblems);

    for (const { file: included, problem } of includedFiles(document)) {
      const cycle = [...chain, file];
      if (problem !== undefined) problems.push(problem);
      else if (cycle.some((each) => path.resolve(each) === path.resolve(included.path))) {
        problems.push(circular(document, included, cycle));
      } else if (!seen.has(path.resolve(included.path))) {
        read(included.path, cycle);
      }
    }
  };
  read(rootFile, []);
  return { documents, problems };
}

interface IncludedFile {
  readonly path: string;
  /** Position in the `include` list. */
  readonly index: number;
}

type Inclusion = { file: IncludedFile; problem?: undefined } | { file?: undefined; problem: Problem };

function readDocument(file: string, problems: Problem[]): ConfigDocument | undefined {
  try {
    return ConfigDocument.read(file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    problems.push({
      file,
      line: 1,
      column: 1,
      path: "",
      message: code === "ENOENT" ? "there is no such file." : `the file can't be read (${code ?? String(error)}).`,
      remedy: "Name the configuration with ORGANIZATION=path/to/organization.yaml.",
    });
    return undefined;
  }
}

function includedFiles(document: ConfigDocument): Inclusion[] {
  const { include } = (document.value ?? {}) as { include?: unknown };
  if (!Array.isArray(include)) return [];
  const patterns = (include as unknown[]).map((pattern, index) => ({ pattern, index }));
  return patterns.flatMap(({ pattern, index }) =>
    typeof pattern === "string" && pattern !== "" ? findFiles(document, pattern, index) : [],
  );
}

function findFiles(document: ConfigDocument, pattern: string, index: number): Inclusion[] {
  const directory = path.dirname(document.file);
  const problem = (message: string, remedy: string): Inclusion[] => [
    { problem: document.problem(["include", index], `${JSON.stringify(pattern)} ${message}.`, remedy) },
  ];
  if (path.isAbsolute(pattern)) {
    return problem(`is absolute; paths are relative to ${document.file}`, "Write a relative path.");
  }
  if (statSync(path.join(directory, pattern), { throwIfNoEntry: false })?.isDirectory() === true) {
    return problem("is a directory", `Write ${JSON.stringify(`${pattern.replace(/\/$/, "")}/*.yaml`)}.`);
  }
  const found = isDynamicPattern(pattern)
    ? globSync(pattern, { cwd: directory, expandDirectories: false })
    : [pattern].filter((each) => existsSync(path.join(directory, each)));
  if (found.length === 0) {
    const what = isDynamicPattern(pattern) ? "matches no file" : "is not there";
    return problem(`${what}; paths are relative to ${document.file}`, "Correct the path or remove the entry.");
  }
  // Sorted by code unit, so that the order of stacks is the same on every machine.
  return found.sort().map((each) => ({ file: { path: path.join(directory, each), index } }));
}

function circular(document: ConfigDocument, included: IncludedFile, chain: readonly string[]): Problem {
  const start = chain.findIndex((each) => path.resolve(each) === path.resolve(included.path));
  const circle = [...chain.slice(start), included.path].join(" → ");
  return document.problem(
    ["include", included.index],
    `the include is circular: ${circle}.`,
    "Remove this entry, or narrow the glob so that it does not find the file itself.",
  );
}
