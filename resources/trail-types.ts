import { actions, passRole, serviceLinkedRole, type ResourceType } from "./resource-type";

/** Recording: CloudTrail, and the copies of another trail's events. */
export const trailTypes = {
  aws_cloudtrail: {
    plan: actions(
      "cloudtrail",
      "DescribeTrails GetEventSelectors GetInsightSelectors GetTrail GetTrailStatus ListTags",
    ),
    apply: [
      ...actions(
        "cloudtrail",
        "AddTags CreateTrail DeleteTrail PutEventSelectors PutInsightSelectors RemoveTags StartLogging StopLogging UpdateTrail",
      ),
      // CloudTrail looks at the organization on behalf of whoever makes its trail.
      ...actions("organizations", "DescribeOrganization ListAWSServiceAccessForOrganization"),
      ...passRole,
      ...serviceLinkedRole,
    ],
    replacedBy: ["name"],
    stateful: {
      noun: "trail",
      lost: "what happens while there is none is neither recorded nor reported, also not later.",
    },
    policies: [],
    scope: "regional",
  },
  aws_cloudtrail_organization_delegated_admin_account: {
    plan: actions("organizations", "DescribeOrganization ListDelegatedAdministrators"),
    apply: [
      ...actions("cloudtrail", "DeregisterOrganizationDelegatedAdmin RegisterOrganizationDelegatedAdmin"),
      ...actions(
        "organizations",
        "DeregisterDelegatedAdministrator ListAWSServiceAccessForOrganization RegisterDelegatedAdministrator",
      ),
      ...serviceLinkedRole,
    ],
    replacedBy: ["account_id"],
    stateful: false,
    policies: [],
    scope: "global",
  },
  aws_observabilityadmin_centralization_rule_for_organization: {
    plan: actions("observabilityadmin", "GetCentralizationRuleForOrganization ListTagsForResource"),
    apply: actions(
      "observabilityadmin",
      "CreateCentralizationRuleForOrganization DeleteCentralizationRuleForOrganization TagResource UntagResource UpdateCentralizationRuleForOrganization",
    ),
    replacedBy: ["rule_name"],
    // It copies what arrives after it was made.
    // https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CloudWatchLogs_Centralization.html
    stateful: {
      noun: "centralization rule",
      lost: "what happens while there is none is neither copied nor reported, also not later.",
    },
    policies: [],
    scope: "regional",
  },
} satisfies Readonly<Record<string, ResourceType>>;
