import { placeOfArn, type PlaceOfArn } from "./arn";

/** A hyphen and six characters, at the end of the ARN of every secret. */
const SUFFIX_LENGTH = 7;

/** What the whole ARN of a secret says. */
export interface SecretArn extends PlaceOfArn {
  /** Without the suffix of the ARN. */
  readonly name: string;
}

/** Undefined if a text is no ARN. */
export function secretArn(text: unknown): SecretArn | undefined {
  const place = placeOfArn(text);
  if (place === undefined) return undefined;
  const name = (text as string).split(":").slice(6).join(":");
  return { ...place, name: name.slice(0, -SUFFIX_LENGTH) };
}
