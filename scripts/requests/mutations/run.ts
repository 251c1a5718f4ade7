import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

import { workspace, type Synthesized } from "../configuration";
import type { Finding } from "../finding";
import { judge } from "../judge";
import type { Mutation, StackJson } from "./mutation";
import { mutations } from "./table";

/** What became of a mutation. */
export interface Outcome {
  readonly mutation: Mutation;
  /** The finding that names it, or undefined where nothing did. */
  readonly caughtBy?: string;
  /** Why it proves nothing any more. */
  readonly stale?: string;
}

interface Variant {
  readonly mutation: Mutation;
  readonly before: Synthesized;
  readonly after: Synthesized;
}

/** Spoils the output in each way of the table, and asks the judge: what it says anew has to name what was spoilt. */
export function runMutations(configurations: readonly Synthesized[]): readonly Outcome[] {
  const prepared = mutations.map((mutation, index) => {
    const of = configurations.find(({ name }) => name === (mutation.of ?? "everything"));
    return of === undefined ? "there is no such configuration" : prepare(mutation, of, String(index));
  });
  const variants = prepared.filter((each) => typeof each !== "string");
  const { judgements } = judge(
    variants.flatMap(({ before, after }) => [before, after]),
    { mutated: true },
  );
  const byVariant = new Map(
    variants.map((each, index) => [each.mutation, [judgements[2 * index]!, judgements[2 * index + 1]!] as const]),
  );

  return mutations.map((mutation, index) => {
    const stale = prepared[index];
    if (typeof stale === "string") return { mutation, stale };
    const [before, after] = byVariant.get(mutation)!;
    const known = new Set(before.findings.flatMap(keysOf));
    const caught = after.findings.find(
      (each) => mutation.caught.test(each.what) && keysOf(each).some((key) => !known.has(key)),
    );
    return caught === undefined ? { mutation } : { mutation, caughtBy: caught.what };
  });
}

/** Once for each place, so that a mutation is not taken for what is found elsewhere. */
function keysOf({ what, places }: Finding): readonly string[] {
  return places.map((place) => `${place} ${what}`);
}

/** The output before and after; or why the mutation does not apply. */
function prepare(mutation: Mutation, { stacks }: Synthesized, label: string): Variant | string {
  for (const [name, file] of stacks) {
    const text = readFileSync(file, "utf8");
    const { resource: all = {} } = JSON.parse(text) as Partial<StackJson>;
    const id = Object.entries(all[mutation.type] ?? {}).find(([, each]) => mutation.pick?.(each) ?? true)?.[0];
    if (id === undefined) continue;

    const spoil = (content: string, how: Mutation["change"]): string => {
      const stack = JSON.parse(content) as StackJson;
      how(stack.resource[mutation.type]![id]!, stack);
      return JSON.stringify(stack);
    };
    const before = mutation.before === undefined ? JSON.stringify(JSON.parse(text)) : spoil(text, mutation.before);
    const after = spoil(before, mutation.change);
    if (after === before) return "it changes nothing";
    const written = (suffix: string, content: string) => write(`mutation-${label}-${suffix}`, name, stacks, content);
    return {
      mutation,
      before: mutation.before === undefined ? { name, stacks } : written("before", before),
      after: written("after", after),
    };
  }
  return `there is no such ${mutation.type}`;
}

function write(label: string, stack: string, stacks: Synthesized["stacks"], content: string): Synthesized {
  const directory = path.join(workspace, label, stack);
  mkdirSync(directory, { recursive: true });
  const file = path.join(directory, "cdk.tf.json");
  writeFileSync(file, content);
  return { name: label, stacks: new Map([...stacks, [stack, file]]) };
}
