import type { AnswerOf } from "../../aws/operations";
import type { WantedResource } from "../wanted";
import { type LookAt, type Looking, notThere } from "./live-type";
import { unlike } from "./unlike";

type Target = NonNullable<AnswerOf<"events:ListTargetsByRule">["Targets"]>[number];

/** Targets of a rule: those that it has, and those that its stack has. */
export interface TargetsOfRule {
  readonly found: readonly Target[];
  readonly wanted: readonly WantedResource[];
}

export async function targetsOf(
  rule: { readonly Rule: string; readonly EventBusName: string },
  { calls, place, stack }: Looking,
): Promise<TargetsOfRule> {
  const { Targets = [] } = await calls.call("events:ListTargetsByRule", rule, place);
  const wanted = stack.resources.filter(
    (each) =>
      each.type === "aws_cloudwatch_event_target" &&
      each.region === place.region &&
      each.attributes.rule === rule.Rule &&
      busOf(each) === rule.EventBusName,
  );
  return { found: Targets, wanted };
}

/** The bus of a rule or target. */
export function busOf({ attributes }: Pick<WantedResource, "attributes">): string {
  const name = attributes.event_bus_name;
  return typeof name === "string" ? name : "default";
}

/** Where a rule sends what it sees. */
export const target: LookAt = async (resource, looking) => {
  const { rule, target_id: id, arn, role_arn: role } = resource.attributes;
  const { found } = await targetsOf({ Rule: String(rule), EventBusName: busOf(resource) }, looking);
  const its = found.find(({ Id }) => Id === id);
  if (its === undefined) return notThere;
  const whose = `The target ${String(id)} of the rule ${String(rule)}`;
  const { DeadLetterConfig, Input, InputPath } = its;
  return [
    ...unlike("target-changed", whose, [
      ["what it sends to", arn, its.Arn],
      ["its role", role, its.RoleArn],
      ["what it sends instead of the event", wantedTransformer(resource), foundTransformer(its)],
      ["the text that it sends", undefined, Input],
      ["the part that it sends", undefined, InputPath],
    ]),
    ...unlike("target-loses", whose, [
      ["the queue of what it can't deliver", block(resource, "dead_letter_config")?.arn, DeadLetterConfig?.Arn],
    ]),
  ];
};

function wantedTransformer(resource: WantedResource): object | undefined {
  const transformer = block(resource, "input_transformer");
  return transformer && { template: transformer.input_template, paths: filled(transformer.input_paths) };
}

function foundTransformer({ InputTransformer }: Target): object | undefined {
  return (
    InputTransformer && { template: InputTransformer.InputTemplate, paths: filled(InputTransformer.InputPathsMap) }
  );
}

/** No paths are none, however that is said. */
function filled(paths: unknown): unknown {
  return typeof paths === "object" && paths !== null && Object.keys(paths).length > 0 ? paths : undefined;
}

type Block = Readonly<Record<string, unknown>>;

/** A block of Terraform that there is one of, in a list or not. */
function block({ attributes }: WantedResource, name: string): Block | undefined {
  const value = attributes[name];
  return (Array.isArray(value) ? value[0] : value) as Block | undefined;
}
