import type { EventPattern } from "../patterns/compile/event-pattern";

/** The sign of life of an account and region: the event that its scheduled rule puts on the default bus. */
export function heartbeatPattern(scheduledRuleArn: string): EventPattern {
  return { source: ["aws.events"], resources: [scheduledRuleArn] };
}

/**
 * Signs of life on the central bus. Only they come from a schedule there: nobody can put events with the source aws.events
 * on a bus. The rule's ARN is not asked for: AWS does not say that a hop to another region keeps it.
 */
export const forwardedHeartbeatPattern: EventPattern = {
  source: ["aws.events"],
  "detail-type": ["Scheduled Event"],
};

/** An account says that it could not send: its alarm on the queue of what was left. */
export function undeliveredPattern(alarmName: string): EventPattern {
  return {
    source: ["aws.cloudwatch"],
    "detail-type": ["CloudWatch Alarm State Change"],
    detail: { alarmName: [alarmName], state: { value: ["ALARM"] } },
  };
}
