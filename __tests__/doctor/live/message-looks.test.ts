import fc from "fast-check";

import { answerPath } from "../../../aws/answer-path";
import { messageLooks } from "../../../doctor/live/message-looks";
import { changed, lookedAt, securityPlace, wantedResource } from "../../support/looked-at";
import {
  type Fault,
  callsOf,
  findingsIn,
  gone,
  healthyEverything,
  pathOf,
  kindsIn,
} from "../../support/planted-faults";

const eventsArn = "arn:aws:sns:eu-west-1:222222222222:secretwatch-events-siem";
const topicArn = "arn:aws:sns:ap-southeast-1:222222222222:watch-alerts";
const ofTopic = (call: string, name = "watch-alerts") =>
  `sns/${call}/222222222222/ap-southeast-1/${encodeURIComponent(topicArn.replace("watch-alerts", name))}`;
const topic = ofTopic("get-topic-attributes");
const held = ofTopic("get-data-protection-policy");
const listed = ofTopic("list-subscriptions-by-topic");
const chatTopic = ofTopic("list-subscriptions-by-topic", "watch-chat-everything");
const owner = "watch-owners%3A766dc37c-0000-4000-8000-000000000000";
const siem = "watch-events-everything%3A4ea05f0a-0000-4000-8000-000000000000";
const queue = encodeURIComponent("https://sqs.ap-southeast-1.amazonaws.com/333333333333/watch-undelivered");
const slack = "slack-channel%2Fwatch-chat-everything-T0ACORN001-C0SECURITY";
const table = "dynamodb/describe-table/222222222222/ap-southeast-1/watch-memory";
const life = "dynamodb/describe-time-to-live/222222222222/ap-southeast-1/watch-memory";
const backups = "dynamodb/describe-continuous-backups/222222222222/ap-southeast-1/watch-memory";

const key = "arn:aws:kms:ap-southeast-1:999999999999:key/0123abcd-0123-0123-0123-0123456789ab";
const open = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: "*", Action: "*", Resource: "*" }],
});
const stranger = (
  Protocol: string,
  Endpoint: string,
  SubscriptionArn = `${topicArn}:11111111-0000-4000-8000-000000000000`,
) => ({
  SubscriptionArn,
  Owner: "222222222222",
  Protocol,
  Endpoint,
  TopicArn: topicArn,
});

