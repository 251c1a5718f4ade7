import type { AwsCalls } from "../../aws/calls";
import { type Refusal, RefusedCall } from "../../aws/calls";
import type { Operation } from "../../aws/operations";
import { SavedAnswers } from "../../aws/saved-answers";
import type { Finding } from "../../doctor/finding";
import type { LiveType } from "../../doctor/live/live-type";
import { everything } from "../../scripts/requests/everything";
import { uncheckedOrganization } from "./edited-organization";
import { HealthyAws } from "./healthy-aws";
import { liveFindings } from "./live-findings";
import { NOW } from "./looked-at";

let made: HealthyAws | undefined;

/** AWS with everything that there is, deployed as it is wanted; made when the first test asks for it. */
export function healthyEverything(): HealthyAws {
  return (made ??= new HealthyAws(uncheckedOrganization(everything("aws"))));
}

/** The path of the one answer that ends so: a test that plants a fault says no more of it. */
export function pathOf(end: string): string {
  const paths = Object.keys(healthyEverything().answers).filter((path) => path.endsWith(`${end}.json`));
  if (paths.length !== 1) throw new Error(`${paths.length} answers end in ${end}.json.`);
  return paths[0]!;
}

/** Stands for an answer of AWS that what it is about is not there. */
export const MISSING: object = Object.freeze({});

/** Answers that what some calls are about is not there, by what their paths end in. */
export function gone(...ends: readonly string[]): Readonly<Record<string, object>> {
  return Object.fromEntries(ends.map((end) => [pathOf(end), MISSING]));
}

/** What is found where AWS answers so, in all stacks. */
export function findingsIn(
  looks: Readonly<Record<string, LiveType>>,
  answers: Readonly<Record<string, object>>,
  calls = callsOf(answers),
): Promise<readonly Finding[]> {
  const { organization, stacks } = healthyEverything();
  return liveFindings({ organization, stacks, calls, now: NOW }, looks);
}

/** A fault: in which answer, at which member, what is there instead, and the kind of the one finding that it makes. */
export type Fault = readonly [
  name: string,
  answer: string,
  members: readonly (string | number)[],
  value: unknown,
  kind: string,
];

/** Kinds of what is found where AWS answers so. */
export async function kindsIn(...looked: Parameters<typeof findingsIn>): Promise<readonly string[]> {
  return (await findingsIn(...looked)).map(({ kind }) => kind);
}

/** The calls with which everything is looked at, by name. */
export async function operationsOf(looks: Readonly<Record<string, LiveType>>): Promise<readonly Operation[]> {
  const { organization, stacks, answers } = healthyEverything();
  const calls = callsOf(answers);
  const asked = new Set<Operation>();
  const noting: AwsCalls = {
    call: (operation, input, place) => {
      asked.add(operation);
      return calls.call(operation, input, place);
    },
  };
  await liveFindings({ organization, stacks, calls: noting, now: NOW }, looks);
  return [...asked].sort();
}

/** AWS that answers so. @param refused how it says that something is not there */
export function callsOf(
  answers: Readonly<Record<string, object>>,
  refused: Pick<Refusal, "kind" | "code"> = { kind: "missing", code: "NotFound" },
): AwsCalls {
  let isMissing = false;
  const saved = new SavedAnswers((path) => {
    const answer = answers[path];
    isMissing = answer === MISSING;
    return isMissing ? {} : answer;
  });
  return {
    call: (operation, input, place) => {
      const answer = saved.call(operation, input, place);
      if (!isMissing) return answer;
      const refusal = { ...refused, message: "It does not exist.", operation, place };
      return Promise.reject(new RefusedCall(refusal));
    },
  };
}
