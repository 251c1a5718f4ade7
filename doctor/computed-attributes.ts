import { arn } from "../organization/names/arn";
import { partitions, type PartitionName } from "../organization/regions";

/** A resource before what it refers to is known, and where it is. */
export interface Made {
  readonly name: string;
  readonly partition: PartitionName;
  readonly region: string;
  /** 12 digits. */
  readonly account: string;
}

/** What AWS gives a resource, where that follows from its name and its place. */
type Computed = Readonly<Record<string, (made: Made) => string>>;

/** https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html */
const ofName = (service: string, before = "") => ({
  arn: ({ name, ...place }: Made) => arn({ service, ...place }, `${before}${name}`),
});

const iam = (kind: string) => ({
  arn: ({ name, partition, account }: Made) =>
    arn({ service: "iam", partition, region: "", account }, `${kind}/${name}`),
});

/**
 * Types that others refer to by what follows from a name. Of a type that is not in it, and of what is not here, the attributes of
 * cdk.tf.json are all that is known before it is found in AWS.
 */
export const computedAttributes: Readonly<Record<string, Computed>> = {
  aws_cloudwatch_event_bus: ofName("events", "event-bus/"),
  aws_cloudwatch_log_group: ofName("logs", "log-group:"),
  aws_iam_role: { ...iam("role"), id: ({ name }) => name },
  aws_s3_bucket: {
    arn: ({ name, partition }) => arn({ service: "s3", partition, region: "", account: "" }, name),
    id: ({ name }) => name,
  },
  aws_sfn_state_machine: ofName("states", "stateMachine:"),
  aws_sns_topic: ofName("sns"),
  aws_sqs_queue: {
    ...ofName("sqs"),
    // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-queue-message-identifiers.html
    url: ({ name, partition, region, account }) =>
      `https://sqs.${region}.${partitions[partition].dnsSuffix}/${account}/${name}`,
  },
};

/** The attribute that names a resource of a type. */
export function nameOf(type: string, attributes: Readonly<Record<string, unknown>>): unknown {
  return attributes[type === "aws_s3_bucket" ? "bucket" : "name"];
}
