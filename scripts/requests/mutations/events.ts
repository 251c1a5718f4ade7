import { edit, twin, type Arguments, type Mutation } from "./mutation";

const toBus = ({ arn }: Arguments) => String(arn).includes(":event-bus/");
const hasPattern = ({ event_pattern, schedule_expression, event_bus_name }: Arguments) =>
  event_pattern !== undefined && schedule_expression === undefined && event_bus_name === undefined;
const pattern = (change: (pattern: Arguments) => void) => (rule: Arguments) => {
  edit(rule, "event_pattern", change);
};

export const events: readonly Mutation[] = [
  {
    what: "a rule of all management events gets a schedule beside its pattern",
    type: "aws_cloudwatch_event_rule",
    pick: hasPattern,
    change: (rule) =>
      Object.assign(rule, {
        state: "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS",
        schedule_expression: "rate(5 minutes)",
      }),
    caught: /a rule with a schedule can't be in state/,
  },
  {
    what: "a rule of all management events has a schedule and no pattern",
    type: "aws_cloudwatch_event_rule",
    pick: hasPattern,
    change: (rule) => {
      delete rule.event_pattern;
      Object.assign(rule, {
        state: "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS",
        schedule_expression: "rate(5 minutes)",
      });
    },
    caught: /a rule with a schedule can't be in state/,
  },
  {
    what: "a schedule on the central bus",
    type: "aws_cloudwatch_event_rule",
    pick: ({ event_bus_name }) => event_bus_name !== undefined,
    change: (rule) => (rule.schedule_expression = "rate(5 minutes)"),
    caught: /default bus only/,
  },
  {
    what: "rate(1 minutes)",
    type: "aws_cloudwatch_event_rule",
    pick: hasPattern,
    change: (rule) => (rule.schedule_expression = "rate(1 minutes)"),
    caught: /a schedule is rate/,
  },
  {
    what: "a rule with neither pattern nor schedule",
    type: "aws_cloudwatch_event_rule",
    pick: hasPattern,
    change: (rule) => delete rule.event_pattern,
    caught: /a pattern or a schedule/,
  },
  {
    what: "a state that rules have not",
    type: "aws_cloudwatch_event_rule",
    change: (rule) => (rule.state = "ENABLED_WITH_ALL_MANAGEMENT_EVENTS"),
    caught: /PutRule\.State is not one of/,
  },
  {
    what: "a name of a rule of 65 characters",
    type: "aws_cloudwatch_event_rule",
    change: (rule) => (rule.name = "x".repeat(65)),
    caught: /PutRule\.Name has more than 64/,
  },
  {
    what: "an empty list in a pattern",
    type: "aws_cloudwatch_event_rule",
    pick: hasPattern,
    change: pattern((value) => (value.source = [])),
    caught: /has an empty list/,
  },
  {
    what: "a text instead of a list in a pattern",
    type: "aws_cloudwatch_event_rule",
    pick: hasPattern,
    change: pattern((value) => (value.source = "aws.secretsmanager")),
    caught: /a list or an object/,
  },
  {
    what: "a match expression that there is not",
    type: "aws_cloudwatch_event_rule",
    pick: hasPattern,
    change: pattern((value) => (value.source = [{ contains: "aws" }])),
    caught: /a match expression that there is not/,
  },
  {
    what: "an anything-but of texts and numbers",
    type: "aws_cloudwatch_event_rule",
    pick: hasPattern,
    change: pattern((value) => (value.account = [{ "anything-but": ["111111111111", 1] }])),
    caught: /anything-but/,
  },
  {
    what: "an $or with one alternative",
    type: "aws_cloudwatch_event_rule",
    pick: hasPattern,
    change: pattern((value) => (value.detail = { $or: [{ a: ["b"] }] })),
    caught: /less than two alternatives/,
  },
  {
    what: "two stars in a row",
    type: "aws_cloudwatch_event_rule",
    pick: hasPattern,
    change: pattern((value) => (value.source = [{ wildcard: "aws.**" }])),
    caught: /two stars/,
  },
  {
    what: "a pattern of 2,100 characters",
    type: "aws_cloudwatch_event_rule",
    pick: hasPattern,
    change: pattern((value) => (value.account = Array.from({ length: 150 }, (_, at) => String(100000000000 + at)))),
    caught: /more than 2048 characters/,
  },
  {
    what: "more than 1,000 combinations of $or",
    type: "aws_cloudwatch_event_rule",
    pick: hasPattern,
    change: pattern((value) => {
      const either = Array.from({ length: 11 }, (_, at) => ({ [`f${at}`]: [at] }));
      value.detail = { a: { $or: either }, b: { $or: either }, c: { $or: either } };
    }),
    caught: /more than 1000 combinations/,
  },
  {
    what: "a retry policy on a bus as target",
    type: "aws_cloudwatch_event_target",
    pick: toBus,
    before: (target) => delete target.retry_policy,
    change: (target) => (target.retry_policy = { maximum_event_age_in_seconds: 3600, maximum_retry_attempts: 10 }),
    caught: /takes no retry policy/,
  },
  {
    what: "an input on a bus as target",
    type: "aws_cloudwatch_event_target",
    pick: toBus,
    change: (target) => (target.input_path = "$.detail"),
    caught: /no input of its own/,
  },
  {
    what: "a bus as target without a role",
    type: "aws_cloudwatch_event_target",
    pick: toBus,
    change: (target) => delete target.role_arn,
    caught: /a bus as target needs a role/,
  },
  {
    what: "a bus as target that nobody makes",
    type: "aws_cloudwatch_event_target",
    pick: toBus,
    change: (target) => (target.arn = String(target.arn).replace(/event-bus\/.*/, "event-bus/misspelt")),
    caught: /a bus that nobody makes/,
  },
  {
    what: "a retry of 186 times",
    type: "aws_cloudwatch_event_target",
    pick: (target) => !toBus(target),
    change: (target) => (target.retry_policy = { maximum_event_age_in_seconds: 3600, maximum_retry_attempts: 186 }),
    caught: /MaximumRetryAttempts has more than 185/,
  },
  {
    what: "a variable of the template that no path defines",
    type: "aws_cloudwatch_event_target",
    pick: ({ input_transformer }) => input_transformer !== undefined,
    change: ({ input_transformer }) => (input_transformer.input_template = '{"who":<who>}'),
    caught: /a variable that no path defines/,
  },
  {
    what: "a dead-letter queue in another region",
    type: "aws_cloudwatch_event_target",
    pick: ({ dead_letter_config }) => dead_letter_config !== undefined,
    change: (target) => (target.dead_letter_config = { arn: "arn:aws:sqs:sa-east-1:222222222222:x" }),
    caught: /dead-letter queue/,
  },
  {
    what: "a state machine as target without a role",
    type: "aws_cloudwatch_event_target",
    pick: ({ arn }) => String(arn).includes("aws_sfn_state_machine"),
    change: (target) => delete target.role_arn,
    caught: /a state machine as target needs a role/,
  },
  {
    what: "a log group as target with a name of its own",
    type: "aws_cloudwatch_event_target",
    pick: ({ arn }) => /log-group|aws_cloudwatch_log_group/.test(String(arn)),
    change: (target) => (target.arn = "arn:aws:logs:ap-southeast-1:222222222222:log-group:/watch/events"),
    caught: /begins with \/aws\/events\//,
  },
  {
    what: "six targets of a rule",
    type: "aws_cloudwatch_event_target",
    change: (target, stack) => {
      for (let at = 0; at < 5; at++)
        twin("aws_cloudwatch_event_target", target, stack, `Twin${at}`).target_id = `t${at}`;
    },
    caught: /more than 5 targets of a rule/,
  },
  {
    what: "a target of a rule that is not there",
    type: "aws_cloudwatch_event_target",
    change: (target) => (target.rule = "misspelt"),
    caught: /the rule of a target is not there/,
  },
  {
    what: "a bus named default",
    type: "aws_cloudwatch_event_bus",
    change: (bus) => (bus.name = "default"),
    caught: /not called default/,
  },
  {
    what: "a bus with a space in its name",
    type: "aws_cloudwatch_event_bus",
    change: (bus) => (bus.name = "unexpected reads"),
    caught: /CreateEventBus\.Name does not fit/,
  },
  {
    what: "the policy of another bus",
    type: "aws_cloudwatch_event_bus_policy",
    change: (policy) => (policy.policy = String(policy.policy).replaceAll(/event-bus\/[\w-]+/g, "event-bus/other")),
    caught: /the policy of a bus is about that bus/,
  },
  {
    what: "an archive with a name of 49 characters",
    type: "aws_cloudwatch_event_archive",
    change: (archive) => (archive.name = "x".repeat(49)),
    caught: /ArchiveName has more than 48/,
  },
];
