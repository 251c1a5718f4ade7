import { eventNamesOf, eventServiceOf, type HarmfulCalls } from "../../harm/harmful-calls";
import { all, type Condition, field } from "../../patterns/condition";
import type { CloudTrailRecord } from "../detection";

/** The calls with these names of one service; `more` narrows them down. */
export function calls(service: string, eventNames: readonly string[], ...more: readonly Condition[]): Condition {
  const eventName = field("eventName");
  return all(
    field("eventSource").equals(eventSource(service)),
    eventNames.length === 1 ? eventName.equals(eventNames[0]!) : eventName.isOneOf(...eventNames),
    ...more,
  );
}

/** Calls of a row of the table of harm; `more` narrows them down. */
export function harmful(made: HarmfulCalls, ...more: readonly Condition[]): Condition {
  return calls(eventServiceOf(made), eventNamesOf(made), ...more);
}

export const succeeded = field("errorCode").isAbsent();

/** The record of a call, for examples. */
export function recordOf(service: string, eventName: string, more: CloudTrailRecord = {}): CloudTrailRecord {
  return { eventSource: eventSource(service), eventType: "AwsApiCall", eventName, ...more };
}

/** The record of a call that was refused, for examples. */
export function refusalOf(service: string, eventName: string, more: CloudTrailRecord = {}): CloudTrailRecord {
  return recordOf(service, eventName, { errorCode: "AccessDenied", requestParameters: null, ...more });
}

function eventSource(service: string): string {
  return `${service}.amazonaws.com`;
}
