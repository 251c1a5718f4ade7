/** What of an ARN names the place that it is in. */
export interface PlaceOfArn {
  readonly region: string;
  /** 12 digits. */
  readonly account: string;
}

/**
 * Undefined if a text is no ARN. Parts that are not there are empty.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
 */
export function placeOfArn(text: unknown): PlaceOfArn | undefined {
  if (typeof text !== "string" || !text.startsWith("arn:")) return undefined;
  const [, , , region = "", account = ""] = text.split(":");
  return { region, account };
}

/** Where something is, as its ARN says it. Empty where a service has no regions, or no accounts in its ARNs. */
export interface ArnPlace extends PlaceOfArn {
  readonly partition: string;
  /** `sns`, say. */
  readonly service: string;
}

/** The one place that writes an ARN. */
export function arn({ partition, service, region, account }: ArnPlace, resource: string): string {
  return `arn:${partition}:${service}:${region}:${account}:${resource}`;
}
