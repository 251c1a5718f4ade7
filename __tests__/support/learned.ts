import path from "node:path";

import { readConfigFiles } from "../../config/files/config-files";
import { loadOrganization } from "../../config/load-organization";
import type { CloudTrailRecord } from "../../detections/detection";
import type { History } from "../../history/history";
import { historyOf } from "../../history/history-of";
import { Observer } from "../../history/observer";
import { fileEdits } from "../../learn/file-edits";
import { propose } from "../../learn/propose";
import type { Organization } from "../../organization/organization";

/** What is learned from events, and what the configuration makes of them before and after. */
export async function learnedFrom(directory: string, events: readonly CloudTrailRecord[], fewestDays = 3) {
  const file = path.join(directory, "organization.yaml");
  const organization = loadOrganization(file);
  const before = await historyFor(events, organization);
  const { proposals, leftOut } = propose(before, organization, fewestDays);
  const { edits, byHand } = fileEdits(readConfigFiles(file).documents, proposals);
  const texts = new Map(edits.map(({ place, after }) => [place, after]));
  const edited = loadOrganization(file, undefined, { texts });
  const after = await historyFor(events, edited);
  return { before, after, proposals, leftOut, edits, byHand, again: propose(after, edited, fewestDays), edited };
}

export async function historyFor(events: readonly CloudTrailRecord[], organization: Organization): Promise<History> {
  const observer = new Observer(organization.detections);
  for (const event of events) observer.take(event, "events.json");
  return historyOf(observer.observations(), organization);
}
