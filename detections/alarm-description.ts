import type { Detection } from "./detection";

/**
 * Longest description of an alarm, in characters.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
 */
export const MAX_ALARM_DESCRIPTION_LENGTH = 1024;

/** What the alarm's mail says: what happened, why it matters and what to do next. */
export function alarmDescription({ severity, title, why, nextSteps }: Detection): string {
  const steps = nextSteps.map((step, index) => `${index + 1}. ${step}.`);
  return [`[${severity}] ${title}. ${why}`, "Next:", ...steps].join("\n");
}
