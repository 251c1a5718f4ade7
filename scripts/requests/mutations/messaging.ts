import { twin, type Arguments, type Mutation } from "./mutation";

const by =
  (wanted: string) =>
  ({ protocol }: Arguments) =>
    protocol === wanted;
const ofReads = ({ name }: Arguments) => String(name).endsWith("-message-composer");
const definition = (from: string | RegExp, to: string) => (machine: Arguments) => {
  machine.definition = String(machine.definition).replace(from, () => to);
};

export const messaging: readonly Mutation[] = [
  {
    what: "a queue of another account",
    type: "aws_sns_topic_subscription",
    pick: by("sqs"),
    change: (each) => (each.endpoint = "arn:aws:sqs:ap-southeast-1:999999999999:siem"),
    caught: /a queue of another account/,
  },
  {
    what: "a filter policy with 6 keys",
    type: "aws_sns_topic_subscription",
    pick: ({ filter_policy }) => filter_policy !== undefined,
    change: (each) =>
      (each.filter_policy = JSON.stringify({ a: ["x"], b: ["x"], c: ["x"], d: ["x"], e: ["x"], f: ["x"] })),
    caught: /more than 5 keys/,
  },
  {
    what: "a filter policy of 200 combinations",
    type: "aws_sns_topic_subscription",
    pick: ({ filter_policy }) => filter_policy !== undefined,
    change: (each) =>
      (each.filter_policy = JSON.stringify({
        a: Array.from({ length: 20 }, String),
        b: Array.from({ length: 10 }, String),
      })),
    caught: /more than 150 combinations/,
  },
  {
    what: "raw delivery by mail",
    type: "aws_sns_topic_subscription",
    pick: by("email"),
    change: (each) => (each.raw_message_delivery = true),
    caught: /raw delivery/,
  },
  {
    what: "a protocol that SNS has not",
    type: "aws_sns_topic_subscription",
    change: (each) => (each.protocol = "slack"),
    caught: /a protocol that SNS has not/,
  },
  {
    what: "a topic with a dot in its name",
    type: "aws_sns_topic",
    change: (topic) => (topic.name = "watch.alerts"),
    caught: /names of topics/,
  },
  {
    what: "a display name of 101 characters",
    type: "aws_sns_topic",
    change: (topic) => (topic.display_name = "x".repeat(101)),
    caught: /display name/,
  },
  {
    what: "a topic policy without a Resource",
    type: "aws_sns_topic_policy",
    change: (policy) => {
      const value = JSON.parse(String(policy.policy)) as { Statement: Arguments[] };
      for (const each of value.Statement) delete each.Resource;
      policy.policy = JSON.stringify(value);
    },
    caught: /needs one of Resource/,
  },
  {
    what: "a queue's name of 81 characters",
    type: "aws_sqs_queue",
    change: (queue) => (queue.name = "q".repeat(81)),
    caught: /names of queues/,
  },
  {
    what: "a queue that keeps messages for 15 days",
    type: "aws_sqs_queue",
    change: (queue) => (queue.message_retention_seconds = 1_296_000),
    caught: /message_retention_seconds/,
  },
  {
    what: "eight actions in a statement of a queue",
    type: "aws_sqs_queue_policy",
    change: (policy) => {
      const value = JSON.parse(String(policy.policy)) as { Statement: Arguments[] };
      value.Statement[0]!.Action = ["Send", "Receive", "Delete", "Purge", "Get", "List", "Change", "Set"].map(
        (each) => `sqs:${each}Message`,
      );
      policy.policy = JSON.stringify(value);
    },
    caught: /more than 7 actions/,
  },
  {
    what: "a Slack channel's name instead of its id",
    type: "aws_chatbot_slack_channel_configuration",
    change: (channel) => (channel.slack_channel_id = "#security"),
    caught: /SlackChannelId does not fit/,
  },
  {
    what: "a Teams channel's id as Teams shows it",
    type: "aws_chatbot_teams_channel_configuration",
    before: (channel) => (channel.channel_id = "19%3Aaaaa%40thread.tacv2"),
    change: (channel) => (channel.channel_id = "19:aaaa@thread.tacv2"),
    caught: /ChannelId does not fit/,
  },
  {
    what: "two channels of one Teams team",
    type: "aws_chatbot_teams_channel_configuration",
    change: (channel, stack) => {
      const type = "aws_chatbot_teams_channel_configuration";
      twin(type, channel, stack).configuration_name = "another";
    },
    caught: /more than 1 channel of one Teams team/,
  },
  {
    what: "a logging level that the chat service has not",
    type: "aws_chatbot_slack_channel_configuration",
    change: (channel) => (channel.logging_level = "DEBUG"),
    caught: /LoggingLevel/,
  },
  {
    what: "a bare name in an expression",
    type: "aws_sfn_state_machine",
    pick: ofReads,
    change: definition("{% $states.input %}", "{% input.detail %}"),
    caught: /input stands bare/,
  },
  {
    what: "$ at the top level of an expression",
    type: "aws_sfn_state_machine",
    pick: ofReads,
    change: definition("{% $states.input %}", "{% $.detail %}"),
    caught: /\$ stands at the top level/,
  },
  {
    what: "$eval in an expression",
    type: "aws_sfn_state_machine",
    pick: ofReads,
    change: definition("{% $states.input %}", "{% $eval($string($states.input)) %}"),
    caught: /\$eval is not supported/,
  },
  {
    what: "a variable that nobody assigns",
    type: "aws_sfn_state_machine",
    pick: ofReads,
    change: definition("{% $states.input %}", "{% $recieved.detail %}"),
    caught: /\$recieved is not assigned/,
  },
  {
    what: "a result where there is none",
    type: "aws_sfn_state_machine",
    pick: ofReads,
    change: definition("{% $states.input %}", "{% $states.result %}"),
    caught: /there is no \$states\.result here/,
  },
  {
    what: "an expression that JSONata can't read",
    type: "aws_sfn_state_machine",
    pick: ofReads,
    change: definition("{% $states.input %}", "{% $states.input( %}"),
    caught: /JSONata can't read it/,
  },
  {
    what: "a state that is not there",
    type: "aws_sfn_state_machine",
    change: definition(/"StartAt":"[^"]*"/, '"StartAt":"Nowhere"'),
    caught: /Amazon States Language/,
  },
  {
    what: "a call of SNS with an argument in camel case",
    type: "aws_sfn_state_machine",
    change: definition(/"TopicArn"(?=:)/, '"topicArn"'),
    caught: /there is no topicArn/,
  },
  {
    what: "a call of an API that there is not",
    type: "aws_sfn_state_machine",
    change: definition(/:states:::sns:publish/, ":states:::aws-sdk:sns:publishAll"),
    caught: /an API that there is not/,
  },
  {
    what: "an optimized integration that there is not",
    type: "aws_sfn_state_machine",
    change: definition(/:states:::sns:publish/, ":states:::dynamodb:query"),
    caught: /an optimized integration that there is not/,
  },
];
