import { RefusedCall } from "../../aws/calls";
import type { AnswerOf } from "../../aws/operations";
import { shellCommand } from "../../text/shell-command";
import type { WantedResource } from "../wanted";
import type { Looking, Wrong } from "./live-type";
import { momentInWords } from "./moment";

type MuteRule = AnswerOf<"cloudwatch:GetAlarmMuteRule">;

/**
 * Rules that mute an alarm: it still changes its state, and tells nobody. Terraform sees nothing of them.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-mute-rules.html
 */
export async function muting({ address, attributes }: WantedResource, looking: Looking): Promise<readonly Wrong[]> {
  const { place } = looking;
  const rules = await rulesOr(looking);
  if (rules instanceof RefusedCall) {
    // Said once for a region: every alarm there would say it.
    if (address !== firstAlarm(looking)) return [];
    const what = `Whether rules mute alarms can't be found out: ${rules.refusal.code}.`;
    return [
      {
        kind: "alarm-muting-unread",
        what,
        mend: "Allow cloudwatch:ListAlarmMuteRules and cloudwatch:GetAlarmMuteRule.",
      },
    ];
  }
  return rules
    .filter(({ MuteTargets }) => MuteTargets?.AlarmNames?.includes(String(attributes.alarm_name)))
    .map((rule) => ({
      kind: rule.Status === "ACTIVE" ? "alarm-muted" : "alarm-to-be-muted",
      what: inWords(String(attributes.alarm_name), rule),
      mend: shellCommand`aws cloudwatch delete-alarm-mute-rule --region ${place.region} --alarm-mute-rule-name ${rule.Name ?? ""}`,
    }));
}

/** Rules of the place that mute something now, or will. */
async function rulesOr({ calls, place }: Looking): Promise<readonly MuteRule[] | RefusedCall> {
  try {
    const { AlarmMuteRuleSummaries = [] } = await calls.call("cloudwatch:ListAlarmMuteRules", {}, place);
    const inForce = AlarmMuteRuleSummaries.filter(({ Status }) => Status !== "EXPIRED");
    return await Promise.all(
      inForce.map(({ AlarmMuteRuleArn = "" }) => {
        const AlarmMuteRuleName = AlarmMuteRuleArn.replace(/^.*?:alarm-mute-rule:/, "");
        return calls.call("cloudwatch:GetAlarmMuteRule", { AlarmMuteRuleName }, place);
      }),
    );
  } catch (error) {
    if (error instanceof RefusedCall) return error;
    throw error;
  }
}

function firstAlarm({ stack, place }: Looking): string | undefined {
  return stack.resources.find(
    ({ type, account, region }) =>
      type === "aws_cloudwatch_metric_alarm" && account === place.account && region === place.region,
  )?.address;
}

function inWords(alarm: string, { Name, Status, Rule, ExpireDate }: MuteRule): string {
  const { Expression = "", Duration = "" } = Rule?.Schedule ?? {};
  const until = ExpireDate === undefined ? "" : `, until ${momentInWords(ExpireDate)}`;
  const when = Status === "ACTIVE" ? "mutes" : "is going to mute";
  return `The rule ${Name} ${when} the alarm ${alarm}: ${Expression} for ${Duration}${until}.`;
}
