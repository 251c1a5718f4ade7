import type { SeededRandom } from "./seeded-random";

/** A call as trails have it. */
export interface Shape {
  readonly service: string;
  readonly name: string;
  /** How often it comes, beside the others. */
  readonly weight: number;
  readonly readOnly: boolean;
  /** The service of AWS that calls. @default - an SDK does */
  readonly by?: string;
  readonly request: (random: SeededRandom) => unknown;
  readonly response?: (random: SeededRandom) => unknown;
}

/**
 * What trails of management events mostly hold: keys, roles, lists, and little that changes anything. The records are of the form that
 * CloudTrail writes.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 * https://docs.aws.amazon.com/kms/latest/developerguide/ct-decrypt.html
 */
export const shapes: readonly Shape[] = [
  {
    ...{ service: "kms", name: "Decrypt", weight: 26, readOnly: true },
    request: (random) => ({
      encryptionContext: { "aws:s3:arn": `arn:aws:s3:::artifacts-${random.below(40)}` },
      encryptionAlgorithm: "SYMMETRIC_DEFAULT",
    }),
  },
  {
    ...{ service: "kms", name: "GenerateDataKey", weight: 12, readOnly: true },
    request: (random) => ({
      keyId: `arn:aws:kms:eu-west-1:111122223333:key/${random.uuid()}`,
      keySpec: "AES_256",
      encryptionContext: { "aws:s3:arn": `arn:aws:s3:::artifacts-${random.below(40)}` },
    }),
  },
  {
    ...{ service: "sts", name: "AssumeRole", weight: 22, readOnly: true, by: "ecs-tasks.amazonaws.com" },
    request: (random) => ({
      roleArn: `arn:aws:iam::111122223333:role/service/task-${random.below(60)}`,
      roleSessionName: random.hex(32),
    }),
    response: (random) => ({
      credentials: {
        accessKeyId: `ASIA${random.letters(16)}`,
        sessionToken: random.letters(100),
        expiration: "Oct 9, 2026, 1:00:00 PM",
      },
    }),
  },
  {
    ...{ service: "ec2", name: "DescribeInstances", weight: 8, readOnly: true },
    request: (random) => ({ instancesSet: { items: [{ instanceId: `i-${random.hex(17)}` }] }, filterSet: {} }),
  },
  {
    ...{ service: "ec2", name: "DescribeVolumes", weight: 3, readOnly: true },
    request: () => ({ maxResults: 500, volumeSet: {}, filterSet: {} }),
  },
  {
    ...{ service: "logs", name: "CreateLogStream", weight: 7, readOnly: false },
    request: (random) => ({
      logGroupName: `/aws/lambda/worker-${random.below(80)}`,
      logStreamName: `2026/10/09/[$LATEST]${random.hex(32)}`,
    }),
  },
  {
    ...{ service: "s3", name: "GetBucketAcl", weight: 5, readOnly: true },
    request: (random) => ({ bucketName: `artifacts-${random.below(40)}`, Host: "s3.eu-west-1.amazonaws.com", acl: "" }),
  },
  { service: "iam", name: "ListRoles", weight: 2, readOnly: true, request: () => null },
  { service: "lambda", name: "ListFunctions20150331", weight: 3, readOnly: true, request: () => ({ maxItems: 50 }) },
  { service: "sts", name: "GetCallerIdentity", weight: 4, readOnly: true, request: () => null },
  {
    ...{ service: "ssm", name: "UpdateInstanceInformation", weight: 4, readOnly: false },
    request: (random) => ({
      instanceId: `i-${random.hex(17)}`,
      agentVersion: "3.3.1611.0",
      agentStatus: "Active",
      platformType: "Linux",
      platformName: "Amazon Linux",
      iPAddress: `10.0.${random.below(256)}.${random.below(256)}`,
    }),
  },
  {
    ...{ service: "autoscaling", name: "DescribeAutoScalingGroups", weight: 2, readOnly: true },
    request: () => ({ maxRecords: 100 }),
  },
];

const weights = shapes.reduce((sum, { weight }) => sum + weight, 0);

/** One of them, as often as it comes. */
export function shapeOf(random: SeededRandom): Shape {
  let at = random.below(weights);
  return shapes.find(({ weight }) => (at -= weight) < 0)!;
}
