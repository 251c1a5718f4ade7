import { arn } from "../../organization/names/arn";
import { type HealthyType, part } from "./healthy-type";

/** The trail, logs, alarms, keys, buckets, roles and searches. */
export const healthyTrailTypes: Readonly<Record<string, HealthyType>> = {
  aws_kms_alias: ({ attributes }, { organization: { partition }, place }) => {
    const id = attributes.target_key_id as string;
    const Arn = arn({ partition, service: "kms", ...place }, `key/${id}`);
    return [part("kms:DescribeKey", { KeyId: attributes.name as string }, place, { KeyMetadata: { KeyId: id, Arn } })];
  },
};
