import { readFileSync } from "node:fs";
import path from "node:path";

import { stringify } from "yaml";

import { MAX_ALARM_DESCRIPTION_LENGTH } from "../../detections/alarm-description";
import { healthAlarms, type HealthAlarm } from "../../health/alarms";
import { isReservedId } from "../../health/reserved-ids";
import { accountsOf } from "../../organization/organization";
import { everything } from "../../scripts/requests/everything";
import { organizationFrom } from "../support/edited-organization";
import { organizationOf, securityStackOf } from "../support/security-stack";
import {
  exampleOrganization,
  resourceOf,
  resourcesOf,
  root,
  synthesize,
  type Attributes,
  type Synthesized,
} from "../support/synthesized";

const organization = exampleOrganization();
const security = securityStackOf(organization);

const alarmType = "aws_cloudwatch_metric_alarm";
const health = (stack: Synthesized, type = alarmType) =>
  Object.fromEntries(Object.entries(resourcesOf(stack, type)).filter(([id]) => /^(Health|AlarmMails)_/.test(id)));
const alarm = (id: string) => resourceOf(security, alarmType, `Health_${id}_`);
const queryOf = (attributes: Attributes) => attributes.metric_query as readonly Attributes[];
const healthTopic = [expect.stringMatching(/^\$\{aws_sns_topic\.HealthTopic_\w+\.arn\}$/)];

describe.each([
  ["the example", exampleOrganization()],
  ["everything, in AWS", organizationFrom(stringify(everything("aws")))],
  ["everything, in China", organizationFrom(stringify(everything("aws-cn")))],
])("the alarms of %s", (_, each) => {
  const ofDetections = new Set(each.detections.map(({ id }) => id));
  const found = Object.entries(synthesize(each)).flatMap(([stack, { resource = {} }]) =>
    Object.values(resource[alarmType] ?? {}).map(({ alarm_name: name }) => ({
      stack,
      id: (name as string).replace(each.names.ownPrefix, ""),
    })),
  );

  test("are those of detections and those of the table", () => {
    expect(found.filter(({ id }) => !ofDetections.has(id) && !isReservedId(id))).toEqual([]);
  });

  test.each(Object.values<HealthAlarm>(healthAlarms))("have $id where the table says", ({ id, account }) => {
    const stacks = found.filter((alarm) => alarm.id === id).map(({ stack }) => stack);

    // In China alarms of the trail have no mails of their own, and so nothing that watches these.
    if (each.partition === "aws") expect(stacks).not.toEqual([]);
    if (account === "every") expect(new Set(stacks).size).toBe(accountsOf(each).length);
    else expect(new Set([...stacks, account === "trail" ? each.trailMaker : "security"]).size).toBe(1);
  });
});

test("what has to be on for an alarm is: without signs of life, none that needs them is there, nor on the dashboard", () => {
  const without = securityStackOf({ ...organization, alerts: { ...organization.alerts, heartbeat: false } });
  const mentioned = (stack: Synthesized, id: string) => JSON.stringify(stack).includes(`secretwatch-${id}\\"`);
  const needy = Object.values<HealthAlarm>(healthAlarms).filter(({ needs }) => needs !== undefined);

  expect(needy.length).toBeGreaterThan(2);
  expect(needy.filter(({ id }) => mentioned(without, id))).toEqual([]);
  expect(needy.filter(({ id }) => !mentioned(security, id))).toEqual([]);
});

test.each(Object.entries(health(security)))(
  "%s says what is blind and what to do, and CloudWatch takes it",
  (_, each) => {
    const description = each.alarm_description as string;

    expect(description).toMatch(/^.+\nBlind: .+\nNext:\n1\. /);
    expect(description.length).toBeLessThanOrEqual(MAX_ALARM_DESCRIPTION_LENGTH);
  },
);

test("all tell the recipients of alarms on the watch, and the one on their own topic the security team", () => {
  for (const [id, { alarm_actions: actions }] of Object.entries(health(security))) {
    expect(actions).toEqual(
      id.startsWith("Health_HealthTopic_")
        ? [expect.stringMatching(/^\$\{aws_sns_topic\.AlertTopic_\w+\.arn\}$/)]
        : healthTopic,
    );
  }
});

test("none tells anybody while everything is quiet", () => {
  const watching = securityStackOf({ ...organization, security: { ...organization.security, mode: "quiet" } });
  const alarms = Object.values(health(watching));

  // Nothing makes the composer run there: without a canary, that it does not run says nothing.
  expect(alarms).toHaveLength(Object.keys(health(security)).length - 1);
  expect(alarms.map(({ alarm_name: name }) => name)).not.toContain("secretwatch-canary-missing");
  expect(alarms.flatMap(({ alarm_actions: actions, ok_actions: ok = [] }) => [actions, ok].flat())).toEqual([]);
});

