import { actions, passRole, type ResourceType } from "./resource-type";

const tags = {
  plan: actions("events", "ListTagsForResource"),
  apply: actions("events", "TagResource UntagResource"),
};

/** EventBridge, and the state machines that its rules start. */
export const eventTypes = {
  aws_cloudwatch_event_bus: {
    plan: [...actions("events", "DescribeEventBus"), ...tags.plan],
    apply: [...actions("events", "CreateEventBus DeleteEventBus UpdateEventBus"), ...tags.apply],
    replacedBy: ["event_source_name", "name"],
    stateful: { noun: "event bus", lost: "the archives, and what is sent to it while it is gone." },
    policies: [],
    scope: "regional",
  },
  aws_cloudwatch_event_archive: {
    plan: actions("events", "DescribeArchive"),
    apply: actions("events", "CreateArchive DeleteArchive UpdateArchive"),
    replacedBy: ["event_source_arn", "name"],
    stateful: { noun: "event archive", lost: "all events in it." },
    policies: [],
    scope: "regional",
  },
  aws_cloudwatch_event_bus_policy: {
    plan: actions("events", "DescribeEventBus"),
    apply: actions("events", "PutPermission RemovePermission"),
    replacedBy: ["event_bus_name"],
    stateful: false,
    policies: ["policy"],
    scope: "regional",
  },
  aws_cloudwatch_event_rule: {
    plan: [...actions("events", "DescribeRule"), ...tags.plan],
    apply: [...actions("events", "DeleteRule DisableRule EnableRule PutRule"), ...tags.apply],
    replacedBy: ["event_bus_name", "name", "name_prefix"],
    stateful: false,
    policies: [],
    scope: "regional",
  },
  aws_cloudwatch_event_target: {
    plan: actions("events", "ListTargetsByRule"),
    apply: [...actions("events", "PutTargets RemoveTargets"), ...passRole],
    replacedBy: ["event_bus_name", "rule", "target_id"],
    stateful: false,
    policies: [],
    scope: "regional",
  },
  aws_sfn_state_machine: {
    plan: actions(
      "states",
      // The provider has AWS validate a changed definition while it plans.
      "DescribeStateMachine ListStateMachineVersions ListTagsForResource ValidateStateMachineDefinition",
    ),
    apply: [
      ...actions("states", "CreateStateMachine DeleteStateMachine TagResource UntagResource UpdateStateMachine"),
      ...passRole,
    ],
    replacedBy: ["name", "name_prefix", "type"],
    stateful: false,
    policies: [],
    scope: "regional",
  },
} satisfies Readonly<Record<string, ResourceType>>;
