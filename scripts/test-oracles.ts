import { writeFileSync } from "node:fs";
import path from "node:path";

import fc from "fast-check";

import { arbitraryCondition, arbitraryRecord } from "../__tests__/support/arbitrary-records";
import { blocksOf } from "../__tests__/support/documented";
import { catalogue } from "../detections/catalogue/catalogue";
import { toAthenaSql } from "../patterns/compile/athena";
import { attempt } from "../patterns/compile/attempt";
import { toEventPattern } from "../patterns/compile/event-pattern";
import type { Condition } from "../patterns/condition";
import { evaluate } from "../patterns/evaluate";
import { judgeArchive } from "./oracle-archive";
import { judgeSearches } from "./oracle-athena";
import { judgeForwarding } from "./oracle-forwarding";
import { judgeParameters } from "./oracle-parameters";
import { judgeWildcards } from "./oracle-wildcards";
import { askEventRuler, buildClasspath, runJava } from "./oracle-java";

/**
 * Asks the engines themselves: AWS's event-ruler whether each event pattern matches what the condition means, and how complex
 * wildcards are; Trino's parser whether the SQL is SQL, and Trino itself what it finds; and whether the rules of the example forward what they are to forward. Needs Java and Maven. --record writes the verdicts that `npm test` compares with.
 */
const SEED = 20261122;
const CONDITIONS = 1500;
const RECORDED = 60;
/** Random conditions that Trino runs: a tenth of a second each. */
const SEARCHED = 200;
const RECORDED_FILE = path.resolve(__dirname, "../__tests__/patterns/recorded-verdicts.json");

interface Case {
  readonly what: string;
  readonly condition: Condition;
  readonly events: readonly unknown[];
}

const counts = { passed: 0, failed: 0 };
const classpath = buildClasspath();
if (classpath === undefined) console.log("Skipped: there is no Java or no Maven here.");
else void judgeAll(classpath);

async function judgeAll(classpath: string): Promise<void> {
  const cases = [...randomCases(), ...catalogueCases()];
  judgeEventPatterns(cases, classpath);
  judgeSql(cases, classpath);
  const others = [
    ...(await judgeTrino(cases)),
    judgeWildcards(classpath),
    await judgeForwarding(classpath),
    await judgeParameters(classpath),
  ];
  for (const { passed, failed } of others) {
    counts.passed += passed;
    counts.failed += failed;
  }
  console.log(`${counts.passed} passed, ${counts.failed} failed`);
  if (counts.failed > 0) process.exitCode = 1;
}

function randomCases(): readonly Case[] {
  const events = fc.sample(arbitraryRecord, { numRuns: 40, seed: SEED });
  const conditions = fc.sample(arbitraryCondition, { numRuns: CONDITIONS, seed: SEED });
  return conditions.map((condition, index) => ({ what: `random condition ${index}`, condition, events }));
}

/** Every detection with the examples of all: none may fire on another's by mistake unless its condition says so. */
function catalogueCases(): readonly Case[] {
  const events = catalogue.flatMap(({ matches, ignores }) => [...matches, ...ignores].map(({ event }) => event));
  return catalogue.map(({ id, condition }) => ({ what: id, condition, events }));
}

async function judgeTrino(cases: readonly Case[]): Promise<readonly { passed: number; failed: number }[]> {
  const trino = buildClasspath("oracles/trino");
  if (trino !== undefined) return [judgeAthena(cases, trino), await judgeArchive(trino)];
  console.log("Trino's engine is skipped: Maven did not get it.");
  return [];
}

/** The catalogue and some of the random conditions, over the examples and the random records alike. */
function judgeAthena(cases: readonly Case[], trino: string): { passed: number; failed: number } {
  const searched = [...cases.slice(0, SEARCHED), ...cases.slice(CONDITIONS)];
  const events = [...new Set(searched.flatMap((each) => each.events))];
  return judgeSearches(trino, searched, events as readonly Readonly<Record<string, unknown>>[]);
}

function judgeEventPatterns(cases: readonly Case[], cp: string): void {
  const compiled = cases.flatMap((each) => {
    const pattern = attempt(() => toEventPattern(each.condition)).result;
    return pattern === undefined ? [] : [{ ...each, pattern }];
  });
  const verdicts = askEventRuler(
    cp,
    compiled.map(({ pattern, events }) => ({ pattern, events: events.map((detail) => ({ detail })) })),
  );

  for (const [index, { what, condition, events, pattern }] of compiled.entries()) {
    const expected = events.map((event) => evaluate(condition, event));
    const agreed = JSON.stringify(verdicts[index]) === JSON.stringify(expected);
    counts[agreed ? "passed" : "failed"]++;
    if (agreed) continue;
    const at = Array.isArray(verdicts[index]) ? expected.findIndex((each, i) => each !== verdicts[index]![i]) : 0;
    console.log(`FAILED ${what}: ${JSON.stringify(condition)}\n  ${JSON.stringify(pattern)}`);
    console.log(`  ${Array.isArray(verdicts[index]) ? JSON.stringify(events[at]) : String(verdicts[index])}`);
  }
  console.log(`event-ruler judged ${compiled.length} patterns; ${cases.length - compiled.length} are not expressible`);
  if (process.argv.includes("--record")) record(compiled, verdicts);
}

function record(compiled: readonly (Case & { pattern: unknown })[], verdicts: readonly unknown[]): void {
  const recorded = compiled.slice(0, RECORDED).map(({ condition, pattern }, index) => ({
    condition,
    pattern,
    verdicts: (verdicts[index] as readonly boolean[]).map(Number).join(""),
  }));
  writeFileSync(RECORDED_FILE, `${JSON.stringify({ events: compiled[0]!.events, recorded }, null, 1)}\n`);
}

/** Each predicate in the query that people are told to put it in. */
function judgeSql(cases: readonly Case[], cp: string): void {
  const { text } = blocksOf("docs/searching.md", ["sql"]).find((block) => block.text.includes("/* athenaSql */"))!;
  const query = text.replace(/;\s*$/, "");
  const compiled = cases.flatMap(({ what, condition }) => {
    const sql = attempt(() => toAthenaSql(condition)).result;
    return sql === undefined ? [] : [{ what, sql: query.replace("/* athenaSql */", () => sql) }];
  });
  const refusals = runJava(
    cp,
    "TrinoParser",
    compiled.map(({ sql }) => JSON.stringify(sql)),
  ) as string[];
  for (const [index, { what, sql }] of compiled.entries()) {
    counts[refusals[index] === "" ? "passed" : "failed"]++;
    if (refusals[index] !== "") console.log(`FAILED ${what}: ${refusals[index]}\n  ${sql}`);
  }
  console.log(
    `Trino's parser read ${compiled.length} predicates; ${cases.length - compiled.length} are not expressible`,
  );
}