describe("silence", () => {
  const machine = (prefix: string) =>
    Object.keys(resourcesOf(security, "aws_sfn_state_machine")).find((id) => id.startsWith(prefix))!;

  test.each([
    ["of the roll call", "RollCallSilent", "RollCall_"],
    ["of the composer, for which the roll call makes a read each time", "ComposerSilent", "MessageComposer_"],
  ])("%s is an alarm of CloudWatch, on missing data, and its end is told", (_, id, prefix) => {
    expect(alarm(id)).toMatchObject({
      namespace: "AWS/States",
      metric_name: "ExecutionsSucceeded",
      dimensions: { StateMachineArn: `\${aws_sfn_state_machine.${machine(prefix)}.arn}` },
      statistic: "Sum",
      comparison_operator: "LessThanThreshold",
      threshold: 1,
      period: 3600,
      evaluation_periods: 3,
      datapoints_to_alarm: 3,
      treat_missing_data: "breaching",
      alarm_actions: healthTopic,
      ok_actions: healthTopic,
    });
  });

  test("is looked for as often as signs of life come, up to a day, within what an alarm takes", () => {
    const daily = securityStackOf({ ...organization, alerts: { ...organization.alerts, heartbeatMinutes: 1440 } });
    const { period, evaluation_periods: periods } = resourceOf(daily, alarmType, "Health_RollCallSilent_");

    expect(period).toBe(86_400);
    // https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
    expect((period as number) * (periods as number)).toBeLessThanOrEqual(7 * 86_400);
  });

  test("a roll call that fails is an alarm as soon as it does", () => {
    expect(
      queryOf(alarm("RollCallFailed"))
        .slice(1)
        .map(({ metric }) => metric),
    ).toEqual(
      ["ExecutionsFailed", "ExecutionsTimedOut", "ExecutionThrottled"].map(
        (name) =>
          expect.objectContaining({
            metric_name: name,
            dimensions: { StateMachineArn: `\${aws_sfn_state_machine.${machine("RollCall_")}.arn}` },
          }) as unknown,
      ),
    );
  });

  test("is no alarm where nobody sends signs of life, and there is no roll call; complaints still are", () => {
    const without = securityStackOf({ ...organization, alerts: { ...organization.alerts, heartbeat: false } });
    const missing = Object.keys(health(security)).filter((id) => !Object.hasOwn(health(without), id));

    expect(missing.sort()).toEqual([
      expect.stringContaining("ComposerSilent"),
      expect.stringContaining("RollCallFailed"),
      expect.stringContaining("RollCallSilent"),
    ]);
    expect(Object.keys(resourcesOf(without, "aws_sfn_state_machine")).join()).not.toMatch(/RollCall/);
    expect(Object.keys(resourcesOf(without, "aws_cloudwatch_event_rule")).join()).not.toMatch(/RollCall|Heartbeat/);
  });

  test("makes no metric of an account: filters count complaints only, in the log group that their rule writes to", () => {
    const [groupId] = Object.entries(resourcesOf(security, "aws_cloudwatch_log_group")).find(
      ([, { name }]) => name === organization.names.health.heartbeatLogGroupName,
    )!;
    const filters = Object.values(health(security, "aws_cloudwatch_log_metric_filter"));

    expect(filters).toHaveLength(20);
    expect(new Set(filters.map((filter) => (filter.metric_transformation as Attributes).name))).toEqual(
      new Set(["Complaints"]),
    );
    expect(new Set(filters.map(({ log_group_name: name }) => name))).toEqual(
      new Set([`\${aws_cloudwatch_log_group.${groupId}.name}`]),
    );
    expect(resourceOf(security, "aws_cloudwatch_event_target", "Rules_heartbeats_").arn).toBe(
      `arn:aws:logs:eu-west-1:222222222222:log-group:${organization.names.health.heartbeatLogGroupName}`,
    );
  });
});

test("an account that complains is named with its region", () => {
  expect(queryOf(alarm("AccountComplains"))[0]!.expression).toBe(
    'SELECT SUM("Complaints") FROM SCHEMA("secretwatch/health", "account", "region") GROUP BY "account", "region" ORDER BY SUM() DESC LIMIT 5',
  );
});

test.each([
  ["RuleFailed", "FailedInvocations"],
  ["RuleThrottled", "ThrottledRules"],
  ["RuleLost", "InvocationsFailedToBeSentToDlq"],
])("%s names the rule of the central bus", (id, metricName) => {
  expect(queryOf(alarm(id))[0]!.expression).toBe(
    `SELECT SUM("${metricName}") FROM SCHEMA("AWS/Events", "EventBusName", "RuleName")` +
      ` WHERE "EventBusName" = 'secretwatch-unexpected-reads' GROUP BY "EventBusName", "RuleName" ORDER BY SUM() DESC LIMIT 2`,
  );
  expect(resourceOf(security, "aws_cloudwatch_event_bus", "Bus").name).toBe("secretwatch-unexpected-reads");
});

