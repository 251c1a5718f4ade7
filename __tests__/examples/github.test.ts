import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";

import { parse } from "yaml";

import { root } from "../support/synthesized";

interface Job {
  readonly if?: string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly with?: Readonly<Record<string, string>>;
  readonly steps?: readonly {
    readonly uses?: string;
    readonly run?: string;
    readonly with?: Record<string, unknown>;
  }[];
  readonly strategy?: { readonly "fail-fast": boolean };
}
interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: object;
  readonly jobs: Readonly<Record<string, Job>>;
}

const directory = path.join(root, "examples/github/workflows");
const workflows = new Map(
  readdirSync(directory).map((file) => [file, parse(readFileSync(path.join(directory, file), "utf8")) as Workflow]),
);
const stepsOf = (workflow: Workflow) => Object.values(workflow.jobs).flatMap(({ steps }) => steps ?? []);
const mayWrite = ({ permissions }: Job) =>
  Object.entries(permissions ?? {}).flatMap(([what, how]) => (how === "write" ? [what] : []));

test.each([...workflows])("%s uses actions by their commit, and leaves no credentials behind", (_, workflow) => {
  for (const { uses = "", with: settings } of stepsOf(workflow)) {
    expect(uses).toMatch(/^$|^[\w-]+\/[\w-]+@[0-9a-f]{40}$/);
    if (uses.startsWith("actions/checkout@")) expect(settings).toHaveProperty("persist-credentials", false);
  }
});

test.each([...workflows])("%s puts nothing that others write into a script", (_, workflow) => {
  expect(stepsOf(workflow).filter(({ run }) => run?.includes("${{") === true)).toEqual([]);
});

test.each([...workflows])("%s has no permission but those of its jobs", (_, { permissions, jobs }) => {
  expect(permissions).toEqual({});
  for (const job of Object.values(jobs)) expect(job).toHaveProperty("permissions");
});

test("each job may write what it is for, and no job both comments and signs in to AWS", () => {
  const written = [...workflows].map(([file, { jobs }]) => [
    file,
    Object.fromEntries(
      Object.entries(jobs).flatMap(([name, job]) => (mayWrite(job).length > 0 ? [[name, mayWrite(job)]] : [])),
    ),
  ]);
  const waves = Array.from({ length: 8 }, (_, index): [string, string[]] => [`wave-${index + 1}`, ["id-token"]]);

  expect(Object.fromEntries(written)).toEqual({
    "apply-wave.yml": { apply: ["id-token"] },
    "apply.yml": Object.fromEntries(waves),
    "drill.yml": { drill: ["id-token"] },
    "drift.yml": { plan: ["id-token"], report: ["issues"] },
    "pull-request.yml": { plan: ["id-token"], comment: ["pull-requests"] },
  });
});

test("forks get neither a plan nor a comment", () => {
  const { on, jobs } = workflows.get("pull-request.yml")!;

  expect(Object.keys(on)).toEqual(["pull_request"]);
  for (const name of ["plan", "comment"]) {
    expect(jobs[name]?.if).toContain("github.event.pull_request.head.repo.full_name == github.repository");
  }
});

test("plans are pinned before they are sorted, and verified again before they are applied", () => {
  const scriptsOf = (file: string) =>
    stepsOf(workflows.get(file)!).flatMap(({ run }) => run?.match(/[\w-]+(?=\.sh)/g) ?? []);

  expect(scriptsOf("apply.yml")).toEqual(["find-plans", "pin-plans", "waves", "summarize"]);
  expect(scriptsOf("apply-wave.yml")).toEqual(["verify-plans", "apply"]);
});

test("every wave gets what its plans have to prove", () => {
  const waves = Object.entries(workflows.get("apply.yml")!.jobs).filter(([name]) => name.startsWith("wave-"));

  expect(waves).toHaveLength(8);
  for (const [, job] of waves) expect(job.with).toHaveProperty("pins", "${{ needs.find.outputs.pins }}");
});

test("one stack that fails does not interrupt others", () => {
  const matrices = [...workflows.values()].flatMap(({ jobs }) =>
    Object.values(jobs).flatMap(({ strategy }) => strategy ?? []),
  );

  expect(matrices.map((strategy) => strategy["fail-fast"])).toEqual([false, false, false]);
});
