import fc from "fast-check";

import { alarmLooks } from "../../../doctor/live/alarm-looks";
import { type Answers, changed, lookedAt, wantedResource } from "../../support/looked-at";

const alarms = "cloudwatch/describe-alarms/222222222222/eu-west-1/secretwatch-.json";
const rules = "cloudwatch/list-alarm-mute-rules/222222222222/eu-west-1.json";
const rule = "cloudwatch/get-alarm-mute-rule/222222222222/eu-west-1/weekend%3Awork.json";
const topic = "arn:aws:sns:eu-west-1:222222222222:secretwatch-health";

const silence = wantedResource("aws_cloudwatch_metric_alarm", "Silence", {
  alarm_name: "secretwatch-trail-silent",
  alarm_description: "No CloudTrail event has reached the log group.",
  alarm_actions: [topic],
  ok_actions: [topic],
  comparison_operator: "LessThanThreshold",
  datapoints_to_alarm: 3,
  evaluation_periods: 3,
  metric_name: "secretwatch-trail-events",
  namespace: "secretwatch",
  dimensions: { Kind: "all" },
  period: 300,
  statistic: "Sum",
  threshold: 1,
  treat_missing_data: "breaching",
});

const math = wantedResource("aws_cloudwatch_metric_alarm", "Math", {
  alarm_name: "secretwatch-alarms-not-composed",
  alarm_description: "It failed.",
  alarm_actions: [topic],
  comparison_operator: "GreaterThanOrEqualToThreshold",
  datapoints_to_alarm: 1,
  evaluation_periods: 1,
  metric_query: [
    { id: "failures", expression: "SUM([FILL(metric1, 0)])", label: "Failures", return_data: true },
    {
      id: "metric1",
      metric: { dimensions: { Queue: "q" }, metric_name: "Failed", namespace: "AWS/States", period: 300, stat: "Sum" },
      return_data: false,
    },
  ],
  threshold: 1,
  treat_missing_data: "notBreaching",
});

const common = {
  ActionsEnabled: true,
  AlarmActions: [topic],
  InsufficientDataActions: [],
  StateValue: "OK",
  StateReason: "Threshold Crossed",
  StateUpdatedTimestamp: "2026-08-01T10:00:00.000Z",
};

/** As CloudWatch answers, by the API model. */
const healthy: Answers = {
  [alarms]: {
    MetricAlarms: [
      {
        ...common,
        AlarmName: "secretwatch-trail-silent",
        AlarmArn: "arn:aws:cloudwatch:eu-west-1:222222222222:alarm:secretwatch-trail-silent",
        AlarmDescription: "No CloudTrail event has reached the log group.",
        OKActions: [topic],
        MetricName: "secretwatch-trail-events",
        Namespace: "secretwatch",
        Statistic: "Sum",
        Dimensions: [{ Name: "Kind", Value: "all" }],
        Period: 300,
        EvaluationPeriods: 3,
        DatapointsToAlarm: 3,
        Threshold: 1,
        ComparisonOperator: "LessThanThreshold",
        TreatMissingData: "breaching",
      },
      {
        ...common,
        AlarmName: "secretwatch-alarms-not-composed",
        AlarmDescription: "It failed.",
        OKActions: [],
        Dimensions: [],
        EvaluationPeriods: 1,
        DatapointsToAlarm: 1,
        Threshold: 1,
        ComparisonOperator: "GreaterThanOrEqualToThreshold",
        TreatMissingData: "notBreaching",
        Metrics: [
          {
            Id: "metric1",
            MetricStat: {
              Metric: { Namespace: "AWS/States", MetricName: "Failed", Dimensions: [{ Name: "Queue", Value: "q" }] },
              Period: 300,
              Stat: "Sum",
            },
            ReturnData: false,
          },
          { Id: "failures", Expression: "SUM([FILL(metric1, 0)])", Label: "Failures", ReturnData: true },
        ],
      },
    ],
    CompositeAlarms: [],
  },
  [rules]: { AlarmMuteRuleSummaries: [] },
};

