import type { Organization } from "../organization/organization";
import { firedDetections } from "./fired-detections";
import type { History } from "./history";
import { Judge } from "./judge";
import type { ObservedReads, Observations } from "./observation";
import { readsOf } from "./reads-of";
import { toldOf } from "./told/told";
import type { JudgedReads } from "./told/told-reads";
import { daysFrom } from "./when";

/** What a configuration makes of what was observed. @param judge of the same configuration */
export async function historyOf(
  observations: Observations,
  organization: Organization,
  judge = new Judge(organization),
): Promise<History> {
  const { reads, hits, seen } = observations;
  return {
    seen,
    days: seen.from === undefined || seen.to === undefined ? [] : daysFrom(seen.from, seen.to),
    reads: await readsOf(reads, judge),
    told: await toldOf(organization, { reads: await judgedReads(reads, judge), hits }),
    detections: firedDetections(hits, organization.detections),
  };
}

/** What people are told of, in the order of time; a read that two detections are about is there twice. */
async function judgedReads(observed: readonly ObservedReads[], judge: Judge): Promise<readonly JudgedReads[]> {
  const judged: JudgedReads[] = [];
  for (const reads of [...observed].sort((a, b) => a.first - b.first)) {
    const { isTold, tellings } = await judge.judge(reads.record);
    if (isTold) judged.push(...tellings.map(({ id }) => ({ reads, detection: id })));
  }
  return judged;
}
