import type { EventPattern } from "../patterns/compile/event-pattern";

/** The sign of life that the forwarding rule of an account sends on its schedule. */
export function heartbeatPattern(forwardingRuleName: string): EventPattern {
  return {
    source: ["aws.events"],
    "detail-type": ["Scheduled Event"],
    resources: [{ suffix: `:rule/${forwardingRuleName}` }],
  };
}

/** An account says that it could not send: its alarm on the queue of what was left. */
export function undeliveredPattern(alarmName: string): EventPattern {
  return {
    source: ["aws.cloudwatch"],
    "detail-type": ["CloudWatch Alarm State Change"],
    detail: { alarmName: [alarmName], state: { value: ["ALARM"] } },
  };
}
