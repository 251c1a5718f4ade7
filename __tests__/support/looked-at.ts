import type { Place } from "../../aws/calls";
import { type SavedAnswer, SavedAnswers } from "../../aws/saved-answers";
import type { LiveType, Wrong } from "../../doctor/live/live-type";
import type { WantedResource } from "../../doctor/wanted";
import type { Organization } from "../../organization/organization";
import { exampleOrganization } from "./synthesized";

/** What AWS answers, by the paths of aws/answer-path.ts. */
export type Answers = Readonly<Record<string, SavedAnswer>>;

/** A resource as a stack of the security account wants it, and when it is looked at. */
export interface Looked {
  readonly type: string;
  readonly attributes: WantedResource["attributes"];
  /** Resources of the stack, beside it. @default - none */
  readonly resources?: readonly WantedResource[];
  readonly organization?: Organization;
  /** @default - {@link NOW} */
  readonly now?: number;
}

/** When tests look. */
export const NOW = Date.parse("2026-09-01T12:00:00Z");

export const securityPlace: Place = { account: "222222222222", region: "eu-west-1" };

/** A resource of the security account. */
export function wantedResource(type: string, id: string, attributes: WantedResource["attributes"]): WantedResource {
  return { type, address: `${type}.${id}`, ...securityPlace, attributes, refersTo: [] };
}

let loaded: Organization | undefined;

/** Loaded once: properties look a hundred times. */
function example(): Organization {
  return (loaded ??= exampleOrganization());
}

/** What is wrong with a resource, given what AWS answers. */
export function lookedAt(
  looks: Readonly<Record<string, LiveType>>,
  { type, attributes, resources = [], organization = example(), now = NOW }: Looked,
  answers: Answers,
): Promise<readonly Wrong[]> {
  const look = looks[type];
  if (typeof look !== "function") throw new Error(`Nobody looks at ${type}.`);
  const resource = resources.find((each) => each.attributes === attributes) ?? wantedResource(type, "It", attributes);
  const stack = {
    name: "security",
    account: securityPlace.account,
    wave: "central",
    resources: resources.includes(resource) ? resources : [resource, ...resources],
    dataSources: [],
  };
  const calls = new SavedAnswers((path) => answers[path]);
  return look(resource, { calls, place: securityPlace, stack, organization, now });
}

/** Answers, one of which has something else in it: at a path of members; what is left out is `undefined`, as the SDK has it. */
export function changed(
  answers: Answers,
  path: string,
  members: readonly (string | number)[],
  value: unknown,
): Answers {
  const answer = answers[path];
  if (answer === undefined) throw new Error(`There is no ${path}.`);
  // As JSON has it: dates are texts again.
  const copy = JSON.parse(JSON.stringify(answer)) as Record<string | number, unknown>;
  const parent = members
    .slice(0, -1)
    .reduce((object, member) => object[member] as Record<string | number, unknown>, copy);
  const last = members.at(-1)!;
  parent[last] = value;
  return { ...answers, [path]: copy };
}
