import { spawnSync } from "node:child_process";
import path from "node:path";

import type { Synthesized } from "./configuration";
import type { Finding } from "./finding";
import { stateMachineFindings } from "./state-machines";

/** What the judge says of a configuration. */
export interface Judgement {
  readonly label: string;
  readonly findings: readonly Finding[];
  readonly resources: Readonly<Record<string, number>>;
  readonly requests: Readonly<Record<string, number>>;
  readonly values: number;
  /** Definition of each state machine, by its place, references filled in. */
  readonly definitions: Readonly<Record<string, string>>;
}

const oracles = path.resolve(__dirname, "../../oracles");
const packages = "botocore==1.44.8 parliament==1.6.4 regex==2026.11.19";

/** Where REQUESTS_PYTHON names one it has to work; without it python3 is tried. */
export const python = process.env.REQUESTS_PYTHON ?? "python3";

/** Why the judge can't be asked here, or undefined. */
export function whyNoJudge(): string | undefined {
  const { status, error } = spawnSync(python, ["-c", "import botocore, parliament, regex"], { stdio: "ignore" });
  if (error === undefined && status === 0) return undefined;
  return `${python} has not got what it needs. Make a virtual environment, pip install ${packages}, and set REQUESTS_PYTHON.`;
}

/** One definition is that of many configurations. */
const known = new Map<string, readonly Finding[]>();

function machine(place: string, text: string): readonly Finding[] {
  const key = `${place} ${text}`;
  const findings = known.get(key) ?? stateMachineFindings(place, text);
  known.set(key, findings);
  return findings;
}

/** Asks oracles/aws_requests about each of them. */
export function judge(
  configurations: readonly Synthesized[],
  { mutated = false }: { readonly mutated?: boolean } = {},
): { readonly judgements: readonly Judgement[]; readonly unusedSkips: readonly string[] } {
  const question = {
    mutated,
    configurations: configurations.map(({ name, stacks }) => ({ label: name, stacks: [...stacks.values()] })),
  };
  const { status, stdout, stderr, error } = spawnSync(python, ["-m", "aws_requests"], {
    cwd: oracles,
    input: JSON.stringify(question),
    encoding: "utf8",
    env: { ...process.env, PYTHONDONTWRITEBYTECODE: "1" },
    maxBuffer: 256 * 1024 * 1024,
  });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`the judge failed:\n${stderr}`);
  const answer = JSON.parse(stdout) as { configurations: readonly Judgement[]; unusedSkips: readonly string[] };
  const judgements = answer.configurations.map((each) => ({
    ...each,
    findings: [...each.findings, ...Object.entries(each.definitions).flatMap(([place, text]) => machine(place, text))],
  }));
  return { judgements, unusedSkips: answer.unusedSkips };
}
