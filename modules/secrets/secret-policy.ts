import { SecretsmanagerSecretPolicy } from "@cdktf/provider-aws/lib/secretsmanager-secret-policy";
import type { Construct } from "constructs";

import { everybody, policyDocument } from "../access/policy-document";

export interface SecretPolicyProps {
  readonly secretArn: string;
  /** Principals outside of it are refused. */
  readonly organizationId: string;
  /** @default - the provider's region */
  readonly region?: string;
}

/**
 * The policy of a secret, which refuses principals outside the organization; replicas carry the same.
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_resource-policies.html
 */
export function secretPolicy(scope: Construct, id: string, props: SecretPolicyProps): SecretsmanagerSecretPolicy {
  return new SecretsmanagerSecretPolicy(scope, id, {
    secretArn: props.secretArn,
    blockPublicPolicy: true,
    policy: policyDocument([
      {
        Sid: "DenyOutsideOrganization",
        Effect: "Deny",
        Principal: everybody.secretsmanager,
        Action: "secretsmanager:*",
        Resource: "*",
        Condition: {
          StringNotEquals: { "aws:PrincipalOrgID": props.organizationId },
          // AWS services that act for themselves, as in rotation, belong to no organization.
          Bool: { "aws:PrincipalIsAWSService": "false" },
        },
      },
    ]),
    region: props.region,
  });
}
