import type { Place } from "../../aws/calls";
import { plural } from "../../text/plural";
import { inParallel } from "../in-parallel";
import type { Finding } from "../finding";
import type { Inquiry } from "../inquiry";
import type { WantedResource, WantedStack } from "../wanted";
import { policyType } from "./policy-type";
import type { Prerequisite } from "./prerequisite";

/** What AWS limits, and how much of it is wanted. */
interface Quota {
  readonly type: string;
  /** Which of that type count. @default - all */
  readonly counts?: (resource: WantedResource) => boolean;
  /** What there are so many of. */
  readonly noun: string;
  /** Where it can be raised: https://docs.aws.amazon.com/servicequotas/latest/userguide/reference_limits.html @default - it can't */
  readonly code?: { readonly service: string; readonly quota: string };
  /** Where Service Quotas knows no other. */
  readonly usual: number;
  /** The same, in regions where it is another. @default - in none */
  readonly usualIn?: Readonly<Record<string, number>>;
  /** What it is of: a bus, a log group. @default - the account and region */
  readonly of?: (resource: WantedResource, all: readonly WantedResource[]) => string;
  readonly nameOf: (resource: WantedResource, all: readonly WantedResource[]) => string;
  /** Names of what is there already. Asked where a thousandth of the quota is wanted: fewer do not count. @default - such never are */
  readonly there?: (of: string, place: Place, inquiry: Inquiry) => Promise<readonly string[] | undefined>;
}

const named =
  (attribute: string) =>
  ({ address, attributes }: WantedResource): string => {
    const name = attributes[attribute];
    return typeof name === "string" ? name : address;
  };

/** Rules of a bus: all of them, or those of some patterns. */
function rulesOf(isCounted: (pattern: unknown) => boolean): Pick<Quota, "counts" | "nameOf" | "of" | "there" | "type"> {
  return {
    type: "aws_cloudwatch_event_rule",
    counts: ({ attributes }) => isCounted(attributes.event_pattern),
    of: ({ attributes }) => busName(attributes.event_bus_name),
    nameOf: named("name"),
    there: async (EventBusName, place, inquiry) => {
      const answered = await inquiry.ask("events:ListRules", { EventBusName }, place);
      if (answered === "missing") return [];
      if (answered === "refused") return undefined;
      const { Rules = [] } = answered.answer;
      return Rules.filter(({ EventPattern }) => isCounted(EventPattern)).map(({ Name = "" }) => Name);
    },
  };
}

const quotas: readonly Quota[] = [
  {
    ...rulesOf(() => true),
    noun: "rule",
    // Numbers and codes: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html
    code: { service: "events", quota: "L-244521F2" },
    usual: 300,
    usualIn: { "af-south-1": 100, "eu-south-1": 100 },
  },
  {
    ...rulesOf((pattern) => typeof pattern === "string" && pattern.includes('"wildcard"')),
    noun: "wildcard rule",
    // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html
    usual: 30,
  },
  {
    type: "aws_cloudwatch_metric_alarm",
    noun: "alarm",
    // https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html
    usual: 5000,
    nameOf: named("alarm_name"),
    there: async (_of, place, inquiry) => {
      const answer = await inquiry.answerOf("cloudwatch:DescribeAlarms", { AlarmTypes: ["MetricAlarm"] }, place);
      return answer?.MetricAlarms?.map(({ AlarmName = "" }) => AlarmName);
    },
  },
  {
    type: "aws_cloudwatch_log_metric_filter",
    noun: "metric filter",
    // https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html
    usual: 100,
    of: named("log_group_name"),
    nameOf: named("name"),
    there: async (logGroupName, place, inquiry) => {
      const answered = await inquiry.ask("logs:DescribeMetricFilters", { logGroupName }, place);
      if (answered === "missing") return [];
      const filters = answered === "refused" ? undefined : (answered.answer.metricFilters ?? []);
      return filters?.map(({ filterName = "" }) => filterName);
    },
  },
  {
    type: "aws_cloudwatch_log_resource_policy",
    noun: "resource policy",
    // https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html
    usual: 10,
    nameOf: named("policy_name"),
    there: async (_of, place, inquiry) => {
      const answer = await inquiry.answerOf("logs:DescribeResourcePolicies", {}, place);
      return answer?.resourcePolicies?.map(({ policyName = "" }) => policyName);
    },
  },
  {
    type: "aws_sns_topic",
    noun: "topic",
    // https://docs.aws.amazon.com/general/latest/gr/sns.html
    code: { service: "sns", quota: "L-61103206" },
    usual: 100_000,
    nameOf: named("name"),
  },
  {
    type: "aws_sns_topic_subscription",
    noun: "subscription",
    // https://docs.aws.amazon.com/general/latest/gr/sns.html
    code: { service: "sns", quota: "L-A4340BCD" },
    usual: 12_500_000,
    of: named("topic_arn"),
    nameOf: ({ address }) => address,
  },
  {
    type: "aws_sfn_state_machine",
    noun: "state machine",
    // https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html
    usual: 10_000,
    nameOf: named("name"),
  },
  {
    type: "aws_organizations_policy_attachment",
    noun: "policy of the organization",
    // https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html
    usual: 5,
    of: (attachment, all) => {
      const policy = policyOf(attachment, all);
      return `${String(attachment.attributes.target_id)} ${policy === undefined ? "" : policyType(policy)}`;
    },
    nameOf: (attachment, all) => named("name")(policyOf(attachment, all) ?? attachment),
    there: async (of, place, inquiry) => {
      const [TargetId = "", type = ""] = of.split(" ");
      const input = { TargetId, Filter: type as "SERVICE_CONTROL_POLICY" | "RESOURCE_CONTROL_POLICY" };
      const answer = await inquiry.answerOf("organizations:ListPoliciesForTarget", input, place);
      return answer?.Policies?.map(({ Name = "" }) => Name);
    },
  },
];

