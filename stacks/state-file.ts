import type { State } from "../organization/settings";

/** Where the state of a stack is: a path in the project, or a key in the bucket. */
export function stateFile(state: State, stack: string): string {
  return state.type === "local"
    ? `${state.directory}/${stack}.tfstate`
    : `${state.keyPrefix}${stack}/terraform.tfstate`;
}
