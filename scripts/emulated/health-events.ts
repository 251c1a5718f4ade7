import { eventsIn, putEvent } from "./message-hops";
import { byHand, check } from "./report";
import type { Accounts } from "./try-read";

/** Signs of life, and the complaint of an account that could not send. */
export async function healthEvents({ security, member }: Accounts): Promise<void> {
  console.log("\n== signs of life and complaints");
  const schedule = member.stack.resource("aws_cloudwatch_event_rule", "Watch_eu-west-1_Heartbeat_");
  const ruleArn = `arn:aws:events:${schedule.region}:${member.account.id}:rule/${schedule.text("name")}`;

  byHand("the event of the scheduled rule put on the default bus of the member account");
  const scheduled = { source: "aws.events", "detail-type": "Scheduled Event", resources: [ruleArn], detail: {} };
  await putEvent(member, member.stack.region, { ...scheduled, resources: [`${ruleArn}-of-somebody-else`] });
  await putEvent(member, member.stack.region, scheduled);
  const signs = await eventsIn(security, "Heartbeats");
  check("the sign of life is in its log group, another schedule's is not", signs.length === 1, signs);

  byHand("the change of state of the alarm on undelivered reads put on the bus of the member account");
  const [alarm] = member.stack.resources("aws_cloudwatch_metric_alarm");
  const detail = { alarmName: alarm!.text("alarm_name"), state: { value: "ALARM" } };
  const complaint = { source: "aws.cloudwatch", "detail-type": "CloudWatch Alarm State Change", detail };
  await putEvent(member, member.stack.region, complaint);
  const complaints = (await eventsIn(security, "Heartbeats")).filter(({ source }) => source === "aws.cloudwatch");
  check("the complaint is in the same log group", complaints.length === 1, complaints);
}