const resources = [silence, math];
const look = (answers: Answers, { type, attributes } = silence) =>
  lookedAt(alarmLooks, { type, attributes, resources }, answers);
const kinds = async (...given: Parameters<typeof look>) => (await look(...given)).map(({ kind }) => kind);
const at = (index: number, members: readonly (string | number)[], value: unknown) =>
  changed(healthy, alarms, ["MetricAlarms", index, ...members], value);

describe("a look at an alarm", () => {
  test("finds nothing in alarms that are as they should be", async () => {
    expect(await look(healthy)).toEqual([]);
    expect(await look(healthy, math)).toEqual([]);
  });

  test("finds that its actions are off, and how to put them on", async () => {
    expect(await look(at(0, ["ActionsEnabled"], false))).toEqual([
      {
        kind: "alarm-actions-off",
        what: "The actions of the alarm secretwatch-trail-silent are off.",
        mend: "aws cloudwatch enable-alarm-actions --region eu-west-1 --alarm-names secretwatch-trail-silent",
      },
    ]);
  });

  test.each([
    ["nobody", "AlarmActions", []],
    ["another topic, too", "AlarmActions", [topic, `${topic}-of-others`]],
    ["nobody when it is over", "OKActions", undefined],
    ["somebody when it has no data", "InsufficientDataActions", [topic]],
  ])("finds that it tells %s, and nothing else", async (_, member, value) => {
    expect(await kinds(at(0, [member], value))).toEqual(["alarm-tells-others"]);
  });

  test("finds whichever setting is otherwise, or gone, and that one alone", async () => {
    const others = {
      AlarmDescription: "All is well.",
      MetricName: "secretwatch-trail-event",
      Namespace: "others",
      Statistic: "Average",
      Dimensions: [{ Name: "Kind", Value: "none" }],
      Period: 3600,
      EvaluationPeriods: 4,
      DatapointsToAlarm: 2,
      Threshold: 0,
      ComparisonOperator: "LessThanOrEqualToThreshold",
      TreatMissingData: "notBreaching",
    };
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...Object.keys(others)), fc.boolean(), async (member, isGone) => {
        const value = isGone ? undefined : others[member as keyof typeof others];

        expect(await kinds(at(0, [member], value))).toEqual(["alarm-changed"]);
      }),
    );
  });

  test.each([
    ["another expression", ["Metrics", 1, "Expression"], "SUM([FILL(metric1, 0)]) - 1"],
    ["another metric", ["Metrics", 0, "MetricStat", "Metric", "MetricName"], "Succeeded"],
    ["another statistic", ["Metrics", 0, "MetricStat", "Stat"], "Average"],
    ["another thing returned", ["Metrics", 0, "ReturnData"], undefined],
    ["one metric less", ["Metrics"], [{ Id: "failures", Expression: "0", Label: "Failures" }]],
    ["a metric of its own", ["MetricName"], "secretwatch-other"],
  ])("finds %s in one that computes, and nothing else", async (_, members, value) => {
    expect(await kinds(at(1, members, value), math)).toEqual(["alarm-changed"]);
  });

  test("says that one on the watch itself is on, since when, and where to read what it says", async () => {
    expect(await look(at(0, ["StateValue"], "ALARM"))).toEqual([
      {
        kind: "health-alarm-on",
        what: "The alarm secretwatch-trail-silent is on, since 2026-08-01 10:00 UTC.",
        mend: 'aws cloudwatch describe-alarms --region eu-west-1 --alarm-names secretwatch-trail-silent --output text --query "MetricAlarms[].AlarmDescription"',
      },
    ]);
  });

  test("says nothing of a detection that went off: people were told", async () => {
    const name = "secretwatch-root-read";
    const detection = { ...silence, attributes: { ...silence.attributes, alarm_name: name } };
    const answers = changed(at(0, ["StateValue"], "ALARM"), alarms, ["MetricAlarms", 0, "AlarmName"], name);

    expect(await look(answers, detection)).toEqual([]);
  });

  test("finds that one that looks for silence has no data, unless it is new", async () => {
    const since = (moment: string) =>
      changed(at(0, ["StateValue"], "INSUFFICIENT_DATA"), alarms, ["MetricAlarms", 0, "StateUpdatedTimestamp"], moment);

    expect(await kinds(since("2026-09-01T10:59:59Z"))).toEqual(["alarm-undecided"]);
    expect(await kinds(since("2026-09-01T11:00:01Z"))).toEqual([]);
    // It is no silence: a metric that has never had a value.
    expect(await kinds(at(1, ["StateValue"], "INSUFFICIENT_DATA"), math)).toEqual([]);
    expect(await kinds(at(1, ["EvaluationState"], "EVALUATION_ERROR"), math)).toEqual(["alarm-undecided"]);
  });

  test("finds that it is not there", async () => {
    expect(await kinds(changed(healthy, alarms, ["MetricAlarms"], []))).toEqual(["resource-missing"]);
  });
});

