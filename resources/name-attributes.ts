const NAMES = [
  ...["name", "alarm_name", "bucket", "dashboard_name", "role", "queue_url", "secret_arn", "secret_id", "endpoint"],
  ...["configuration_name", "arn"],
];

/** A key has no name but its id. */
const NAMES_BY_TYPE: ReadonlyMap<string, readonly string[]> = new Map([["aws_kms_key", ["description", "arn"]]]);

/** Attributes that may hold what AWS calls a resource, the likeliest first. */
export function nameAttributes(type: string): readonly string[] {
  return NAMES_BY_TYPE.get(type) ?? NAMES;
}
