import { all, any, field, not, type Condition } from "../patterns/condition";
import { alarmOf, type Detection, type Severity } from "./detection";

/** What an organization changes about a detection. */
export interface Customization {
  readonly enabled?: boolean;
  readonly severity?: Severity;
  /** Events in a period. */
  readonly threshold?: number;
  /** Seconds. */
  readonly period?: number;
  /** Roles whose calls don't count: role/NAME in any account, or an ARN. */
  readonly excludePrincipals?: readonly string[];
}

/** A detection as an organization wants it; nothing if it is switched off. */
export function customize(detection: Detection, changes: Customization = {}): readonly Detection[] {
  const { enabled, severity, threshold, period, excludePrincipals = [] } = changes;
  if (!(enabled ?? true)) return [];
  const alarm = alarmOf(detection);
  return [
    {
      ...detection,
      severity: severity ?? detection.severity,
      alarm: { threshold: threshold ?? alarm.threshold, period: period ?? alarm.period },
      condition: excluding(detection.condition, excludePrincipals),
    },
  ];
}

/**
 * By the role that a session was issued for, never by what a caller says of itself: a session's name and its user agent
 * are the caller's choice.
 */
function excluding(condition: Condition, principals: readonly string[]): Condition {
  if (principals.length === 0) return condition;
  const role = field("userIdentity.sessionContext.sessionIssuer.arn");
  const excluded = principals.map((principal) =>
    principal.startsWith("arn:") ? role.equals(principal) : role.endsWith(`:${principal}`),
  );
  return all(condition, not(any(...excluded)));
}
