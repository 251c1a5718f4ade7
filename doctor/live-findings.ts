import type { Finding } from "./finding";
import type { LiveType } from "./live/live-type";
import { lookAtStacks, type LiveWorld } from "./live/run";
import { findingsOfRefusals } from "./refusals";

/** What is found in all stacks, what could not be found out first. */
export async function liveFindings(
  world: LiveWorld,
  looks?: Readonly<Record<string, LiveType>>,
): Promise<readonly Finding[]> {
  const { findings, refused } = await lookAtStacks(world, looks);
  return [...findingsOfRefusals(refused), ...findings];
}
