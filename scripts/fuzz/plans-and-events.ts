import { copyFileSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import fc from "fast-check";

import { UNFORESEEN } from "../../cli/plan-summary";
import type { Tally } from "./configurations";
import { editJson, jsonEdits } from "./json-edits";
import { quietRun, type QuietRun } from "./quiet-run";

const root = path.resolve(__dirname, "../..");

/** Every plan of the recorded rollouts, one a stack. */
const plans = jsonIn("__tests__/plan/recorded").flatMap((rollout) => Object.values(rollout as object) as unknown[]);

const events = jsonIn("examples/events");

/** A stack whose name is a key of what is found in plans. */
const TWIN = "what";

/** Whatever a plan says, it is summed up in a comment that fits, or told as one that can't be read. */
export function planProperty(tally: Tally, until = Infinity) {
  return changedJson(plans, tally, until, async (file) => {
    // Another stack with the same plan: what is the same in both is put together.
    const twin = path.join(path.dirname(file), `${TWIN}.json`);
    copyFileSync(file, twin);
    const comment = await quietRun(["plan-summary", file, twin]);
    const json = await quietRun(["plan-summary", "--json", file, twin]);
    for (const { status, stderr } of [comment, json]) {
      expectThat(!stderr.includes(UNFORESEEN), stderr);
      expectThat(
        [0, 10, 20].includes(status) || (status === 1 && stderr.startsWith(path.dirname(file))),
        `${status}: ${stderr}`,
      );
    }
    expectThat(comment.stdout.startsWith("<!-- secretwatch plan-summary -->"), "it is no comment");
    expectThat(Buffer.byteLength(comment.stdout) <= 65_000, "the comment is too long");
    expectThat(!comment.stdout.includes("native code"), "the comment shows a program");
    const { exitCode } = JSON.parse(json.stdout) as { readonly exitCode: number };
    expectThat(exitCode === comment.status && exitCode === json.status, "comment and JSON differ");
    return exitCode !== 1;
  });
}

/** Whatever events say, they are matched, or told as ones that can't be read. */
export function eventProperty(tally: Tally, until = Infinity) {
  return changedJson(events, tally, until, async (file) => {
    const text = await quietRun(["test", "--why", file]);
    const json = await quietRun(["test", "--json", file]);
    for (const { status, stderr } of [text, json]) {
      expectThat(status === 0 || (status === 1 && stderr.startsWith(file)), `${status}: ${stderr}`);
    }
    for (const line of linesOf(json)) JSON.parse(line);
    expectThat(text.status === json.status, "text and JSON differ");
    return text.status === 0;
  });
}

/** @param judge says whether all of the file was accepted */
function changedJson(
  documents: readonly unknown[],
  tally: Tally,
  until: number,
  judge: (file: string) => Promise<boolean>,
) {
  const changed = fc.record({ document: fc.nat(documents.length - 1), edits: jsonEdits });
  return fc.asyncProperty(changed, async ({ document, edits }) => {
    if (Date.now() > until) return;
    const directory = mkdtempSync(path.join(tmpdir(), "secretwatch-fuzz-"));
    try {
      const file = path.join(directory, "x.json");
      writeFileSync(file, editJson(documents[document], edits));
      tally.runs++;
      if (await judge(file)) tally.accepted++;
    } finally {
      rmSync(directory, { recursive: true });
    }
  });
}

function jsonIn(directory: string): readonly unknown[] {
  const names = readdirSync(path.join(root, directory)).filter((name) => name.endsWith(".json"));
  return names.sort().map((name) => JSON.parse(readFileSync(path.join(root, directory, name), "utf8")) as unknown);
}

function linesOf({ stdout }: QuietRun): readonly string[] {
  return stdout.split("\n").filter((line) => line !== "");
}

function expectThat(holds: boolean, otherwise: string): void {
  if (!holds) throw new Error(otherwise);
}