test("the queue of what the central rules could not deliver is watched", () => {
  const [queueId] = Object.entries(resourcesOf(security, "aws_sqs_queue")).find(
    ([, { name }]) => name === organization.names.reads.centralUndeliveredQueueName,
  )!;

  expect(alarm("CentralUndelivered")).toMatchObject({
    namespace: "AWS/SQS",
    // What arrives, not what lies there: a queue that nobody empties would ring once and never again.
    metric_name: "NumberOfMessagesSent",
    statistic: "Sum",
    evaluation_periods: 4,
    datapoints_to_alarm: 1,
    dimensions: { QueueName: `\${aws_sqs_queue.${queueId}.name}` },
    treat_missing_data: "notBreaching",
  });
});

test.each([
  ["Composer", "secretwatch-message-composer"],
  ["Digest", "secretwatch-digest"],
])("%s: whatever the state machine fails with is one alarm", (alarmId, machineName) => {
  const [sum, ...metrics] = queryOf(alarm(alarmId));
  const [machineId] = Object.entries(resourcesOf(security, "aws_sfn_state_machine")).find(
    ([, { name }]) => name === machineName,
  )!;

  expect(sum).toMatchObject({
    expression: "SUM([FILL(metric1, 0), FILL(metric2, 0), FILL(metric3, 0)])",
    return_data: true,
  });
  expect(metrics.map(({ id, return_data: isResult }) => [id, isResult])).toEqual([
    ["metric1", false],
    ["metric2", false],
    ["metric3", false],
  ]);
  expect(metrics.map(({ metric }) => metric)).toEqual(
    ["ExecutionsFailed", "ExecutionsTimedOut", "ExecutionThrottled"].map((name) => ({
      namespace: "AWS/States",
      metric_name: name,
      dimensions: { StateMachineArn: `\${aws_sfn_state_machine.${machineId}.arn}` },
      period: 300,
      stat: "Sum",
    })),
  );
});

test("a topic whose messages don't arrive is named", () => {
  expect(queryOf(alarm("Topics"))[0]!.expression).toBe(
    'SELECT SUM("NumberOfNotificationsFailed") FROM SCHEMA("AWS/SNS", "TopicName") GROUP BY "TopicName" ORDER BY SUM() DESC LIMIT 2',
  );
  expect(alarm("HealthTopic").dimensions).toEqual({
    TopicName: resourceOf(security, "aws_sns_topic", "HealthTopic_").name,
  });
});

test("1,000 accounts need as many alarms and filters as 10", () => {
  const [few, many] = [10, 1000].map((count) => securityStackOf(organizationOf(count)));
  const types = [alarmType, "aws_cloudwatch_log_metric_filter"];

  for (const type of types) expect(health(many!, type)).toEqual(health(few!, type));
});

test("a detection of one's own can have the name of no alarm or filter of any stack", () => {
  const ids = new Set(organization.detections.map(({ id }) => id));
  const names = Object.values(synthesize(organization)).flatMap(({ resource = {} }) => [
    ...Object.values(resource.aws_cloudwatch_metric_alarm ?? {}).map(({ alarm_name: name }) => name as string),
    ...Object.values(resource.aws_cloudwatch_log_metric_filter ?? {}).map(({ name }) => name as string),
  ]);
  const others = names.map((name) => name.replace(/^secretwatch-/, "")).filter((id) => !ids.has(id));
  // Ids of detections are in lower case.
  const possible = others.filter((id) => /^[a-z0-9-]+$/.test(id));

  expect(possible.length).toBeGreaterThan(15);
  expect(possible.filter((id) => !isReservedId(id))).toEqual([]);
});

test("the page about them has each", () => {
  const page = readFileSync(path.join(root, "docs/health.md"), "utf8");
  const ids = [...Object.values(healthAlarms).map(({ id }) => id), "trail-silent", "reads-undelivered"];

  expect(ids.filter((id) => !page.includes(`\`${id}\``))).toEqual([]);
});

test("each plan warns of mail addresses and endpoints that are not confirmed", () => {
  const { check, locals } = security as unknown as {
    check: Record<string, { assert: readonly { condition: string; error_message: string }[] }>;
    locals: Record<string, string>;
  };
  const subscriptions = Object.entries(resourcesOf(security, "aws_sns_topic_subscription"))
    .filter(([, { protocol }]) => protocol !== "sqs")
    .map(([id]) => id);

  expect(Object.keys(check)).toEqual(Object.keys(locals));
  for (const [name, { assert }] of Object.entries(check)) {
    expect(assert[0]!.condition).toBe(`\${length(local.${name}) == 0}`);
  }
  expect(
    Object.values(locals)
      .flatMap((text) => [...text.matchAll(/aws_sns_topic_subscription\.([\w-]+)/g)].map(([, id]) => id!))
      .sort(),
  ).toEqual(subscriptions.sort());
});
