import type { AwsCalls, Place } from "../aws/calls";
import type { Organization } from "../organization/organization";
import type { Target } from "./target";

/** A read as it is in the journal. */
export interface Arrival {
  readonly place: Place;
  readonly secret: string;
  /** Id of CloudTrail's event. */
  readonly eventId: string;
  /** When it was made, as CloudTrail dates it: to the second. Milliseconds since 1970. */
  readonly calledAt: number;
  /** When CloudWatch Logs took it in. Milliseconds since 1970. */
  readonly tookInAt: number;
}

/** By what a drill's reads are known in the journal. */
export interface Marks {
  /** Session of the drill role, which no other drill has. */
  readonly session: string;
  readonly roleName: string;
  /** What AWS answered. A call that was denied is a test of nothing. @default - the secret's value */
  readonly errorCode?: string;
}

/** Events before this are of no drill that is under way: this machine's clock may be wrong by less. */
const CLOCK_MARGIN_MS = 15 * 60_000;

/** Log groups in which the reads of accounts arrive, by their mode. */
export function journalOf({ names }: Organization, { mode }: Pick<Target, "mode">): string {
  return mode === "quiet" ? names.reads.quietJournalName : names.reads.journalName;
}

/**
 * What came of a drill, each event once. FilterLogEvents and not Logs Insights: it costs nothing, has an event as soon as it is taken in,
 * and says when that was.
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html
 *
 * @param since milliseconds since 1970
 * @throws RefusedCall if the journal can't be asked
 */
export async function arrivals(
  calls: AwsCalls,
  journal: { readonly logGroupName: string; readonly place: Place },
  marks: Marks,
  since: number,
): Promise<readonly Arrival[]> {
  const { events = [] } = await calls.call(
    "logs:FilterLogEvents",
    {
      logGroupName: journal.logGroupName,
      startTime: Math.max(0, since - CLOCK_MARGIN_MS),
      filterPattern: `{ $.detail.userIdentity.arn = "*:assumed-role/${marks.roleName}/${marks.session}" }`,
    },
    journal.place,
  );
  const found = new Map<string, Arrival>();
  for (const { message, ingestionTime } of events) {
    const arrival = arrivalOf(message, ingestionTime, marks);
    if (arrival === undefined) continue;
    const known = found.get(arrival.eventId);
    if (known === undefined || arrival.tookInAt < known.tookInAt) found.set(arrival.eventId, arrival);
  }
  return [...found.values()].sort((one, other) => one.tookInAt - other.tookInAt);
}

type Fields = Readonly<Record<string, unknown>>;

/** @returns undefined of what is no read of the drill, or not as CloudTrail writes one */
function arrivalOf(message: string | undefined, tookInAt: number | undefined, marks: Marks): Arrival | undefined {
  const { account, region, detail } = fieldsIn(message);
  const { eventID, eventTime, errorCode, requestParameters, userIdentity } = fieldsOf(detail);
  const { secretId } = fieldsOf(requestParameters);
  const { arn } = fieldsOf(userIdentity);
  const calledAt = typeof eventTime === "string" ? Date.parse(eventTime) : Number.NaN;
  if (typeof account !== "string" || typeof region !== "string" || typeof eventID !== "string") return undefined;
  if (typeof secretId !== "string" || typeof arn !== "string" || tookInAt === undefined) return undefined;
  if (!arn.endsWith(`::${account}:assumed-role/${marks.roleName}/${marks.session}`)) return undefined;
  if (errorCode !== marks.errorCode || Number.isNaN(calledAt)) return undefined;
  return { place: { account, region }, secret: secretId, eventId: eventID, calledAt, tookInAt };
}

function fieldsIn(message: string | undefined): Fields {
  try {
    return fieldsOf(JSON.parse(message ?? ""));
  } catch {
    return {};
  }
}

function fieldsOf(value: unknown): Fields {
  return typeof value === "object" && value !== null ? (value as Fields) : {};
}
