import { eventsIn, putEvent } from "./message-hops";
import { byHand, check } from "./report";
import type { Accounts } from "./try-read";

/** Signs of life, and the complaint of an account that could not send. */
export async function pipelineEvents({ security, member }: Accounts): Promise<void> {
  console.log("\n== signs of life and complaints");
  const forwarding = member.stack.resource("aws_cloudwatch_event_rule", "Watch_eu-west-1_Forwarding_Rule_");
  const ruleArn = `arn:aws:events:${forwarding.region}:${member.account.id}:rule/${forwarding.text("name")}`;
  const bus = security.stack.resource("aws_cloudwatch_event_bus", "Bus").text("name");

  byHand(
    "the scheduled event of the forwarding rule put on the central bus, with the rule's ARN that forwarding loses",
  );
  const scheduled = { source: "aws.events", "detail-type": "Scheduled Event", resources: [ruleArn], detail: {} };
  await putEvent(security, security.stack.region, scheduled, bus);
  const other = { ...scheduled, resources: [`${ruleArn}-of-somebody-else`] };
  await putEvent(security, security.stack.region, other, bus);
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
