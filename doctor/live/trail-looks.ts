import { centralization } from "./centralization-look";
import { RefusedCall } from "../../aws/calls";
import { blocks } from "./blocks";
import type { LiveType, Looking, LookAt, Wrong } from "./live-type";
import { same } from "./same";
import { statusOfTrail } from "./trail-status";
import { unlike } from "./unlike";

const trail: LookAt = async (resource, looking) => [
  ...(await settings(resource.attributes, looking)),
  ...(await status(looking)),
  ...(await selectors(resource.attributes, looking)),
  ...(await insights(resource.attributes, looking)),
];

type Attributes = Readonly<Record<string, unknown>>;

/** The delegated administrator has to say it with the ARN: the trail belongs to the management account. */
function arnOf({ organization }: Looking): string {
  return organization.names.trail.arn;
}

async function settings(attributes: Attributes, looking: Looking): Promise<readonly Wrong[]> {
  const { Trail = {} } = await looking.calls.call("cloudtrail:GetTrail", { Name: arnOf(looking) }, looking.place);
  return unlike("trail-changed", "The trail", [
    ["whether it is for all regions", attributes.is_multi_region_trail, Trail.IsMultiRegionTrail ?? false],
    ["whether it is for all accounts", attributes.is_organization_trail, Trail.IsOrganizationTrail ?? false],
    [
      "whether it has global services",
      attributes.include_global_service_events,
      Trail.IncludeGlobalServiceEvents ?? false,
    ],
    ["whether its files can be proved", attributes.enable_log_file_validation, Trail.LogFileValidationEnabled ?? false],
    ["its bucket", attributes.s3_bucket_name, Trail.S3BucketName],
    ["the prefix of its files", attributes.s3_key_prefix, Trail.S3KeyPrefix],
    ["its log group", attributes.cloud_watch_logs_group_arn, Trail.CloudWatchLogsLogGroupArn],
    ["the role that writes to it", attributes.cloud_watch_logs_role_arn, Trail.CloudWatchLogsRoleArn],
    ["its key", attributes.kms_key_id, Trail.KmsKeyId],
  ]);
}

async function status(looking: Looking): Promise<readonly Wrong[]> {
  const arn = arnOf(looking);
  const found = await looking.calls.call("cloudtrail:GetTrailStatus", { Name: arn }, looking.place);
  return statusOfTrail(found, { ...looking, arn });
}

/**
 * Selectors are compared without their names and their order, in which AWS does not give them back. What is selected in addition hides
 * nothing.
 */
async function selectors(attributes: Attributes, looking: Looking): Promise<readonly Wrong[]> {
  const answer = await looking.calls.call("cloudtrail:GetEventSelectors", { TrailName: arnOf(looking) }, looking.place);
  const wanted = blocks(attributes.advanced_event_selector).map(({ field_selector }) =>
    blocks(field_selector).map((each) => ({
      Field: each.field,
      Equals: each.equals,
      NotEquals: each.not_equals,
      StartsWith: each.starts_with,
      NotStartsWith: each.not_starts_with,
      EndsWith: each.ends_with,
      NotEndsWith: each.not_ends_with,
    })),
  );
  const found = (answer.AdvancedEventSelectors ?? []).map(({ FieldSelectors }) => FieldSelectors ?? []);
  if (!wanted.every((each) => found.some((other) => same(each, other)))) {
    const others = found.length > 0 ? found : (answer.EventSelectors ?? []);
    return [
      {
        kind: "trail-selects-otherwise",
        what: `The trail records what these select, and not what it should: ${short(others)}.`,
      },
    ];
  }
  const more = found.filter((each) => !wanted.some((other) => same(other, each)));
  if (more.length === 0) return [];
  return [{ kind: "trail-selects-more", what: `The trail records more than it should: ${short(more)}.` }];
}

async function insights(attributes: Attributes, looking: Looking): Promise<readonly Wrong[]> {
  const wanted = blocks(attributes.insight_selector).map((each) => each.insight_type);
  const found = await insightsThere(looking);
  return unlike("trail-changed", "The trail", [["what it finds unusual", wanted, found]]);
}

/** A trail that has none refuses to say so. */
async function insightsThere(looking: Looking): Promise<readonly unknown[]> {
  try {
    const input = { TrailName: arnOf(looking) };
    const { InsightSelectors = [] } = await looking.calls.call("cloudtrail:GetInsightSelectors", input, looking.place);
    return InsightSelectors.map((each) => each.InsightType);
  } catch (error) {
    if (error instanceof RefusedCall && error.refusal.code.startsWith("InsightNotEnabled")) return [];
    throw error;
  }
}

function short(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length <= 300 ? text : `${text.slice(0, 300)}…`;
}

const delegatedAdministrator: LookAt = async ({ attributes }, { calls, place }) => {
  const ServicePrincipal = "cloudtrail.amazonaws.com";
  const input = { ServicePrincipal };
  const { DelegatedAdministrators = [] } = await calls.call("organizations:ListDelegatedAdministrators", input, place);
  if (DelegatedAdministrators.some(({ Id }) => Id === attributes.account_id)) return [];
  return [
    {
      kind: "trail-administrator-missing",
      what: `${String(attributes.account_id)} is not CloudTrail's delegated administrator.`,
    },
  ];
};

/** Recording, as it is. */
export const trailLooks: Readonly<Record<string, LiveType>> = {
  aws_cloudtrail: trail,
  aws_cloudtrail_organization_delegated_admin_account: delegatedAdministrator,
  aws_observabilityadmin_centralization_rule_for_organization: centralization,
};
