import path from "node:path";

import { globSync, isDynamicPattern } from "tinyglobby";

import { ConfigDocument } from "./config-document";
import { FilesBelow, identityOf, LEADS_OUT, projectOf } from "./files-below";
import { encodingProblem } from "./encoding-problem";
import type { Problem } from "./problem";
import { LONGEST_PATH, readRegularFile, UnreadableFile } from "./regular-file";

/** Ten thousand accounts have a tenth of it. */
const MOST_BYTES = 64 * 1024 ** 2;

/** The files of a configuration, the one the user named first, and what is wrong with finding them. */
export interface ConfigFiles {
  readonly documents: readonly ConfigDocument[];
  readonly problems: readonly Problem[];
}

/**
 * Reads a file and everything it includes; a file that several globs find is read once. Nothing is read that is not in the
 * project, links followed: whoever may change the configuration need not be able to read more than that.
 *
 * @param project directory of the project. @default - the git repository that the file is in, or else the file's directory
 * @param texts what some files are to have, by their paths with links followed: for the question what would be if they had it
 */
export function readConfigFiles(
  rootFile: string,
  project = projectOf(rootFile),
  texts: ReadonlyMap<string, string> = new Map(),
): ConfigFiles {
  const documents: ConfigDocument[] = [];
  const problems: Problem[] = [];
  const seen = new Set<string>();
  const below = new FilesBelow(project);

  const read = (file: string, chain: readonly string[], refused: (error: UnreadableFile) => Problem): void => {
    seen.add(identityOf(file));
    const text = texts.get(identityOf(file));
    const content = text === undefined ? contentOf(below, file) : Buffer.from(text);
    if (content instanceof UnreadableFile) {
      problems.push(refused(content));
      return;
    }
    const problem = encodingProblem(file, content);
    if (problem !== undefined) {
      problems.push(problem);
      return;
    }
    const document = new ConfigDocument(file, content.toString("utf8"));
    documents.push(document);
    problems.push(...document.problems);

    const cycle = [...chain, file];
    for (const { file: included, problem } of includedFiles(document, below)) {
      if (problem !== undefined) {
        problems.push(problem);
        continue;
      }
      const start = cycle.findIndex((each) => identityOf(each) === identityOf(included.path));
      if (start >= 0) problems.push(circular(document, included, cycle.slice(start)));
      else if (!seen.has(identityOf(included.path))) {
        read(included.path, cycle, ({ message }) => notIncluded(document, included, message));
      }
    }
  };
  read(rootFile, [], (error) => rootProblem(rootFile, error));
  return { documents, problems };
}

interface IncludedFile {
  readonly path: string;
  /** Position in the `include` list. */
  readonly index: number;
}

type Inclusion = { file: IncludedFile; problem?: undefined } | { file?: undefined; problem: Problem };

function contentOf(below: FilesBelow, file: string): Buffer | UnreadableFile {
  try {
    if (!below.has(file)) return new UnreadableFile("is a link that leads out of its project");
    return readRegularFile(file, MOST_BYTES);
  } catch (error) {
    if (error instanceof UnreadableFile) return error;
    throw error;
  }
}

function rootProblem(file: string, { message, isMissing }: UnreadableFile): Problem {
  return {
    file,
    line: 1,
    column: 1,
    path: "",
    message: isMissing ? "there is no such file." : `the file ${message}.`,
    remedy: "Begin with npx secretwatch init, or name the configuration with ORGANIZATION=path/to/organization.yaml.",
  };
}

function notIncluded(document: ConfigDocument, { path: file, index }: IncludedFile, message: string): Problem {
  const place = path.relative(path.dirname(document.file), file);
  const remedy = "Put the file itself there, or remove the entry.";
  return document.problem(["include", index], `${JSON.stringify(place)} ${message}.`, remedy);
}

function includedFiles(document: ConfigDocument, below: FilesBelow): Inclusion[] {
  const { include } = (document.value ?? {}) as { include?: unknown };
  if (!Array.isArray(include)) return [];
  const patterns = (include as unknown[]).map((pattern, index) => ({ pattern, index }));
  return patterns.flatMap(({ pattern, index }) =>
    typeof pattern === "string" && pattern !== "" ? findFiles(document, pattern, index, below) : [],
  );
}

function findFiles(document: ConfigDocument, pattern: string, index: number, below: FilesBelow): Inclusion[] {
  const directory = path.dirname(document.file);
  const problem = (message: string, remedy: string): Inclusion[] => [
    { problem: document.problem(["include", index], `${JSON.stringify(pattern)} ${message}.`, remedy) },
  ];
  if (path.isAbsolute(pattern)) {
    return problem(`is absolute; paths are relative to ${document.file}`, "Write a relative path.");
  }
  const correct = "Correct the path or remove the entry.";
  if (pattern.length > LONGEST_PATH) return problem("has a name that is too long", correct);
  if (pattern.includes("\0")) return problem("has a NUL character in its name", correct);
  const isPattern = isDynamicPattern(pattern);
  const found = isPattern
    ? globSync(pattern, { cwd: directory, expandDirectories: false, fs: below.fileSystem })
    : [pattern];
  const outside = below.takeOutside().map((place): Inclusion => {
    return { problem: notIncluded(document, { path: place, index }, LEADS_OUT) };
  });
  if (outside.length > 0) return outside;
  if (found.length === 0) return problem(`matches no file; paths are relative to ${document.file}`, correct);
  // Sorted by code unit, so that the order of stacks is the same on every machine.
  return found.sort().flatMap((each): Inclusion[] => {
    const file = { path: path.join(directory, each), index };
    const reason = below.whyNot(file.path, MOST_BYTES);
    if (reason === undefined) return [{ file }];
    if (isPattern) return [{ problem: notIncluded(document, file, reason) }];
    if (reason === "is a directory") {
      return problem(reason, `Write ${JSON.stringify(`${pattern.replace(/\/$/, "")}/*.yaml`)}.`);
    }
    return problem(`${reason}; paths are relative to ${document.file}`, correct);
  });
}

function circular(document: ConfigDocument, included: IncludedFile, chain: readonly string[]): Problem {
  const circle = [...chain, included.path].join(" → ");
  return document.problem(
    ["include", included.index],
    `the include is circular: ${circle}.`,
    "Remove this entry, or narrow the glob so that it does not find the file itself.",
  );
}
