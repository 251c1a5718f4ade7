/**
 * What else the same reader did, or what else happened to the same secret or in the same account, as far as is known: a
 * Logs Insights query of the journal, which has every event as EventBridge sent it.
 */
export const journalQuery = `(
  $quoted := function($text) { "\\"" & $replace($replace($text, "\\\\", "\\\\\\\\"), "\\"", "\\\\\\"") & "\\"" };
  $of := $exists($facts.reader.arn)
    ? ($contains($facts.reader.arn, ":role/")
        ? "detail.userIdentity.sessionContext.sessionIssuer.arn = "
        : "detail.userIdentity.arn = ") & $quoted($facts.reader.arn)
    : $exists($facts.eventId)
      ? "detail.eventID = " & $quoted($facts.eventId)
      : $exists($facts.secret.text)
        ? "detail.requestParameters.secretId like " & $quoted($facts.secret.text)
        : $exists($account.id) ? "detail.recipientAccountId = " & $quoted($account.id);
  $join([
    "fields detail.eventTime, detail.eventName, detail.errorCode, detail.userIdentity.arn, "
      & "detail.requestParameters.secretId, detail.requestParameters.name, detail.recipientAccountId, detail.awsRegion, detail.sourceIPAddress",
    $exists($of) ? "filter " & $of,
    "sort detail.eventTime desc",
    "limit 200"
  ], "\\n| ")
)`;
