import { stores } from "../../detections/stores";
import { everybody, type PolicyStatement } from "../../modules/access/policy-document";

/**
 * Statement of a resource control policy: whoever reads a secret belongs to the organization, or is an AWS service that
 * acts for itself. A request without a principal's organization counts as one from outside.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_syntax.html
 */
export function denyReadsFromOutside(organizationId: string): PolicyStatement {
  return {
    Sid: "ReadsFromOutside",
    Effect: "Deny",
    Principal: everybody.organizations,
    Action: Object.keys(stores.secrets.calls)
      .map((call) => `${stores.secrets.service}:${call}`)
      .sort(),
    Resource: "*",
    Condition: {
      StringNotEqualsIfExists: { "aws:PrincipalOrgID": organizationId },
      BoolIfExists: { "aws:PrincipalIsAWSService": "false" },
    },
  };
}
