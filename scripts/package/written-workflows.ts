import { accessSync, constants, readFileSync, readdirSync } from "node:fs";
import path from "node:path";

import { parse } from "yaml";

import { step } from "./steps";
import type { UserDirectory } from "./user-directory";

interface Job {
  readonly steps?: readonly { readonly run?: string }[];
}

/** The scripts that workflows call are in the package, may be run, and are there by then. */
export function writtenWorkflows(user: UserDirectory): void {
  const directory = user.file(".github/workflows");
  const jobs = readdirSync(directory).flatMap((file) => {
    const workflow = parse(readFileSync(path.join(directory, file), "utf8")) as { jobs: Record<string, Job> };
    return Object.entries(workflow.jobs).map(([name, job]) => [`${file}, ${name}`, job] as const);
  });
  let calls = 0;
  const wrong = jobs.flatMap(([name, { steps = [] }]) => {
    const runs = steps.map(({ run = "" }) => run);
    return runs.flatMap((run, index) => {
      const scripts = [...run.matchAll(/\S+\/scripts\/\S+\.sh/g)].map(([script]) => script);
      calls += scripts.length;
      return scripts
        .filter((script) => !mayRun(user.file(script)) || !runs.slice(0, index).includes("npm ci"))
        .map((script) => `${name}: ${script}`);
    });
  });
  step(`${calls} calls of scripts in workflows lead to what npm ci has installed`, calls > 10 && wrong.length === 0);
  for (const each of wrong) console.log(each);
}

function mayRun(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
