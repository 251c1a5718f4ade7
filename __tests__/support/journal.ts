import type { CloudTrailRecord } from "../../detections/detection";
import { readInput } from "../../messages/example-record";
import { match } from "../../patterns/cloudwatch-filter-pattern";
import type { JournalPage, JournalSearch, Services } from "./run-composer";

/** A journal with these records, the oldest first, that is searched with our own matcher of filter patterns. */
export function journalOf(...records: readonly CloudTrailRecord[]): Services {
  const events = records.map((record) => readInput({ what: "", detection: "", record }).event);
  return { search: (request) => pageOf(events, request) };
}

/** The first page of what a search finds among events. */
export function pageOf(events: readonly object[], { FilterPattern, Limit }: JournalSearch): JournalPage {
  const found = events.filter((event) => match(FilterPattern, event) === true);
  const Events = found.slice(0, Limit).map((event) => ({ Message: JSON.stringify(event) }));
  return found.length > Limit ? { Events, NextToken: "more" } : { Events };
}