function policyOf({ refersTo }: WantedResource, all: readonly WantedResource[]): WantedResource | undefined {
  return all.find(({ type, address }) => type === "aws_organizations_policy" && refersTo.includes(address));
}

/** What is to be deployed fits beside what is there. */
export const roomInQuotas: Prerequisite = async ({ stacks, inquiry }) => {
  const needs = quotas.flatMap((quota) => needsOf(quota, stacks));
  const findings = await inParallel(16, needs, (need) => lookAtNeed(need, inquiry));
  return findings.flat();
};

interface Need {
  readonly quota: Quota;
  readonly of: string;
  readonly place: Place;
  readonly names: ReadonlySet<string>;
}

function needsOf(quota: Quota, stacks: readonly WantedStack[]): readonly Need[] {
  const needs = new Map<string, Need & { readonly names: Set<string> }>();
  for (const { resources } of stacks) {
    for (const resource of resources.filter((each) => each.type === quota.type && (quota.counts?.(each) ?? true))) {
      const { account, region } = resource;
      const of = quota.of?.(resource, resources) ?? "";
      const key = JSON.stringify([account, region, of]);
      const need = needs.get(key) ?? { quota, of, place: { account, region }, names: new Set<string>() };
      need.names.add(quota.nameOf(resource, resources));
      needs.set(key, need);
    }
  }
  return [...needs.values()];
}

async function lookAtNeed({ quota, of, place, names }: Need, inquiry: Inquiry): Promise<readonly Finding[]> {
  const isPart = names.size * 1000 >= quota.usual;
  const there = (isPart ? await quota.there?.(of, place, inquiry) : undefined) ?? [];
  const needed = new Set([...names, ...there]).size;
  const most = await valueOf(quota, place, inquiry);
  if (needed <= most) return [];
  const others = needed - names.size;
  const what =
    `${of === "" ? "" : `${of}: `}${plural(names.size, quota.noun)} wanted` +
    `${others === 0 ? "" : ` beside ${String(others)} that are there`}; AWS lets ${String(most)} be there.`;
  const { code } = quota;
  const mend =
    code === undefined ? "Make room: this quota can't be raised by Service Quotas." : increase(code, place, needed);
  return [{ kind: "quota-full", what, place, mend }];
}

/**
 * Service Quotas has values where AWS lets them be changed, and calls others missing.
 * https://docs.aws.amazon.com/servicequotas/2019-06-24/apireference/API_GetServiceQuota.html
 */
async function valueOf(
  { code, usual, usualIn = {} }: Pick<Quota, "code" | "usual" | "usualIn">,
  place: Place,
  inquiry: Inquiry,
): Promise<number> {
  const otherwise = usualIn[place.region] ?? usual;
  if (code === undefined) return otherwise;
  const input = { ServiceCode: code.service, QuotaCode: code.quota };
  const answer = await inquiry.answerOf("servicequotas:GetServiceQuota", input, place);
  return answer?.Quota?.Value ?? otherwise;
}

function increase({ service, quota }: NonNullable<Quota["code"]>, { region }: Place, wanted: number): string {
  return `aws service-quotas request-service-quota-increase --region ${region} --service-code ${service} --quota-code ${quota} --desired-value ${String(wanted)}`;
}

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html */
const PATTERN_SIZE = { code: { service: "events", quota: "L-664C5505" }, usual: 2048 };

/** Patterns of rules may be longer than usual where AWS raised the quota, which the file says for every account. */
export const patternSizes: Prerequisite = async ({ stacks, inquiry }) => {
  const rules = stacks.flatMap(({ resources }) => resources.filter(({ type }) => type === "aws_cloudwatch_event_rule"));
  const longest = new Map<string, { readonly place: Place; readonly length: number }>();
  for (const { account, region, attributes } of rules) {
    const { event_pattern: pattern } = attributes;
    const length = typeof pattern === "string" ? pattern.length : 0;
    const key = `${account} ${region}`;
    if (length > PATTERN_SIZE.usual && length > (longest.get(key)?.length ?? 0)) {
      longest.set(key, { place: { account, region }, length });
    }
  }
  const findings = await inParallel(
    16,
    [...longest.values()],
    async ({ place, length }): Promise<readonly Finding[]> => {
      const most = await valueOf(PATTERN_SIZE, place, inquiry);
      if (length <= most) return [];
      const what = `The pattern of a rule has ${String(length)} characters; AWS takes ${String(most)} there.`;
      return [{ kind: "quota-full", what, place, mend: increase(PATTERN_SIZE.code, place, 4096) }];
    },
  );
  return findings.flat();
};

function busName(bus: unknown): string {
  const name = typeof bus === "string" ? bus : "default";
  return name.startsWith("arn:") ? name.slice(name.lastIndexOf("/") + 1) : name;
}