const faults: readonly Fault[] = [
  ["a topic has another key", topic, ["Attributes", "KmsMasterKeyId"], key, "topic-key"],
  ["a topic has the key of AWS", topic, ["Attributes", "KmsMasterKeyId"], "alias/aws/sns", "topic-key"],
  ["a topic has no key", topic, ["Attributes", "KmsMasterKeyId"], undefined, "topic-key"],
  ["a topic lets everybody in", topic, ["Attributes", "Policy"], open, "topic-policy"],
  ["a topic has no policy", topic, ["Attributes", "Policy"], undefined, "topic-policy"],
  [
    "a topic is slow",
    topic,
    ["Attributes", "DeliveryPolicy"],
    '{"http":{"defaultThrottlePolicy":{"maxReceivesPerSecond":1}}}',
    "topic-holds-back",
  ],
  ["a topic masks", held, ["DataProtectionPolicy"], '{"Name":"x","Statement":[]}', "topic-holds-back"],
  [
    "a recipient has not confirmed",
    listed,
    ["Subscriptions", 0, "SubscriptionArn"],
    "PendingConfirmation",
    "subscription-unconfirmed",
  ],
  ["a recipient has cancelled", listed, ["Subscriptions", 0, "SubscriptionArn"], "Deleted", "resource-missing"],
  ["a recipient is gone", listed, ["Subscriptions"], [], "resource-missing"],
  [
    "a topic tells somebody else by mail",
    listed,
    ["Subscriptions", 1],
    stranger("email", "x@elsewhere.example"),
    "subscription-of-nobody",
  ],
  [
    "a topic tells another function",
    listed,
    ["Subscriptions", 1],
    stranger("lambda", "arn:aws:lambda:ap-southeast-1:222222222222:function:x"),
    "subscription-of-nobody",
  ],
  [
    "a topic is asked to tell somebody else",
    listed,
    ["Subscriptions", 1],
    stranger("email", "x@elsewhere.example", "PendingConfirmation"),
    "subscription-of-nobody",
  ],
  [
    "a topic tells an account that may not",
    listed,
    ["Subscriptions", 1],
    stranger("sqs", "arn:aws:sqs:ap-southeast-1:999999999999:x"),
    "subscription-of-nobody",
  ],
  [
    "a topic without a chat tells one",
    listed,
    ["Subscriptions", 1],
    stranger("https", "https://global.sns-api.chatbot.amazonaws.com"),
    "subscription-of-nobody",
  ],
  ["an owner gets everything", owner, ["Attributes", "FilterPolicy"], undefined, "subscription-changed"],
  [
    "an owner gets what is another's",
    owner,
    ["Attributes", "FilterPolicy"],
    '{"owners":["x@elsewhere.example"]}',
    "subscription-changed",
  ],
  [
    "an owner's filter looks at texts",
    owner,
    ["Attributes", "FilterPolicyScope"],
    "MessageBody",
    "subscription-changed",
  ],
  ["a queue gets envelopes", siem, ["Attributes", "RawMessageDelivery"], "false", "subscription-changed"],
  ["a queue's subscription has a filter", siem, ["Attributes", "FilterPolicy"], '{"x":["y"]}', "subscription-changed"],
  ["a queue's subscription has a queue", siem, ["Attributes", "RedrivePolicy"], "{}", "subscription-changed"],
  ["events wait in a queue", queue, ["Attributes", "ApproximateNumberOfMessages"], "2", "queue-has-undelivered"],
  [
    "somebody looks at an event of a queue",
    queue,
    ["Attributes", "ApproximateNumberOfMessagesNotVisible"],
    "1",
    "queue-has-undelivered",
  ],
  ["a queue keeps a minute", queue, ["Attributes", "MessageRetentionPeriod"], "60", "queue-changed"],
  ["a queue has a queue", queue, ["Attributes", "RedrivePolicy"], "{}", "queue-changed"],
  ["a queue is under a key", queue, ["Attributes", "KmsMasterKeyId"], key, "queue-key"],
  ["a queue is encrypted by SQS", queue, ["Attributes", "SqsManagedSseEnabled"], "true", "queue-key"],
  ["a queue lets everybody in", queue, ["Attributes", "Policy"], open, "queue-policy"],
  ["a queue has no policy", queue, ["Attributes", "Policy"], undefined, "queue-policy"],
  ["the table is being deleted", table, ["Table", "TableStatus"], "DELETING", "table-unusable"],
  [
    "the table's key can't be used",
    table,
    ["Table", "SSEDescription", "InaccessibleEncryptionDateTime"],
    new Date(0),
    "table-unusable",
  ],
  ["the table has another key", table, ["Table", "SSEDescription", "KMSMasterKeyArn"], key, "table-changed"],
  ["the table has no key of ours", table, ["Table", "SSEDescription"], undefined, "table-changed"],
  ["the table is not protected", table, ["Table", "DeletionProtectionEnabled"], false, "table-changed"],
  ["the table is paid by capacity", table, ["Table", "BillingModeSummary"], undefined, "table-changed"],
  ["the table forgets nothing", life, ["TimeToLiveDescription", "TimeToLiveStatus"], "DISABLED", "table-changed"],
  ["the table forgets by something else", life, ["TimeToLiveDescription", "AttributeName"], "at", "table-changed"],
  [
    "the table is backed up",
    backups,
    ["ContinuousBackupsDescription", "PointInTimeRecoveryDescription", "PointInTimeRecoveryStatus"],
    "ENABLED",
    "table-changed",
  ],
];

