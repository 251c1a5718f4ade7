import { accountsOf, type Organization } from "../../organization/organization";
import { partitions } from "../../organization/regions";
import type { SynthesizedStack } from "../../doctor/wanted-stacks";
import { type DeployRole, deployRole } from "./deploy-role";
import { type AnswerPart, part } from "./healthy-type";

/** What AWS answers about an organization that is ready for its first deployment. */
export function healthyPrerequisites(
  organization: Organization,
  stacks: readonly SynthesizedStack[],
): readonly AnswerPart[] {
  const { management, security, homeRegion, partition, organizationId } = organization;
  const place = { account: management.id, region: homeRegion };
  const Roots = [{ Id: ROOT, PolicyTypes: policyTypes.map((Type) => ({ Type, Status: "ENABLED" as const })) }];
  const administrators = partitions[partition].trailAdministrators ? [{ Id: security.id }] : [];
  return [
    part("organizations:DescribeOrganization", {}, place, {
      Organization: { Id: organizationId, FeatureSet: "ALL", MasterAccountId: management.id },
    }),
    part("organizations:ListAWSServiceAccessForOrganization", {}, place, {
      EnabledServicePrincipals: trusted.map((ServicePrincipal) => ({ ServicePrincipal })),
    }),
    part("organizations:ListRoots", {}, place, { Roots }),
    part("organizations:ListDelegatedAdministrators", { ServicePrincipal: "cloudtrail.amazonaws.com" }, place, {
      DelegatedAdministrators: administrators,
    }),
    ...unitsOf(organization),
    ...accountsOf(organization).flatMap((account) => [
      part(
        "account:ListRegions",
        {},
        { account: account.id, region: homeRegion },
        {
          Regions: account.regions.map((RegionName) => ({
            RegionName,
            RegionOptStatus: "ENABLED_BY_DEFAULT" as const,
          })),
        },
      ),
      ...rolesOf(organization, account.id),
    ]),
    ...parametersOf(organization),
    ...existingTrailOf(organization),
    ...stacks.flatMap((stack) => quotasOf(stack)),
  ];
}

/** Control Tower's, say: with basic selectors, as it has been made for years. */
function existingTrailOf({ trail, management, homeRegion, names }: Organization): readonly AnswerPart[] {
  if (trail.existing === undefined) return [];
  const { logGroupName, logGroupRegion = homeRegion } = trail.existing;
  const place = { account: management.id, region: logGroupRegion };
  const TrailARN = names.trail.arn;
  const group = names.logGroupArn(logGroupName).replace(homeRegion, logGroupRegion);
  const its = {
    Name: names.trail.name,
    TrailARN,
    HomeRegion: logGroupRegion,
    IsMultiRegionTrail: true,
    IsOrganizationTrail: true,
    CloudWatchLogsLogGroupArn: `${group}:*`,
  };
  const delivered = new Date("2026-09-01T11:57:00Z");
  return [
    part("cloudtrail:DescribeTrails", {}, place, { trailList: [{ Name: "of-others" }, its] }),
    part("cloudtrail:GetTrailStatus", { Name: TrailARN }, place, {
      IsLogging: true,
      LatestDeliveryTime: delivered,
      LatestCloudWatchLogsDeliveryTime: delivered,
    }),
    part("cloudtrail:GetEventSelectors", { TrailName: TrailARN }, place, {
      EventSelectors: [
        { ReadWriteType: "All", IncludeManagementEvents: true, DataResources: [], ExcludeManagementEventSources: [] },
      ],
    }),
  ];
}

/** The root of the organization. */
export const ROOT = "r-ab12";

const policyTypes = ["SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY"] as const;

const trusted = ["cloudtrail.amazonaws.com", "observabilityadmin.amazonaws.com"];

function unitsOf(organization: Organization): readonly AnswerPart[] {
  const { management, members, organizationalUnits, homeRegion } = organization;
  const place = { account: management.id, region: homeRegion };
  const central = accountsOf(organization).filter(({ id }) => !members.some((member) => member.id === id));
  const active = (accounts: readonly { id: string }[]) => ({
    Accounts: accounts.map(({ id: Id }) => ({ Id, State: "ACTIVE" as const })),
  });
  const ids = [...new Set(Object.values(organizationalUnits))];
  return [
    part("organizations:ListAccountsForParent", { ParentId: ROOT }, place, active(central)),
    part("organizations:ListOrganizationalUnitsForParent", { ParentId: ROOT }, place, {
      OrganizationalUnits: ids.map((Id) => ({ Id })),
    }),
    ...ids.flatMap((id) => [
      part(
        "organizations:ListAccountsForParent",
        { ParentId: id },
        place,
        active(members.filter(({ organizationalUnit }) => organizationalUnits[organizationalUnit] === id)),
      ),
      part("organizations:ListOrganizationalUnitsForParent", { ParentId: id }, place, { OrganizationalUnits: [] }),
    ]),
  ];
}

