import type { WantedResource } from "../../doctor/wanted";
import { healthyMessageTypes } from "./healthy-message-types";
import { healthySecretTypes } from "./healthy-secret-types";
import { signOfLife } from "./healthy-signs";
import { arnAt, type HealthyType, part } from "./healthy-type";

const text = (value: unknown) => value as string;

const busOf = ({ attributes }: WantedResource) => text(attributes.event_bus_name ?? "default");

/** Members as in the API model of EventBridge and Step Functions. */
const healthyEvents: Readonly<Record<string, HealthyType>> = {
  aws_cloudwatch_event_archive: ({ attributes }, context) => {
    const ArchiveName = text(attributes.name);
    const answer = {
      ArchiveArn: arnAt("events", `archive/${ArchiveName}`, context),
      ArchiveName,
      EventSourceArn: text(attributes.event_source_arn),
      Description: text(attributes.description),
      EventPattern: text(attributes.event_pattern),
      State: "ENABLED" as const,
      RetentionDays: attributes.retention_days as number,
      SizeBytes: 0,
      EventCount: 0,
    };
    return [part("events:DescribeArchive", { ArchiveName }, context.place, answer)];
  },
  aws_cloudwatch_event_bus: ({ attributes }, context) => {
    const Name = text(attributes.name);
    const answer = {
      Name,
      Arn: arnAt("events", `event-bus/${Name}`, context),
      Description: text(attributes.description),
      LogConfig: { IncludeDetail: "NONE" as const, Level: "OFF" as const },
    };
    return [part("events:DescribeEventBus", { Name }, context.place, answer)];
  },
  aws_cloudwatch_event_bus_policy: ({ attributes }, { place }) => [
    part("events:DescribeEventBus", { Name: text(attributes.event_bus_name) }, place, {
      Policy: text(attributes.policy),
    }),
  ],
  aws_cloudwatch_event_rule: (rule, context) => {
    const { name, event_pattern: pattern, schedule_expression: schedule, state } = rule.attributes;
    const [Name, EventBusName] = [text(name), busOf(rule)];
    const resource = EventBusName === "default" ? `rule/${Name}` : `rule/${EventBusName}/${Name}`;
    const answer = {
      Name,
      Arn: arnAt("events", resource, context),
      ...(pattern !== undefined && { EventPattern: text(pattern) }),
      ...(schedule !== undefined && { ScheduleExpression: text(schedule) }),
      State: state as "ENABLED",
      EventBusName,
      CreatedBy: context.place.account,
    };
    return [
      part("events:DescribeRule", { EventBusName, Name }, context.place, answer),
      part("events:ListTargetsByRule", { EventBusName, Rule: Name }, context.place, { Targets: [] }),
      ...(Name === context.organization.names.ruleName("sign-of-life") ? [signOfLife(context)] : []),
    ];
  },
  aws_cloudwatch_event_target: (target, { place }) => {
    const { rule, target_id: id, arn: to, role_arn: role, input_transformer: transformer } = target.attributes;
    const queue = target.attributes.dead_letter_config as { readonly arn: string };
    const input = transformer as { readonly input_template: string } | undefined;
    const answer = {
      Id: text(id),
      Arn: text(to),
      ...(role !== undefined && { RoleArn: text(role) }),
      ...(input !== undefined && { InputTransformer: { InputTemplate: input.input_template } }),
      DeadLetterConfig: { Arn: queue.arn },
    };
    const asked = { EventBusName: busOf(target), Rule: text(rule) };
    return [part("events:ListTargetsByRule", asked, place, { Targets: [answer] })];
  },
  aws_sfn_state_machine: ({ attributes }, context) => {
    const { name, definition, type, role_arn: roleArn } = attributes;
    const stateMachineArn = arnAt("states", `stateMachine:${text(name)}`, context);
    const answer = {
      stateMachineArn,
      name: text(name),
      status: "ACTIVE" as const,
      definition: text(definition),
      roleArn: text(roleArn),
      type: type as "EXPRESS",
      creationDate: new Date(0),
      loggingConfiguration: { level: "OFF" as const, includeExecutionData: false },
      tracingConfiguration: { enabled: false },
      encryptionConfiguration: { type: "AWS_OWNED_KEY" as const },
    };
    return [part("states:DescribeStateMachine", { stateMachineArn }, context.place, answer)];
  },
};

/** Buses, rules, targets, state machines, topics, queues, chats, the table and secrets. */
export const healthyEventTypes: Readonly<Record<string, HealthyType>> = {
  ...healthyEvents,
  ...healthyMessageTypes,
  ...healthySecretTypes,
};
