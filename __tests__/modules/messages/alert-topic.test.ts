import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SnsTopicPolicy } from "@cdktf/provider-aws/lib/sns-topic-policy";
import { SnsTopicSubscription } from "@cdktf/provider-aws/lib/sns-topic-subscription";
import { TerraformOutput } from "cdktf";

import { AlertTopic, type AlertTopicProps } from "../../../modules/messages/alert-topic";
import { aKey, memberAccount, securityAccount } from "../../support/constructs";
import { sidsOf } from "../../support/policies-in";
import { decide } from "../../support/policy-decision";
import { addressesOf, everyOf, onlyOf, policyOf, synthesizedModule } from "../../support/synthesized-module";

const topicArn = `arn:aws:sns:eu-west-1:${securityAccount}:alerts`;
const alarm = (account: string, name = "any") => `arn:aws:cloudwatch:eu-west-1:${account}:alarm:${name}`;

function made(props: Partial<AlertTopicProps> = {}) {
  let topic: AlertTopic | undefined;
  const text = synthesizedModule((scope) => {
    topic = new AlertTopic(scope, "Alerts", {
      topicName: "alerts",
      topicArn,
      displayName: "Reads of secrets",
      key: aKey(scope),
      accountId: securityAccount,
      alarmArnPattern: alarm(securityAccount, "*"),
      ...props,
    });
    new TerraformOutput(scope, "Arn", { value: topic.topicArn });
  });
  return { text, topic: topic! };
}

test("a topic without subscribers is encrypted and has its policy, and nothing else", () => {
  const { text, topic } = made();

  expect(addressesOf(text, "Alerts")).toEqual(["aws_sns_topic.Alerts", "aws_sns_topic_policy.Alerts_Policy"]);
  expect(text).toHaveResourceWithProperties(SnsTopic, {
    name: "alerts",
    display_name: "Reads of secrets",
    kms_master_key_id: "${aws_kms_key.Key.arn}",
  });
  expect(text).toHaveResourceWithProperties(SnsTopicPolicy, { arn: "${aws_sns_topic.Alerts.arn}" });
  expect(JSON.parse(text)).not.toHaveProperty("check");
  expect(topic.computedArn).toBe(topicArn);
  expect(JSON.parse(text)).toMatchObject({ output: { Arn: { value: "${aws_sns_topic.Alerts.arn}" } } });
});

describe("who publishes", () => {
  const ours = {
    principal: "cloudwatch.amazonaws.com",
    action: "sns:Publish",
    resource: topicArn,
    context: {
      "aws:SourceAccount": securityAccount,
      "aws:SourceArn": alarm(securityAccount),
      "aws:SecureTransport": "true",
    },
  };

  test.each([
    ["allowed", "an alarm of the account", {}],
    ["not allowed", "another service", { principal: "events.amazonaws.com" }],
    ["not allowed", "an alarm that subscribes", { action: "sns:Subscribe" }],
    ["not allowed", "an alarm to another topic", { resource: `${topicArn}-2` }],
    [
      "not allowed",
      "an alarm for another account",
      { context: { ...ours.context, "aws:SourceAccount": memberAccount } },
    ],
    [
      "not allowed",
      "an alarm of another account",
      { context: { ...ours.context, "aws:SourceArn": alarm(memberAccount) } },
    ],
    ["denied", "an alarm without TLS", { context: { ...ours.context, "aws:SecureTransport": "false" } }],
    [
      "denied",
      "anybody without TLS",
      { principal: `arn:aws:iam::${memberAccount}:role/Any`, context: { "aws:SecureTransport": "false" } },
    ],
  ])("%s: %s", (decision, _who, other) => {
    const policy = policyOf(made().text, SnsTopicPolicy);

    expect(decide(policy, { ...ours, ...other })).toBe(decision);
    expect(sidsOf(policy)).toEqual(["AlarmsPublish", "DenyInsecureTransport"]);
  });

  test("alarms of another account do only where they are named", () => {
    const policy = policyOf(made({ alarmsElsewhere: alarm(memberAccount, "watch-*") }).text, SnsTopicPolicy);
    const from = (name: string, account = memberAccount, other = {}) =>
      decide(policy, { ...ours, ...other, context: { "aws:SourceArn": alarm(account, name) } });

    expect(from("watch-trail")).toBe("allowed");
    expect(from("other")).toBe("not allowed");
    expect(from("watch-trail", "444444444444")).toBe("not allowed");
    expect(from("watch-trail", memberAccount, { principal: "events.amazonaws.com" })).toBe("not allowed");
    expect(from("watch-trail", memberAccount, { action: "sns:Subscribe" })).toBe("not allowed");
    expect(from("watch-trail", memberAccount, { resource: `${topicArn}-2` })).toBe("not allowed");
    expect(sidsOf(policy)).toEqual(["AlarmsPublish", "AlarmsElsewherePublish", "DenyInsecureTransport"]);
  });
});

