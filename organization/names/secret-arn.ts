/** A hyphen and six characters, at the end of the ARN of every secret. */
const SUFFIX_LENGTH = 7;

/** What the whole ARN of a secret says. */
export interface SecretArn {
  readonly region: string;
  /** 12 digits. */
  readonly account: string;
  /** Without the suffix of the ARN. */
  readonly name: string;
}

/** Undefined if a text is no ARN. */
export function secretArn(text: unknown): SecretArn | undefined {
  if (typeof text !== "string" || !text.startsWith("arn:")) return undefined;
  const [, , , region = "", account = "", , ...name] = text.split(":");
  return { region, account, name: name.join(":").slice(0, -SUFFIX_LENGTH) };
}
