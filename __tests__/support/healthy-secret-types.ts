import type { WantedResource, WantedStack } from "../../doctor/wanted";
import { type HealthyType, part } from "./healthy-type";

const text = (value: unknown) => value as string;

function secretOf({ refersTo }: WantedResource, { resources }: WantedStack): string {
  const secret = resources.find(
    ({ type, address }) => type === "aws_secretsmanager_secret" && refersTo.includes(address),
  );
  return text(secret?.attributes.name);
}

/** Members as in the API model of Secrets Manager. */
export const healthySecretTypes: Readonly<Record<string, HealthyType>> = {
  aws_secretsmanager_secret: ({ attributes }, { place }) => {
    const SecretId = text(attributes.name);
    const copies = (attributes.replica ?? []) as readonly { readonly region: string; readonly kms_key_id: string }[];
    const answer = {
      Name: SecretId,
      ...(attributes.kms_key_id !== undefined && { KmsKeyId: text(attributes.kms_key_id) }),
      ...(copies.length > 0 && {
        ReplicationStatus: copies.map(({ region, kms_key_id: KmsKeyId }) => ({
          Region: region,
          KmsKeyId,
          Status: "InSync" as const,
        })),
      }),
    };
    return [part("secretsmanager:DescribeSecret", { SecretId }, place, answer)];
  },
  aws_secretsmanager_secret_policy: (policy, { place, stack }) => {
    const SecretId = secretOf(policy, stack);
    const ARN = text(policy.attributes.secret_arn);
    return [
      part("secretsmanager:DescribeSecret", { SecretId }, place, { ARN }),
      part("secretsmanager:GetResourcePolicy", { SecretId }, place, {
        ARN,
        Name: SecretId,
        ResourcePolicy: text(policy.attributes.policy),
      }),
    ];
  },
  aws_secretsmanager_secret_version: (version, { place, stack }) => [
    part("secretsmanager:DescribeSecret", { SecretId: secretOf(version, stack) }, place, {
      VersionIdsToStages: { "0a1b2c3d-0000-4000-8000-000000000000": ["AWSCURRENT"] },
    }),
  ],
};
