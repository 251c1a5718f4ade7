/** Version of the form below; members are only ever added to it. */
const VERSION = 1;

/** A read as JSON, for programs; `text` is what people would have been mailed. */
export const eventMessage = `{
  "version": ${VERSION},
  "detection": $detection.id,
  "title": $headline,
  "severity": $detection.severity,
  "outcome": $facts.outcome,
  "account": { "id": $account.id, "name": $account.name, "owner": $account.owner },
  "region": $facts.region,
  "store": $facts.secret.store,
  "secret": $facts.secret.text,
  "reader": $facts.reader,
  "from": $facts.from,
  "expectedFrom": $exists($verdict.from) ? [$verdict.from],
  "planned": $exists($planned.reason) ? { "reason": $planned.reason, "until": $planned.until },
  "time": $facts.time,
  "eventId": $facts.eventId,
  "links": $links,
  "query": $query,
  "nextSteps": [$detection.nextSteps],
  "text": $text,
  "record": $received.event.detail
}`;
