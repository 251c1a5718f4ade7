import { Construct } from "constructs";

import type { Organization } from "../../organization/organization";
import { journalQueries } from "../../detections/catalogue/investigation-queries";
import type { EventLogGroup } from "../../modules/logs/event-log-group";
import { SavedQuery } from "../../modules/logs/saved-query";

/** What is asked of the unexpected reads in the journal. */
export function addJournals(scope: Construct, { names }: Organization, journal: EventLogGroup): void {
  const queries = new Construct(scope, "JournalQueries");
  for (const { id, title, query } of journalQueries) {
    new SavedQuery(queries, id, { queryName: names.queryName(title), query, logGroup: journal });
  }
}
