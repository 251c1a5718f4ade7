import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import jsonata from "jsonata";
import { check } from "recheck";
import { stringify } from "yaml";
import ts from "typescript";

import { loadOrganization } from "../config/load-organization";
import { stackJson } from "../review/stack-json";
import { everything } from "./requests/everything";

/**
 * Finds regular expressions that somebody can keep busy with a text of his own: every one has to be linear, whatever the text.
 * recheck decides by automata and confirms by an attack. Of the project's own texts alone, which scripts, tests and benchmarks read,
 * nothing is asked.
 */
interface Expression {
  readonly place: string;
  readonly source: string;
  readonly flags: string;
}

const OURS = /^(__tests__|bench|oracles|scripts)\//;

void lint();

async function lint(): Promise<void> {
  const all = [...literals(), ...ofTheSchema(), ...ofStateMachines()];
  const slow: string[] = [];
  for (const each of unique(all)) {
    const problem = await problemOf(each);
    if (problem !== undefined) slow.push(`${each.place}  /${each.source}/${each.flags}  ${problem}`);
  }
  for (const each of slow) console.error(each);
  console.log(`${unique(all).length} regular expressions, ${slow.length} that may not be linear`);
  if (slow.length > 0) process.exitCode = 1;
}

async function problemOf({ source, flags }: Expression): Promise<string | undefined> {
  const result = await check(source, flags, { timeout: 30_000 });
  if (result.status === "safe") return undefined;
  if (result.status === "unknown") return `can't be judged: ${result.error.kind}`;
  return `${result.complexity.summary}, for ${result.attack.pattern}`;
}

/** Those in the code. ESLint refuses others there: no-restricted-syntax in eslint.config.mjs. */
function literals(): readonly Expression[] {
  const files = execFileSync("git", ["ls-files", "*.ts", "*.mjs"], { encoding: "utf8" }).trim().split("\n");
  return files
    .filter((file) => !OURS.test(file))
    .flatMap((file) => {
      const tree = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.ES2022, true);
      const found: Expression[] = [];
      const visit = (node: ts.Node): void => {
        if (ts.isRegularExpressionLiteral(node)) {
          const { line } = tree.getLineAndCharacterOfPosition(node.getStart());
          found.push({ place: `${file}:${line + 1}`, ...partsOf(node.text) });
        }
        ts.forEachChild(node, visit);
      };
      visit(tree);
      return found;
    });
}

/** Those of the configuration's values, which are put together of constants. */
function ofTheSchema(): readonly Expression[] {
  return ["organization", "members"].flatMap((name) => {
    const file = `schema/${name}.schema.json`;
    const found: Expression[] = [];
    JSON.parse(readFileSync(file, "utf8"), (key, value: unknown) => {
      if (key === "pattern" && typeof value === "string") found.push({ place: file, source: value, flags: "u" });
      return value;
    });
    return found;
  });
}

/** Those in JSONata, which Step Functions runs over events. */
function ofStateMachines(): readonly Expression[] {
  const workspace = mkdtempSync(path.join(tmpdir(), "secretwatch-regex-"));
  try {
    const file = path.join(workspace, "organization.yaml");
    writeFileSync(file, stringify(everything("aws")));
    const { resource = {} } = stackJson(loadOrganization(file), new Set(["security"]), workspace).get("security")!;
    return Object.entries(resource.aws_sfn_state_machine ?? {}).flatMap(([id, { definition }]) =>
      expressionsIn(definition as string).map((regex) => ({ place: id, ...partsOf(String(regex)) })),
    );
  } finally {
    rmSync(workspace, { recursive: true });
  }
}

function expressionsIn(definition: string): readonly RegExp[] {
  const found: RegExp[] = [];
  JSON.parse(definition, (_key, value: unknown) => {
    if (typeof value === "string" && value.startsWith("{%")) collect(jsonata(value.slice(2, -2)).ast(), found);
    return value;
  });
  return found;
}

function collect(node: unknown, found: RegExp[]): void {
  if (node instanceof RegExp) found.push(node);
  else if (typeof node === "object" && node !== null) for (const each of Object.values(node)) collect(each, found);
}

function partsOf(literal: string): Omit<Expression, "place"> {
  const end = literal.lastIndexOf("/");
  return { source: literal.slice(1, end), flags: literal.slice(end + 1) };
}

function unique(all: readonly Expression[]): readonly Expression[] {
  return [...new Map(all.map((each) => [`/${each.source}/${each.flags}`, each])).values()];
}
