import type { AnswerPart, HealthyContext } from "./healthy-type";
import { part } from "./healthy-type";
import { NOW } from "./looked-at";

type World = Pick<HealthyContext, "organization">;

const securityPlace = ({ organization }: World) => ({
  account: organization.security.id,
  region: organization.homeRegion,
});

/** The account and region was heard of a minute ago. */
export function signOfLife(context: HealthyContext): AnswerPart {
  return heardOf(context, [context.place]);
}

/** Events as EventBridge writes them into a log group, members as in the API model of CloudWatch Logs. */
export function heardOf(context: World, places: readonly HealthyContext["place"][]): AnswerPart {
  const { names } = context.organization;
  const events = places.map(({ account, region }) => ({
    timestamp: NOW - 60_000,
    message: JSON.stringify({ source: "aws.events", "detail-type": "Scheduled Event", account, region, detail: {} }),
  }));
  const asked = { logGroupName: names.health.heartbeatLogGroupName };
  return part("logs:FilterLogEvents", asked, securityPlace(context), { events, searchedLogStreams: [] });
}

/** Milliseconds since 1970; what is left out, the table does not have. */
export interface Remembered {
  /** When the roll call ran last. */
  readonly ran?: number;
  /** Since when it has run without a pause. */
  readonly started?: number;
  /** When the canary came last. */
  readonly at?: number;
}

/** Items as messages/roll-call/ and messages/reads/ write them. */
export function rememberedByRollCall(context: World, { ran, started, at }: Remembered): AnswerPart {
  const number = (millis: number | undefined) => ({ N: String(millis) });
  const run = { pk: { S: "roll-call" }, sk: { S: "run" }, ran: number(ran), started: number(started) };
  const canary = { pk: { S: "canary" }, sk: { S: "arrived" }, at: number(at), secret: { S: "secretwatch-canary-1" } };
  const items = [...(ran === undefined ? [] : [run]), ...(at === undefined ? [] : [canary])];
  const answer = { Responses: { [context.organization.names.messages.memoryTableName]: items } };
  return part("dynamodb:BatchGetItem", { RequestItems: {} }, securityPlace(context), answer);
}