const kindsOf = (answers: Parameters<typeof findingsIn>[1]) => kindsIn(messageLooks, answers);

describe("messages", () => {
  test.each(faults)("one finding where %s", async (_name, answer, members, value, kind) => {
    const answers = changed(healthyEverything().answers, pathOf(answer), members, value);

    expect(await kindsOf(answers)).toEqual([kind]);
  });

  test.each([
    ["shows other topics", "SnsTopicArns", [topicArn], "chat-changed"],
    ["shows none", "SnsTopicArns", [], "chat-changed"],
    ["is of another channel", "SlackChannelId", "C9", "chat-changed"],
    ["is of another workspace", "SlackWorkspaceId", "T9", "chat-changed"],
    ["may do anything", "GuardrailPolicies", ["arn:aws:iam::aws:policy/AdministratorAccess"], "chat-may-do-more"],
    ["is limited by nothing", "GuardrailPolicies", [], "chat-may-do-more"],
    ["has another role", "IamRoleArn", "arn:aws:iam::222222222222:role/admin", "chat-may-do-more"],
  ])("one finding where a chat %s", async (_name, property, value, kind) => {
    const { answers } = healthyEverything();
    const path = pathOf(slack);
    const { ResourceDescription } = answers[path] as { readonly ResourceDescription: { readonly Properties: string } };
    const properties = { ...(JSON.parse(ResourceDescription.Properties) as object), [property]: value };

    const found = await kindsOf(
      changed(answers, path, ["ResourceDescription", "Properties"], JSON.stringify(properties)),
    );

    expect(found).toEqual([kind]);
  });

  test.each([
    ["a topic, with its policy and subscriptions", [topic, held, listed], "watch-alerts"],
    [
      "a queue, with its policy",
      ["sqs/get-queue-url/333333333333/ap-southeast-1/watch-undelivered"],
      "watch-undelivered",
    ],
    ["a chat", [slack], "watch-chat-everything-T0ACORN001-C0SECURITY"],
    ["the table", [table], "watch-memory"],
  ])("%s that is not there is one finding", async (_name, ends, name) => {
    const findings = await findingsIn(messageLooks, { ...healthyEverything().answers, ...gone(...ends) });

    expect(findings).toMatchObject([{ kind: "resource-missing", what: expect.stringContaining(name) as unknown }]);
  });

  test("what else is wrong with a topic is found where AWS has no data protection", async () => {
    const withStranger = changed(
      healthyEverything().answers,
      pathOf(listed),
      ["Subscriptions", 1],
      stranger("sms", "1"),
    );
    const answers = { ...withStranger, ...gone(held) };

    const findings = await findingsIn(
      messageLooks,
      answers,
      callsOf(answers, { kind: "other", code: "InvalidAction" }),
    );

    expect(findings.map(({ kind }) => kind)).toEqual(["look-failed", "subscription-of-nobody"]);
  });

  test("a region that does not know chats says nothing of them", async () => {
    const answers = { ...healthyEverything().answers, ...gone(slack) };

    const findings = await findingsIn(
      messageLooks,
      answers,
      callsOf(answers, { kind: "missing", code: "TypeNotFoundException" }),
    );

    expect(findings.map(({ kind }) => kind)).toEqual(["look-failed"]);
  });

  test("a chat's own subscription is none of somebody else", async () => {
    const chat = stranger("https", "https://global.sns-api.chatbot.amazonaws.com");

    expect(await kindsOf(changed(healthyEverything().answers, pathOf(chatTopic), ["Subscriptions", 0], chat))).toEqual(
      [],
    );
  });

  test("an account that may subscribe its queues does so, and no other, and nothing else", async () => {
    const pattern = "arn:aws:sqs:*:999999999999:*";
    const policy = {
      Statement: [{ Effect: "Allow", Action: "sns:Subscribe", Condition: { StringLike: { "sns:Endpoint": pattern } } }],
    };
    const resources = [
      wantedResource("aws_sns_topic", "It", { name: "secretwatch-events-siem" }),
      wantedResource("aws_sns_topic_policy", "Its", { arn: eventsArn, policy: JSON.stringify(policy) }),
    ];
    const found = async (protocol: string, endpoint: string) => {
      const answers = {
        [answerPath("sns:GetTopicAttributes", { TopicArn: eventsArn }, securityPlace)]: {},
        [answerPath("sns:GetDataProtectionPolicy", { ResourceArn: eventsArn }, securityPlace)]: {},
        [answerPath("sns:ListSubscriptionsByTopic", { TopicArn: eventsArn }, securityPlace)]: {
          Subscriptions: [stranger(protocol, endpoint)],
        },
      };
      const wrong = await lookedAt(messageLooks, { ...resources[0]!, resources }, answers);
      return wrong.map(({ kind }) => kind);
    };

    expect(await found("sqs", "arn:aws:sqs:eu-west-1:999999999999:siem")).toEqual([]);
    expect(await found("sqs", "arn:aws:sqs:eu-west-1:888888888888:siem")).toEqual(["subscription-of-nobody"]);
    expect(await found("lambda", "arn:aws:lambda:eu-west-1:999999999999:function:x")).toEqual([
      "subscription-of-nobody",
    ]);
  });

  test("somebody else who has cancelled gets nothing, and is no finding", async () => {
    const cancelled = stranger("email", "x@elsewhere.example", "Deleted");

    expect(
      await kindsOf(changed(healthyEverything().answers, pathOf(listed), ["Subscriptions", 1], cancelled)),
    ).toEqual([]);
  });

  test("a table that begins to forget is as it should be", async () => {
    const members = ["TimeToLiveDescription", "TimeToLiveStatus"];

    expect(await kindsOf(changed(healthyEverything().answers, pathOf(life), members, "ENABLING"))).toEqual([]);
  });

  test("the same address by another protocol is another recipient", async () => {
    const answers = changed(
      healthyEverything().answers,
      pathOf(listed),
      ["Subscriptions", 0, "Protocol"],
      "email-json",
    );

    expect((await kindsOf(answers)).toSorted()).toEqual(["resource-missing", "subscription-of-nobody"]);
  });

  test("a recipient that cancelled and confirmed again is there", async () => {
    const cancelled = stranger("email", "security@acorn.example", "Deleted");

    expect(
      await kindsOf(changed(healthyEverything().answers, pathOf(listed), ["Subscriptions", 1], cancelled)),
    ).toEqual([]);
  });

  test("whoever is subscribed and not configured is named, with the command that takes it away", async () => {
    await fc.assert(
      fc.asyncProperty(fc.emailAddress(), async (address) => {
        const answers = changed(
          healthyEverything().answers,
          pathOf(listed),
          ["Subscriptions", 1],
          stranger("email", address),
        );

        const findings = await findingsIn(messageLooks, answers);

        expect(findings).toHaveLength(1);
        expect(findings[0]!.what).toContain(address);
        expect(findings[0]!.mend).toContain("aws sns unsubscribe");
      }),
      { numRuns: 20 },
    );
  });

  test("any number of waiting events is a finding, and none is not", async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(5), fc.nat(5), fc.nat(5), async (visible, taken, late) => {
        const path = pathOf(queue);
        const counts = {
          ApproximateNumberOfMessages: visible,
          ApproximateNumberOfMessagesNotVisible: taken,
          ApproximateNumberOfMessagesDelayed: late,
        };
        let answers: Parameters<typeof changed>[0] = healthyEverything().answers;
        for (const [name, count] of Object.entries(counts))
          answers = changed(answers, path, ["Attributes", name], String(count));

        const findings = await findingsIn(messageLooks, answers);

        expect(findings).toHaveLength(visible + taken + late > 0 ? 1 : 0);
      }),
      { numRuns: 20 },
    );
  });
});