describe("a look at rules that mute alarms", () => {
  const arn = "arn:aws:cloudwatch:eu-west-1:222222222222:alarm-mute-rule:weekend:work";
  const muted = (Status: string, AlarmNames: readonly string[] = ["secretwatch-trail-silent"]): Answers => ({
    ...healthy,
    [rules]: { AlarmMuteRuleSummaries: [{ AlarmMuteRuleArn: arn, Status, MuteType: "RECURRING" }] },
    [rule]: {
      Name: "weekend:work",
      AlarmMuteRuleArn: arn,
      Status,
      Rule: { Schedule: { Expression: "cron(0 0 * * 6)", Duration: "P2D" } },
      MuteTargets: { AlarmNames },
      ExpireDate: "2026-12-01T00:00:00Z",
    },
  });

  test("finds one that mutes it now, with its end, and how to end it", async () => {
    expect(await look(muted("ACTIVE"))).toEqual([
      {
        kind: "alarm-muted",
        what: "The rule weekend:work mutes the alarm secretwatch-trail-silent: cron(0 0 * * 6) for P2D, until 2026-12-01 00:00 UTC.",
        mend: "aws cloudwatch delete-alarm-mute-rule --region eu-west-1 --alarm-mute-rule-name weekend:work",
      },
    ]);
  });

  test("finds one that will, and none that did or that is about other alarms", async () => {
    expect(await kinds(muted("SCHEDULED"))).toEqual(["alarm-to-be-muted"]);
    expect(await kinds(muted("EXPIRED"))).toEqual([]);
    expect(await kinds(muted("ACTIVE", ["secretwatch-trail"]))).toEqual([]);
    expect(await kinds(muted("ACTIVE"), math)).toEqual([]);
  });

  test("says once for a region that it can't find out, and finds the rest all the same", async () => {
    const { [alarms]: answer } = at(0, ["ActionsEnabled"], false);
    const answers = { [alarms]: answer! };

    expect(await kinds(answers, silence)).toEqual(["alarm-actions-off", "alarm-muting-unread"]);
    expect(await kinds(answers, math)).toEqual([]);
  });
});

describe("a look at the dashboard", () => {
  const it = {
    type: "aws_cloudwatch_dashboard",
    attributes: { dashboard_name: "secretwatch", dashboard_body: '{"widgets":[{"x":0}]}' },
  };
  const answer = (DashboardBody: string): Answers => ({
    "cloudwatch/get-dashboard/222222222222/eu-west-1/secretwatch.json": { DashboardName: "secretwatch", DashboardBody },
  });

  test("finds that it shows something else, not that it is written otherwise", async () => {
    expect(await lookedAt(alarmLooks, it, answer('{ "widgets": [ { "x": 0 } ] }'))).toEqual([]);
    expect(await lookedAt(alarmLooks, it, answer('{"widgets":[]}'))).toMatchObject([{ kind: "dashboard-changed" }]);
  });
});
