import { answerPath } from "../../aws/answer-path";
import type { Place } from "../../aws/calls";
import type { AnswerOf, InputOf, Operation } from "../../aws/operations";
import type { WantedResource, WantedStack } from "../../doctor/wanted";
import { arn } from "../../organization/names/arn";
import type { Organization } from "../../organization/organization";

/** A part of an answer of AWS. Parts of the same answer are put together: lists one behind the other. */
export interface AnswerPart {
  readonly path: string;
  readonly answer: object;
}

/** What AWS answers about a resource that is just as it is wanted. */
export type HealthyType = (resource: WantedResource, context: HealthyContext) => readonly AnswerPart[];

export interface HealthyContext {
  readonly organization: Organization;
  readonly stack: WantedStack;
  readonly place: Place;
}

export function part<Name extends Operation>(
  name: Name,
  input: InputOf<Name>,
  place: Place,
  answer: AnswerOf<Name>,
): AnswerPart {
  return { path: answerPath(name, input, place), answer };
}

/** As AWS names it, in its own place. */
export function arnAt(service: string, resource: string, { organization, place }: HealthyContext): string {
  return arn({ service, partition: organization.partition, ...place }, resource);
}