describe("another account subscribes its own queues", () => {
  const policy = policyOf(
    made({
      subscribers: [
        {
          accountId: memberAccount,
          rootArn: `arn:aws:iam::${memberAccount}:root`,
          queueArnPattern: `arn:aws:sqs:*:${memberAccount}:*`,
        },
      ],
    }).text,
    SnsTopicPolicy,
  );
  const theirs = {
    principal: `arn:aws:iam::${memberAccount}:role/Any`,
    action: "sns:Subscribe",
    resource: topicArn,
    context: { "sns:Protocol": "sqs", "sns:Endpoint": `arn:aws:sqs:eu-west-1:${memberAccount}:queue` },
  };

  test.each([
    ["allowed", "a queue of theirs", {}],
    ["not allowed", "a third account", { principal: "arn:aws:iam::444444444444:role/Any" }],
    ["not allowed", "publishing", { action: "sns:Publish" }],
    ["not allowed", "another topic", { resource: `${topicArn}-2` }],
    ["not allowed", "a mail address", { context: { ...theirs.context, "sns:Protocol": "email" } }],
    [
      "not allowed",
      "a queue of a third account",
      { context: { ...theirs.context, "sns:Endpoint": "arn:aws:sqs:eu-west-1:444444444444:queue" } },
    ],
  ])("%s: %s", (decision, _what, other) => {
    expect(decide(policy, { ...theirs, ...other })).toBe(decision);
    expect(sidsOf(policy)).toEqual(["AlarmsPublish", `QueuesOf${memberAccount}`, "DenyInsecureTransport"]);
  });
});

test("mail addresses, endpoints and queues are subscribed, each once", () => {
  const { text } = made({
    emails: ["a@example.com"],
    https: ["https://example.com/hook"],
    queues: ["arn:aws:sqs:eu-west-1:222222222222:queue"],
  });

  expect(addressesOf(text, "Alerts_Subscriptions")).toEqual([
    "aws_sns_topic_subscription.Alerts_Subscriptions_aexamplecom",
    "aws_sns_topic_subscription.Alerts_Subscriptions_arnawssqseu-west-1222222222222queue",
    "aws_sns_topic_subscription.Alerts_Subscriptions_httpsexamplecomhook",
  ]);
  expect(everyOf(text, SnsTopicSubscription)).toEqual([
    { topic_arn: "${aws_sns_topic.Alerts.arn}", protocol: "email", endpoint: "a@example.com" },
    {
      topic_arn: "${aws_sns_topic.Alerts.arn}",
      protocol: "sqs",
      endpoint: "arn:aws:sqs:eu-west-1:222222222222:queue",
      raw_message_delivery: true,
    },
    { topic_arn: "${aws_sns_topic.Alerts.arn}", protocol: "https", endpoint: "https://example.com/hook" },
  ]);
});

test("an address that is to get only its own gets what is marked with it", () => {
  const own = made({ emails: ["a@example.com"], https: ["https://example.com"], onlyOwn: true }).text;
  const all = made({ emails: ["a@example.com"], onlyOwn: false }).text;

  expect(everyOf(own, SnsTopicSubscription).map((each) => each.filter_policy)).toEqual([
    '{"owners":["a@example.com"]}',
    undefined,
  ]);
  expect(onlyOf(all, SnsTopicSubscription)).not.toHaveProperty("filter_policy");
});

test("every plan warns of mail addresses and endpoints that have not confirmed, and of no queue", () => {
  const { text } = made({
    emails: ["a@example.com"],
    https: ["https://example.com"],
    queues: ["arn:aws:sqs:eu-west-1:222222222222:queue"],
  });

  expect(JSON.parse(text)).toMatchObject({
    locals: {
      Alerts_unconfirmed:
        "${[for each in [aws_sns_topic_subscription.Alerts_Subscriptions_aexamplecom, aws_sns_topic_subscription.Alerts_Subscriptions_httpsexamplecom] : each.endpoint if each.pending_confirmation]}",
    },
    check: {
      Alerts_unconfirmed: {
        assert: [
          {
            condition: "${length(local.Alerts_unconfirmed) == 0}",
            error_message: 'alerts tells nobody at ${join(", ", local.Alerts_unconfirmed)}: not confirmed yet.',
          },
        ],
      },
    },
  });
});
