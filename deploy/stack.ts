import type { Deployment } from "../stacks/deployments";

/** What a rollout has to know of a stack. */
export type Stack = Pick<Deployment, "stack" | "account" | "wave" | "dependsOn">;

/** The stacks as they are taken down: in the opposite order, each before what it depends on. */
export function backwards(stacks: readonly Stack[]): readonly Stack[] {
  return [...stacks].reverse().map((each) => ({
    ...each,
    dependsOn: stacks.filter(({ dependsOn }) => dependsOn.includes(each.stack)).map(({ stack }) => stack),
  }));
}
