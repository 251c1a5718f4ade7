/** Codes of regions, whether there is such a one or not. */
export const regionPattern = /^[a-z]{2}(-[a-z]+)+-\d+$/;

/**
 * AWS partitions and their regions.
 *
 * Regions that are on in every account, as against those that each account has to opt in to: all that were launched after
 * March 20, 2019. Osaka is younger as a region of its own, and was there before as a local one: EC2's DescribeRegions calls
 * it opt-in-not-required.
 * https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-regions.html
 * https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html
 */
interface Partition {
  /** Domain of the partition's endpoints. */
  readonly dnsSuffix: string;
  /** Domain of the console, without a region before it. */
  readonly consoleDomain: string;
  /** Regions on in every account. */
  readonly defaultRegions: readonly string[];
  /** Regions off in an account until somebody opts in. */
  readonly optInRegions: readonly string[];
  /**
   * Whether a member may make the organization's trail: everywhere but in China, says AWS's announcement, and nothing
   * newer says otherwise.
   * https://aws.amazon.com/about-aws/whats-new/2022/11/aws-cloudtrail-delegated-account-support-aws-organizations
   */
  readonly trailAdministrators: boolean;
}

export const partitions = {
  aws: {
    dnsSuffix: "amazonaws.com",
    consoleDomain: "console.aws.amazon.com",
    defaultRegions: [
      "ap-northeast-1",
      "ap-northeast-2",
      "ap-northeast-3",
      "ap-south-1",
      "ap-southeast-1",
      "ap-southeast-2",
      "ca-central-1",
      "eu-central-1",
      "eu-north-1",
      "eu-west-1",
      "eu-west-2",
      "eu-west-3",
      "sa-east-1",
      "us-east-1",
      "us-east-2",
      "us-west-1",
      "us-west-2",
    ],
    optInRegions: [
      "af-south-1",
      "ap-east-1",
      "ap-east-2",
      "ap-south-2",
      "ap-southeast-3",
      "ap-southeast-4",
      "ap-southeast-5",
      "ap-southeast-6",
      "ap-southeast-7",
      "ca-west-1",
      "eu-central-2",
      "eu-south-1",
      "eu-south-2",
      "il-central-1",
      "me-central-1",
      "me-south-1",
      "mx-central-1",
    ],
    trailAdministrators: true,
  },
  "aws-us-gov": {
    dnsSuffix: "amazonaws.com",
    consoleDomain: "console.amazonaws-us-gov.com",
    defaultRegions: ["us-gov-east-1", "us-gov-west-1"],
    optInRegions: [],
    trailAdministrators: true,
  },
  "aws-cn": {
    dnsSuffix: "amazonaws.com.cn",
    consoleDomain: "console.amazonaws.cn",
    defaultRegions: ["cn-north-1", "cn-northwest-1"],
    optInRegions: [],
    trailAdministrators: false,
  },
} as const satisfies Record<string, Partition>;

export type PartitionName = keyof typeof partitions;

export const partitionNames = Object.keys(partitions) as [PartitionName, ...PartitionName[]];

export function isPartitionName(name: unknown): name is PartitionName {
  return typeof name === "string" && Object.hasOwn(partitions, name);
}

/** Every region of a partition, the ones that are always on first. */
export function regionsOf(partition: PartitionName): readonly string[] {
  return [...partitions[partition].defaultRegions, ...partitions[partition].optInRegions];
}

/** Which account makes the organization's trail, and so has its log group. */
export function trailMakerOf(partition: PartitionName): "management" | "security" {
  return partitions[partition].trailAdministrators ? "security" : "management";
}

/** Every region of a partition but some. */
export function otherRegions(partition: PartitionName, some: readonly string[]): readonly string[] {
  return regionsOf(partition).filter((region) => !some.includes(region));
}

export function isOptInRegion(partition: PartitionName, region: string): boolean {
  const { optInRegions }: Partition = partitions[partition];
  return optInRegions.includes(region);
}

/**
 * Those of some regions from which events can be forwarded to the home region. In GovCloud and China no event leaves its
 * region.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cross-region.html
 *
 * @param regions those that are governed, or those of them that an account uses
 */
export function forwardingRegions(
  { partition, homeRegion }: { readonly partition: PartitionName; readonly homeRegion: string },
  regions: readonly string[],
): readonly string[] {
  return partition === "aws" ? regions : [homeRegion];
}
