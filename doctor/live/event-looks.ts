import { shellCommand } from "../../text/shell-command";
import { jsonAgrees } from "../unknown";
import type { LiveType, LookAt, Wrong } from "./live-type";
import { policySentence } from "./policy-difference";
import { stateMachine } from "./state-machine-look";
import { busOf, target, targetsOf, type TargetsOfRule } from "./target-look";
import { unlike } from "./unlike";

const rule: LookAt = async (resource, looking) => {
  const { calls, place } = looking;
  const { name, event_pattern: pattern, schedule_expression: schedule } = resource.attributes;
  const asked = { EventBusName: busOf(resource), Name: String(name) };
  const found = await calls.call("events:DescribeRule", asked, place);
  const whose = `The rule ${asked.Name}`;
  const ofRule = { Rule: asked.Name, EventBusName: asked.EventBusName };
  return [
    ...stateOf(whose, resource.attributes.state, found.State),
    ...jsonOf("rule-pattern", `${whose}: its pattern`, pattern, found.EventPattern),
    ...unlike("rule-pattern", whose, [["its schedule", schedule, found.ScheduleExpression]]),
    ...strangers(ofRule, await targetsOf(ofRule, looking), place.region),
  ];
};

/**
 * On and off again in the console leaves a rule in plain ENABLED, in which it sees no read: that is what the state is compared for, as a
 * whole, and not whether it is on.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail-management.html
 */
function stateOf(whose: string, wanted: unknown, found: string | undefined): readonly Wrong[] {
  if (wanted === found) return [];
  const isOff = found === "DISABLED";
  const sees = isOff ? "in which it sees nothing" : "in which it sees no read of a secret";
  return [
    {
      kind: isOff ? "rule-off" : "rule-sees-no-reads",
      what: `${whose} is in the state ${String(found)}, ${sees}; it should be ${String(wanted)}.`,
    },
  ];
}

/** Targets that no stack has: they get whatever the rule sees. */
function strangers(
  { Rule, EventBusName }: { readonly Rule: string; readonly EventBusName: string },
  { found, wanted }: TargetsOfRule,
  region: string,
): readonly Wrong[] {
  return found
    .filter(({ Id }) => !wanted.some(({ attributes }) => attributes.target_id === Id))
    .map(({ Id, Arn }) => ({
      kind: "target-of-nobody",
      what: `The rule ${Rule} also sends to ${String(Arn)}, by a target ${String(Id)} that the configuration does not have.`,
      mend: shellCommand`aws events remove-targets --region ${region} --event-bus-name ${EventBusName} --rule ${Rule} --ids ${Id ?? ""}`,
    }));
}

const bus: LookAt = async ({ attributes }, { calls, place }) => {
  const name = String(attributes.name);
  const found = await calls.call("events:DescribeEventBus", { Name: name }, place);
  return unlike("bus-changed", `The event bus ${name}`, [
    ["its key", attributes.kms_key_identifier, found.KmsKeyIdentifier],
    // Without one, AWS says so or says nothing.
    ["its log", undefined, found.LogConfig?.Level === "OFF" ? undefined : found.LogConfig?.Level],
    ["its queue of undelivered events", undefined, found.DeadLetterConfig?.Arn],
  ]);
};

const busPolicy: LookAt = async (resource, { calls, place }) => {
  const name = String(resource.attributes.event_bus_name);
  const found = await calls.call("events:DescribeEventBus", { Name: name }, place);
  const what = policySentence(`The policy of the event bus ${name}`, resource.attributes.policy, found.Policy);
  return what === undefined ? [] : [{ kind: "bus-policy", what }];
};

const archive: LookAt = async ({ attributes }, { calls, place }) => {
  const name = String(attributes.name);
  const found = await calls.call("events:DescribeArchive", { ArchiveName: name }, place);
  const whose = `The archive ${name}`;
  const isOn = found.State === "ENABLED" || found.State === "UPDATING";
  const reason = found.StateReason === undefined ? "" : ` (${found.StateReason})`;
  return [
    ...(isOn
      ? []
      : [
          {
            kind: "archive-off",
            what: `${whose} keeps nothing: it is in the state ${String(found.State)}${reason}.`,
          } as const,
        ]),
    ...unlike("archive-changed", whose, [
      ["what it is of", attributes.event_source_arn, found.EventSourceArn],
      ["its key", attributes.kms_key_identifier, found.KmsKeyIdentifier],
      ["its days", attributes.retention_days, found.RetentionDays],
    ]),
    ...jsonOf("archive-changed", `${whose}: its pattern`, attributes.event_pattern, found.EventPattern),
  ];
};

/** Texts of JSON of any length, of which no more is said than that they differ. */
function jsonOf(
  kind: "archive-changed" | "rule-pattern",
  what: string,
  wanted: unknown,
  found: string | undefined,
): readonly Wrong[] {
  if (wanted === undefined)
    return found === undefined || found === "" ? [] : [{ kind, what: `${what} should not be there.` }];
  if (found === undefined || found === "") return [{ kind, what: `${what} is not there.` }];
  return typeof wanted === "string" && jsonAgrees(wanted, found)
    ? []
    : [{ kind, what: `${what} is not the one of the configuration.` }];
}

/** EventBridge, and the state machines that its rules start. */
export const eventLooks: Readonly<Record<string, LiveType>> = {
  aws_cloudwatch_event_archive: archive,
  aws_cloudwatch_event_bus: bus,
  aws_cloudwatch_event_bus_policy: busPolicy,
  aws_cloudwatch_event_rule: rule,
  aws_cloudwatch_event_target: target,
  aws_sfn_state_machine: stateMachine,
};
