import { z } from "zod";

import { accountIdPattern, accountNamePattern } from "../../organization/organization";
import { partitionNames, regionPattern } from "../../organization/regions";
import { called, ofKind, type TextKind } from "./value-kinds";

/**
 * What a value has to be, and what to write instead: the message of every check below.
 * The loader puts place and found value before it.
 */
export function must(allowed: string, remedy: string) {
  return { error: `${allowed}\n${remedy}` };
}

/** A text that nothing else has to agree with; what stands for something is a `word` of its kind. */
export const text = (allowed: string, remedy: string, pattern?: RegExp) => word("text", allowed, remedy, pattern);

export const word = (kind: TextKind, allowed: string, remedy: string, pattern?: RegExp) => {
  const message = must(allowed, remedy);
  const string = z.string(message);
  return ofKind(kind, pattern === undefined ? string : string.regex(pattern, message));
};

export const wholeNumber = (what: string, from: number, to: number, unit: string) => {
  const message = must(`${what} is ${from} to ${to} ${unit}`, `Write a whole number from ${from} to ${to}.`);
  return z.int(message).min(from, message).max(to, message);
};

export const yesOrNo = (what: string) =>
  z.boolean(must(`${what} is true or false`, "Write true or false, without quotes."));

export const section = <Shape extends z.ZodRawShape>(what: string, shape: Shape) =>
  called(what, z.strictObject(shape, must(`${what} is a mapping of keys to values`, "Indent its keys below it.")));

export const list = <Item extends z.ZodType>(what: string, item: Item) =>
  ofKind("list", z.array(item, must(`${what} is a list`, "Put a dash before each entry.")));

/** A list in which nothing stands twice. */
export const set = <Item extends z.ZodType>(what: string, item: Item) => ofKind("set", list(what, item));

/** What ARNs of a service and account begin with, as a part of a regular expression. */
export const arnStart = (service: string, region = "[a-z0-9-]+") =>
  String.raw`arn:(${partitionNames.join("|")}):${service}:${region}:\d{12}:`;

/** IAM is in no region. */
export const iamArnStart = arnStart("iam", "");

export const accountId = word(
  "accountId",
  "account ids are 12-digit strings",
  'Quote it: id: "012345678901"',
  accountIdPattern,
).describe("12-digit account id, in quotes: without them YAML drops leading zeros.");

export const accountName = (description: string) =>
  text(
    "account names are 1 to 40 lower-case letters, digits and hyphens, starting with a letter",
    "Rename it, for example: payments-prod.",
    accountNamePattern,
  ).describe(description);

export const email = ofKind(
  "mail",
  z
    .email(must("mail addresses look like name@domain", "Write one address in each entry."))
    // https://www.rfc-editor.org/errata/eid1690
    .max(254, must("mail addresses have at most 254 characters", "Use a shorter address.")),
).describe("Mail address.");

// Whether a region exists depends on the partition: the checks tell.
const aRegion = (kind: "region" | "governedRegion") =>
  word(kind, "regions look like eu-west-1", "Write the region's code, not its name.", regionPattern).describe(
    "AWS region.",
  );

/** Any region of the partition. */
export const region = aRegion("region");

/** One of governedRegions. */
export const governedRegion = aRegion("governedRegion");

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
  .describe(
    "Tags of every resource of the account: keys of at most 128 and values of at most 256 letters, digits, spaces and _.:/=+-@, which do not start with aws:.",
  );

export const keyArn = word(
  "arn",
  "kmsKeyArn is the ARN of a KMS key",
  "Write the key's ARN, not its id or alias, or leave it out.",
  new RegExp(String.raw`^${arnStart("kms")}key/[\w-]+$`),
);

export const roleArn = (what: string, remedy: string) =>
  word("arn", what, remedy, new RegExp(String.raw`^${iamArnStart}role/[\w+=,.@/-]+$`));
