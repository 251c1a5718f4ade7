import type { Organization } from "../organization/organization";
import { firedDetections } from "./fired-detections";
import type { History, Told } from "./history";
import { Judge } from "./judge";
import type { Observations } from "./observation";
import { dayOf, readsOf } from "./reads-of";

/** What a configuration makes of what was observed. */
export async function historyOf(observations: Observations, organization: Organization): Promise<History> {
  const { reads, hits, seen } = observations;
  return {
    seen,
    days: daysOf(seen),
    reads: await readsOf(reads, new Judge(organization)),
    told: emptyTold(),
    detections: firedDetections(hits, organization.detections),
  };
}

function emptyTold(): Told {
  return { daily: [], loudest: [], recipients: [] };
}

const DAY = 86_400_000;

function daysOf({ from, to }: Observations["seen"]): readonly string[] {
  if (from === undefined || to === undefined) return [];
  const [first, last] = [Math.floor(from / DAY), Math.floor(to / DAY)];
  return Array.from({ length: last - first + 1 }, (_, index) => dayOf((first + index) * DAY));
}
