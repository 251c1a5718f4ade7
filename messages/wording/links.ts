import { constant } from "../states/jsonata";

/** Where people look next: the event in the account where it happened, and the journal of all in the home region. */
export function links(facts: Journal): string {
  return `{
  "event": $exists($facts.eventId) and $exists($facts.region)
    ? "https://" & $facts.region & ".${facts.consoleDomain}/cloudtrailv2/home?region=" & $facts.region
      & "#/events?EventId=" & $facts.eventId,
  "journal": ${constant(journalLink(facts))}
}`;
}

/** The journal in the console of the security account. */
export function journalLink({ consoleDomain, homeRegion, journalLogGroupName }: Journal): string {
  return insightsLink({ consoleDomain, homeRegion }, journalLogGroupName);
}

interface Console {
  readonly homeRegion: string;
  readonly consoleDomain: string;
}

interface Journal extends Console {
  readonly journalLogGroupName: string;
}

/** Logs Insights in the home region with this log group and the last three hours. */
export function insightsLink(console: Console, logGroupName: string): string {
  return `${homeOf(console)}#logsV2:logs-insights$3FqueryDetail$3D${journalQuery(logGroupName)}`;
}

/** An alarm in the home region; names of alarms of ours hold letters, digits and hyphens. */
export function alarmLink(console: Console, alarmName: string): string {
  return `${homeOf(console)}#alarmsV2:alarm/${alarmName}`;
}

function homeOf({ homeRegion, consoleDomain }: Console): string {
  return `https://${homeRegion}.${consoleDomain}/cloudwatch/home?region=${homeRegion}`;
}

/** The console's own notation, encoded so that mail programs see one link: the log group and the last three hours. */
function journalQuery(logGroupName: string): string {
  const source = logGroupName.replaceAll("/", "*2f");
  return encodeURIComponent(`~(end~0~start~-10800~timeType~'RELATIVE~unit~'seconds~source~(~'${source}))`)
    .replaceAll(/[~'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll("%", "$25");
}
