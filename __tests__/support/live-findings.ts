import type { Finding } from "../../doctor/finding";
import type { LiveType } from "../../doctor/live/live-type";
import { lookAtStacks, type LiveWorld } from "../../doctor/live/run";
import { findingsOfRefusals } from "../../doctor/refusals";

/** What is found in all stacks, what could not be found out first. */
export async function liveFindings(
  world: LiveWorld,
  looks?: Readonly<Record<string, LiveType>>,
): Promise<readonly Finding[]> {
  const { findings, refused } = await lookAtStacks(world, looks);
  return [...findingsOfRefusals(refused), ...findings];
}
