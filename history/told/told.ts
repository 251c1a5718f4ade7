import { alarmFacts } from "../../messages/alarms/organization-facts";
import { tellingFacts } from "../../messages/reads/organization-facts";
import { alertRoutes } from "../../organization/alert-routes";
import type { Organization } from "../../organization/organization";
import type { Told } from "../history";
import type { ObservedHits } from "../observation";
import { recipientsOf } from "./recipients";
import { Tally } from "./tally";
import { type AlarmTelling, tellOfAlarms } from "./told-alarms";
import { type JudgedReads, tellOfReads } from "./told-reads";

/** What happened, of which people may have been told. */
export interface Happened {
  /** By the time of the first of each. */
  readonly reads: Iterable<JudgedReads>;
  readonly hits: readonly ObservedHits[];
}

/** What people of an organization would have been told. What it leaves out is in docs/history.md. */
export async function toldOf(organization: Organization, { reads, hits }: Happened): Promise<Told> {
  const tally = new Tally(recipientsOf(organization));
  await tellOfReads(tellingFacts(organization), reads, tally);
  await tellOfAlarms(alarmTelling(organization), hits, tally);
  return tally.told();
}

/** Where the trail is made elsewhere, all alarms mail by themselves; those of the CIS benchmark always do. */
export function alarmTelling(organization: Organization): AlarmTelling {
  const { detections, security, trailMaker, names } = organization;
  const routes = alertRoutes(organization).map(({ minimumSeverity, topics }) => ({
    ...{ minimumSeverity, topicArn: names.topicArn(topics.people) },
  }));
  return {
    detections,
    composed: trailMaker === "security" ? alarmFacts(organization) : undefined,
    direct: security.mode === "quiet" ? [] : routes,
  };
}