let made: DeployRole | undefined;

/** The roles as their template makes them; roles that AWS has for itself. */
function rolesOf({ names, homeRegion }: Organization, account: string): readonly AnswerPart[] {
  const place = { account, region: homeRegion };
  const { deployRoleName, planRoleName } = names.access;
  made ??= deployRole();
  const attached = Object.entries(made.policies);
  const roles = [deployRoleName, ...(planRoleName === undefined ? [] : [planRoleName])];
  const serviceRoles = [
    "AWSServiceRoleForCloudTrail",
    "AWSServiceRoleForAWSChatbot",
    "AWSServiceRoleForObservabilityAdmin",
  ];
  const boundary = names.access.roleBoundaryArn(account);
  return [
    ...[...roles, ...serviceRoles].map((RoleName) =>
      part("iam:GetRole", { RoleName }, place, { Role: named(RoleName) }),
    ),
    ...roles.flatMap((RoleName) => [
      part("iam:ListAttachedRolePolicies", { RoleName }, place, {
        AttachedPolicies: attached.map(([id]) => ({ PolicyArn: names.access.policyArn(account, id) })),
      }),
      part("iam:ListRolePolicies", { RoleName }, place, { PolicyNames: [] }),
    ]),
    part("iam:GetPolicy", { PolicyArn: boundary }, place, { Policy: { DefaultVersionId: "v1" } }),
    ...attached.flatMap(([id, Statement]) => {
      const PolicyArn = names.access.policyArn(account, id);
      const Document = encodeURIComponent(JSON.stringify({ Statement }));
      return [
        part("iam:GetPolicy", { PolicyArn }, place, { Policy: { DefaultVersionId: "v1" } }),
        part("iam:GetPolicyVersion", { PolicyArn, VersionId: "v1" }, place, { PolicyVersion: { Document } }),
      ];
    }),
  ];
}

function named(RoleName: string) {
  return { Path: "/", RoleName, RoleId: "AROAEXAMPLE", Arn: "", CreateDate: new Date(0) };
}

function parametersOf({ members }: Organization): readonly AnswerPart[] {
  return members.flatMap(({ id, watchedParameters }) =>
    watchedParameters
      .filter(({ decoy }) => decoy)
      .flatMap(({ name, regions }) =>
        regions.map((region) =>
          part(
            "cloudformation:ListResources",
            { TypeName: "AWS::SSM::Parameter" },
            { account: id, region },
            {
              ResourceDescriptions: [{ Identifier: name }],
            },
          ),
        ),
      ),
  );
}

/** Nobody else has anything there: quotas are as they usually are. */
function quotasOf({ resources }: SynthesizedStack): readonly AnswerPart[] {
  const parts = resources.flatMap(({ type, account, region, attributes }): readonly AnswerPart[] => {
    const place = { account, region };
    const quota = (ServiceCode: string, QuotaCode: string, Value: number) =>
      part("servicequotas:GetServiceQuota", { ServiceCode, QuotaCode }, place, { Quota: { Value } });
    switch (type) {
      case "aws_cloudwatch_event_rule": {
        const bus = typeof attributes.event_bus_name === "string" ? attributes.event_bus_name : "default";
        return [
          part("events:ListRules", { EventBusName: bus }, place, { Rules: [{ Name: String(attributes.name) }] }),
          quota("events", "L-244521F2", 300),
          quota("events", "L-664C5505", 2048),
        ];
      }
      case "aws_cloudwatch_metric_alarm":
        return [
          part("cloudwatch:DescribeAlarms", { AlarmTypes: ["MetricAlarm"] }, place, {
            MetricAlarms: [{ AlarmName: String(attributes.alarm_name) }],
          }),
        ];
      case "aws_sns_topic":
        return [quota("sns", "L-61103206", 100_000)];
      case "aws_sns_topic_subscription":
        return [quota("sns", "L-A4340BCD", 12_500_000)];
      case "aws_organizations_policy_attachment":
        return policyTypes.map((Filter) =>
          part("organizations:ListPoliciesForTarget", { TargetId: String(attributes.target_id), Filter }, place, {
            Policies: [],
          }),
        );
      default:
        return [];
    }
  });
  return parts;
}
