import { dataSources } from "./data-sources";
import type { DataSource } from "./resource-type";
import { pipelineTypes, resourceTypes } from "./resource-types";

/** What Terraform asks AWS for. */
export interface NeededActions {
  /** Refreshing and planning. */
  readonly plan: readonly string[];
  /** Creating, changing and destroying, beside those. */
  readonly apply: readonly string[];
}

/** The part of cdk.tf.json that says which types there are. */
export interface StackTypes {
  readonly resource?: Readonly<Record<string, unknown>>;
  readonly data?: Readonly<Record<string, unknown>>;
}

const sources: Readonly<Record<string, DataSource>> = dataSources;

/**
 * What Terraform needs in AWS for a stack.
 *
 * @throws RangeError if a type is not in the table
 */
export function actionsOf({ resource = {}, data = {} }: StackTypes): NeededActions {
  return actionsOfTypes(Object.keys(resource), Object.keys(data));
}

/**
 * What Terraform needs in AWS for some types of resources and of data sources.
 *
 * @throws RangeError if a type is not in the table
 */
export function actionsOfTypes(resources: Iterable<string>, read: Iterable<string>): NeededActions {
  return merged([
    ...[...resources].map((type) => known(resourceTypes[type], type)),
    ...[...read].map((type) => known(sources[type], `data.${type}`)),
  ]);
}

function known<Row>(row: Row | undefined, type: string): Row {
  if (row === undefined) throw new RangeError(`Nothing is known of ${type}: give it a row in resources/.`);
  return row;
}

/** All that the roles of a CI pipeline need, whichever stacks there are. */
export function actionsOfPipeline(): NeededActions {
  return merged([...Object.values(pipelineTypes), ...Object.values(sources)]);
}

/** All of them, sorted, each once. */
export function merged(several: readonly (DataSource & Partial<NeededActions>)[]): NeededActions {
  const sorted = (list: readonly string[]) => [...new Set(list)].sort();
  return {
    plan: sorted(several.flatMap(({ plan }) => plan)),
    apply: sorted(several.flatMap(({ apply = [] }) => apply)),
  };
}
