import { z } from "zod";

/**
 * What a value has to be, and what to write instead: the message of every check below.
 * The loader puts place and found value before it.
 */
export function must(allowed: string, remedy: string) {
  return { error: `${allowed}\n${remedy}` };
}

export const text = (allowed: string, remedy: string, pattern: RegExp) => {
  const message = must(allowed, remedy);
  return z.string(message).regex(pattern, message);
};

export const wholeNumber = (what: string, from: number, to: number, unit: string) => {
  const message = must(`${what} is ${from} to ${to} ${unit}`, `Write a whole number from ${from} to ${to}.`);
  return z.int(message).min(from, message).max(to, message);
};

export const yesOrNo = (what: string) =>
  z.boolean(must(`${what} is true or false`, "Write true or false, without quotes."));

export const section = <Shape extends z.ZodRawShape>(what: string, shape: Shape) =>
  z.strictObject(shape, must(`${what} is a mapping of keys to values`, "Indent its keys below it."));

export const list = <Item extends z.ZodType>(what: string, item: Item) =>
  z.array(item, must(`${what} is a list`, "Put a dash before each entry."));

export const accountIdPattern = /^\d{12}$/;
export const accountId = text(
  "account ids are 12-digit strings",
  'Quote it: id: "012345678901"',
  accountIdPattern,
).describe("12-digit account id, in quotes: without them YAML drops leading zeros.");

export const accountName = (description: string) =>
  text(
    "account names are 1 to 40 lower-case letters, digits and hyphens, starting with a letter",
    "Rename it, for example: payments-prod.",
    /^(?=.{1,40}$)[a-z][a-z0-9]*(-[a-z0-9]+)*$/,
  ).describe(description);

export const email = z
  .email(must("mail addresses look like name@domain", "Write one address in each entry."))
  // https://www.rfc-editor.org/errata/eid1690
  .max(254, must("mail addresses have at most 254 characters", "Use a shorter address."))
  .describe("Mail address.");

export const regionPattern = /^[a-z]{2}(-[a-z]+)+-\d+$/;

// Whether a region exists depends on the partition: the cross-checks tell.
export const region = text(
  "regions look like eu-west-1",
  "Write the region's code, not its name.",
  regionPattern,
).describe("AWS region.");

/**
 * What every service here takes, of which IAM and CloudWatch Logs say it the most strictly. The prefix aws: is AWS's own,
 * in any case, and Secrets Manager wants it in no value either.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_Tag.html
 * https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_TagResource.html
 */
export const tags = z
  .record(
    text(
      "tag keys are 1 to 128 letters, digits, spaces and _.:/=+-@ and do not start with aws:",
      "Rename the tag.",
      /^(?![aA][wW][sS]:)[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/u,
    ),
    text(
      "tag values are strings of at most 256 letters, digits, spaces and _.:/=+-@ and do not start with aws:",
      'Quote numbers and booleans: costCenter: "4711".',
      /^(?![aA][wW][sS]:)[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}$/u,
    ),
    must("tags are a mapping of strings", "Indent the tags below it, one `key: value` a line."),
  )
  .describe("Tags of every resource of the account.");

export const keyArn = text(
  "kmsKeyArn is the ARN of a KMS key",
  "Write the key's ARN, not its id or alias, or leave it out.",
  /^arn:aws(-us-gov|-cn)?:kms:[a-z0-9-]+:\d{12}:key\/[\w-]+$/,
);
