import type { AnswerOf } from "../../aws/operations";
import { healthAlarms } from "../../health/alarms";
import { jsonAgrees, UNKNOWN } from "../unknown";
import { shellCommand } from "../../text/shell-command";
import type { WantedResource } from "../wanted";
import { type Block, blocks } from "./blocks";
import { type LiveType, type Looking, type LookAt, notThere, type Wrong } from "./live-type";
import { momentInWords } from "./moment";
import { muting } from "./alarm-muting";
import { unlike } from "./unlike";

type MetricAlarm = NonNullable<AnswerOf<"cloudwatch:DescribeAlarms">["MetricAlarms"]>[number];

const HOUR = 3_600_000;

const alarm: LookAt = async (resource, looking) => {
  const { calls, place, organization } = looking;
  const name = String(resource.attributes.alarm_name);
  const input = { AlarmNamePrefix: organization.names.alarmName(""), AlarmTypes: ["MetricAlarm" as const] };
  const { MetricAlarms = [] } = await calls.call("cloudwatch:DescribeAlarms", input, place);
  const found = MetricAlarms.find(({ AlarmName }) => AlarmName === name);
  if (found === undefined) return notThere;
  return [
    ...actions(resource.attributes, found, looking),
    ...unlike("alarm-changed", `The alarm ${name}`, [
      ...settings(resource.attributes, found),
      metrics(resource, found),
    ]),
    ...state(resource.attributes, found, looking),
    ...(await muting(resource, looking)),
  ];
};

type Attributes = WantedResource["attributes"];

function actions(attributes: Attributes, found: MetricAlarm, { place }: Looking): readonly Wrong[] {
  const name = String(attributes.alarm_name);
  if ((attributes.actions_enabled ?? true) === true && found.ActionsEnabled === false) {
    return [
      {
        kind: "alarm-actions-off",
        what: `The actions of the alarm ${name} are off.`,
        mend: shellCommand`aws cloudwatch enable-alarm-actions --region ${place.region} --alarm-names ${name}`,
      },
    ];
  }
  return unlike("alarm-tells-others", `The alarm ${name}`, [
    ["whom it tells when it goes off", attributes.alarm_actions, found.AlarmActions],
    ["whom it tells when it is over", attributes.ok_actions, found.OKActions],
    ["whom it tells when it has no data", attributes.insufficient_data_actions, found.InsufficientDataActions],
  ]);
}

function settings(attributes: Attributes, found: MetricAlarm): Parameters<typeof unlike>[2] {
  return [
    ["its metric", attributes.metric_name, found.MetricName],
    ["its namespace", attributes.namespace, found.Namespace],
    ["its dimensions", dimensions(attributes.dimensions), found.Dimensions],
    ["its statistic", attributes.statistic, found.Statistic],
    ["its percentile", attributes.extended_statistic, found.ExtendedStatistic],
    ["its unit", attributes.unit, found.Unit],
    ["how it compares", attributes.comparison_operator, found.ComparisonOperator],
    ["its threshold", attributes.threshold, found.Threshold],
    ["its period", attributes.period, found.Period],
    ["how many periods it looks at", attributes.evaluation_periods, found.EvaluationPeriods],
    ["how many of them have to be over", attributes.datapoints_to_alarm, found.DatapointsToAlarm],
    ["what it takes missing data for", attributes.treat_missing_data ?? "missing", found.TreatMissingData ?? "missing"],
    ["what it says", attributes.alarm_description, found.AlarmDescription],
  ];
}

function metrics({ attributes }: WantedResource, found: MetricAlarm): Parameters<typeof unlike>[2][number] {
  const wanted = blocks(attributes.metric_query).map((query) => {
    const [metric] = blocks(query.metric);
    return {
      Id: query.id,
      Expression: query.expression,
      Label: query.label,
      Period: query.period,
      ReturnData: query.return_data ?? false,
      AccountId: query.account_id,
      MetricStat: metric === undefined ? undefined : metricStat(metric),
    };
  });
  const actual = (found.Metrics ?? []).map((each) => ({ ...each, ReturnData: each.ReturnData ?? true }));
  return ["what it counts", wanted, actual];
}

function metricStat({ dimensions: all, metric_name, namespace, period, stat, unit }: Block): Block {
  return {
    Metric: { MetricName: metric_name, Namespace: namespace, Dimensions: dimensions(all) },
    Period: period,
    Stat: stat,
    Unit: unit,
  };
}

function dimensions(wanted: unknown): unknown {
  if (wanted === undefined || wanted === UNKNOWN) return wanted;
  return Object.entries(wanted as Block).map(([Name, Value]) => ({ Name, Value }));
}

const ofHealth = new Set<string>(Object.values(healthAlarms).map(({ id }) => id));

/** Of an alarm on the watch itself that it is on, and of one that looks for silence that it can't say. */
function state(attributes: Attributes, found: MetricAlarm, { place, now, organization }: Looking): readonly Wrong[] {
  const name = String(attributes.alarm_name);
  const read = shellCommand`aws cloudwatch describe-alarms --region ${place.region} --alarm-names ${name} --output text --query`;
  const since = found.StateUpdatedTimestamp;
  const id = name.slice(organization.names.alarmName("").length);
  if (found.StateValue === "ALARM" && ofHealth.has(id)) {
    const what = `The alarm ${name} is on${since === undefined ? "" : `, since ${momentInWords(since)}`}.`;
    return [{ kind: "health-alarm-on", what, mend: `${read} "MetricAlarms[].AlarmDescription"` }];
  }
  const isWithoutData =
    attributes.treat_missing_data === "breaching" &&
    found.StateValue === "INSUFFICIENT_DATA" &&
    // A new one begins so.
    now - (since?.getTime() ?? 0) > HOUR;
  if (!isWithoutData && found.EvaluationState !== "EVALUATION_ERROR") return [];
  return [
    {
      kind: "alarm-undecided",
      what: `The alarm ${name} can't say whether it should be on.`,
      mend: `${read} "MetricAlarms[].[StateValue,StateReason,EvaluationState]"`,
    },
  ];
}

const dashboard: LookAt = async ({ attributes }, { calls, place }) => {
  const DashboardName = String(attributes.dashboard_name);
  const { DashboardBody = "" } = await calls.call("cloudwatch:GetDashboard", { DashboardName }, place);
  if (jsonAgrees(String(attributes.dashboard_body), DashboardBody)) return [];
  return [{ kind: "dashboard-changed", what: `The dashboard ${DashboardName} shows something else.` }];
};

/** Alarms as they are, and what shows them. */
export const alarmLooks: Readonly<Record<string, LiveType>> = {
  aws_cloudwatch_dashboard: dashboard,
  aws_cloudwatch_metric_alarm: alarm,
};
