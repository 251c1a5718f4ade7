import { z } from "zod";

import { decoyKeys } from "../../organization/organization";

import {
  arnStart,
  accountId,
  accountName,
  email,
  governedRegion,
  iamArnStart,
  keyArn,
  list,
  must,
  section,
  set,
  tags,
  text,
  wholeNumber,
  word,
  yesOrNo,
} from "./values";
import { ofKind } from "./value-kinds";

const readerText = must(
  "expected readers are role/NAME, user/NAME, the ARN of a role or user, or service/NAME.amazonaws.com",
  "Write role/ or user/ before a name, with its path if it has one: role/service/app, or role/service/* for all below.",
);

const readerName = ofKind(
  "principal",
  z.string(readerText).regex(
    new RegExp(
      String.raw`^((?!(arn:[^/]*:)?(role|user)/\*$)(${iamArnStart})?(role|user)/([\w+=,.@-]+/)*([\w+=,.@-]{1,64}|[\w+=,.@-]{0,63}\*)|service/[a-z0-9.-]+\.amazonaws\.com(\.cn)?)$`,
    ),
    { error: ({ input }) => sessionText(input) ?? readerText.error },
  ),
);

/** Mails name sessions, which are another one each time; what may be written is the role. */
function sessionText(input: unknown): string | undefined {
  const [, role] = /^arn:[^:]*:sts::\d{12}:assumed-role\/([\w+=,.@-]{1,64})\//.exec(String(input)) ?? [];
  if (role === undefined) return undefined;
  return must(
    "this is the ARN of a session, and the next one has another; expected readers are roles",
    `Write role/${role}, with the path before its name if the role has one; a role of another account by the ARN that IAM shows.`,
  ).error;
}

/** The same where it is work that is planned. */
export const plannedReader = readerName;

/** Whether a text can be a reader in the file. */
export function readerTakes(text: string): boolean {
  return readerName.safeParse(text).success;
}

// Whether a network is one, and of those that records show, is for the checks.
const place = word(
  "place",
  "from lists VPC endpoints and networks",
  "Write an endpoint's id (vpce-0123456789abcdef0) or a network (203.0.113.0/24, 2001:db8::/32).",
  /^(vpce-([0-9a-f]{8}|[0-9a-f]{17})|[0-9a-fA-F.:]+\/\d{1,3})$/,
);

const placedReader = section("an expected reader", {
  reader: readerName.describe("The reader, as without from."),
  from: set("from", place)
    .min(1, must("from lists VPC endpoints and networks", "Leave from out: the reader is expected from anywhere then."))
    .describe(
      "Where its reads come from: VPC endpoints, and networks that the internet knows. A read from elsewhere is told as one from an unexpected place, but for those that an AWS service makes on the reader's behalf.",
    ),
});

/** @param what what they may read */
export const expectedReaders = (what: string) =>
  set("expectedReaders", z.union([readerName, placedReader])).describe(
    `Who may read ${what} in silence: role/NAME or user/NAME of the account itself, also with * at the end, an IAM role or user ARN, or service/NAME.amazonaws.com for an AWS service that reads for itself. With reader and from, it is expected from there alone.`,
  );

export type ReaderEntry = z.output<ReturnType<typeof expectedReaders>>[number];

export const recoveryWindowDays = wholeNumber("recoveryWindowDays", 7, 30, "days").describe(
  "Days in which a deleted secret can be restored.",
);

export const replicaRegions = set("replicaRegions", governedRegion).describe("Regions that hold a copy of the secret.");

export const accountRegions = set("regions", governedRegion).describe(
  "Governed regions that the account uses, the home region among them: nothing of ours is in the others, and no read there is told of. Default: all of governedRegions.",
);

// What AWS takes is for the checks, which say what is wrong with a name.
const secretName = text("secret names are strings", "Write the name in quotes.").describe(
  "Name in Secrets Manager; renaming it replaces the secret.",
);

const longDescription = must("description has at most 2,048 characters", "Shorten it.");

const secretDescription = text("description is a string", "Say in a sentence what the secret opens.")
  .max(2048, longDescription)
  // Some characters, emoji for one, are two to AWS.
  .refine((text) => text.length <= 2048, longDescription)
  .optional()
  .describe("What the secret opens, for whoever gets the alert.");

export const decoys = list(
  "decoys",
  section("a decoy", {
    name: secretName,
    description: secretDescription,
    kmsKey: z
      .enum(decoyKeys, must(`kmsKey of a decoy is ${decoyKeys.join(" or ")}`, "Write aws to do without a key of the account."))
      .default("account")
      .describe(
        "account: the key that the account's other secrets have. aws: the key that AWS manages, which costs nothing; an account without other secrets then has no key of ours. Decide before you deploy: later on Terraform refuses to destroy the key.",
      ),
  }),
).describe(
  "Decoy secrets for every member account; a member's own secret of the same name with decoy: true takes the place of one.",
);

const SECRET_NAME = "[A-Za-z0-9/_+=.@!-]";

const adopt = word(
  "arn",
  "adopt is the whole ARN of a secret",
  "Write the ARN with the six characters at its end, as aws secretsmanager describe-secret shows it.",
  new RegExp(String.raw`^${arnStart("secretsmanager")}secret:${SECRET_NAME}{1,512}-[A-Za-z0-9]{6}$`),
).describe(
  "ARN of a secret that is there already: Terraform takes it over as it is instead of making one. Key, policy, tags, description and copies stay unless the file gives others.",
);

const secret = section("a secret", {
  name: secretName,
  adopt: adopt.optional(),
  replacePolicy: yesOrNo("replacePolicy")
    .default(false)
    .describe(
      "Whether a secret that is adopted gets the policy that every other secret has, which refuses principals outside the organization, in place of its own.",
    ),
  replaceTags: yesOrNo("replaceTags")
    .default(false)
    .describe(
      "Whether a secret that is adopted gets the tags that every other secret has, those of the account, in place of its own.",
    ),
  description: secretDescription,
  region: governedRegion.optional().describe("Region of the secret. Default: that of the ARN that it adopts, or else the home region."),
  kmsKeyArn: keyArn
    .optional()
    .describe("Existing key that encrypts the secret. Default: one customer managed key for each account and region; of a secret that is adopted, the key that it has."),
  decoy: yesOrNo("decoy")
    .default(false)
    .describe(
      "A secret that nothing uses, with a made-up value: reading it is critical. At most three names in the organization.",
    ),
  owner: email.optional().describe("Mail address of the people who own the secret. Default: those of the account."),
  expectedReaders: expectedReaders("the secret").optional(),
  replicaRegions: replicaRegions.optional(),
  recoveryWindowDays: recoveryWindowDays.optional(),
});

/** The account is for another key to say, and the ARN of one that is made here is not known beforehand. */
export const plannedSecret = word(
  "secret",
  "secrets are names, or paths that end in /*",
  "Write the name as Secrets Manager has it, not its ARN, or prod/payments/* for all below.",
  new RegExp(String.raw`^(?!arn:)(?=.{1,512}$)(${SECRET_NAME}+|${SECRET_NAME}*[A-Za-z0-9_+=.@!-]/\*)$`),
);

const watchedSecret = section("a watched secret", {
  name: word(
    "secret",
    "a watched secret is its name, its whole ARN, or a path that ends in /*",
    "Write the name as Secrets Manager has it, the ARN with the six characters at its end, or prod/payments/* for all below: a star stands after a slash, so that prod/db does not let prod/db-replica pass.",
    new RegExp(
      String.raw`^(${arnStart("secretsmanager")}secret:${SECRET_NAME}{1,512}-[A-Za-z0-9]{6}|${SECRET_NAME}{1,512}|${SECRET_NAME}{0,510}[A-Za-z0-9_+=.@!-]/\*)$`,
    ),
  ).describe(
    "Name of a secret that is made elsewhere, also one that a service manages (rds!…); its whole ARN; or a path, as prod/payments/*, for all below it.",
  ),
  region: governedRegion.optional().describe("Region of the secret. Default: that of its ARN, or every region of the account."),
  description: secretDescription.describe("What the secret opens, for whoever reads this file: no message has it."),
  owner: email.optional().describe("Mail address of the people who own the secret. Default: those of the account."),
  expectedReaders: expectedReaders("the secret").optional(),
}).describe("A secret that is made elsewhere. Nothing is made for it but rules, and nothing of it is changed.");

/** Whether a text can be a watched secret in the file. */
export function watchedSecretTakes(name: string): boolean {
  return watchedSecret.safeParse({ name }).success;
}

/** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html */
const PARAMETER_NAME = "[A-Za-z0-9_.-]";

export const plannedParameter = word(
  "parameter",
  "parameters are names, or paths that end in /*",
  "Write the name as Parameter Store has it, not its ARN, or /prod/payments/* for all below.",
  new RegExp(String.raw`^(?=.{1,1011}$)(${PARAMETER_NAME}+|(/${PARAMETER_NAME}+)+(/\*)?)$`),
);

const watchedParameter = section("a watched parameter", {
  name: word(
    "parameter",
    "a watched parameter is its name, its ARN, or a path that ends in /*",
    "Write the name as Parameter Store has it, with a slash before it if it has a path; the ARN; or /prod/payments/* for all below: a star stands after a slash, so that /prod/db does not let /prod/db-replica pass.",
    new RegExp(
      String.raw`^(?=.{1,1011}$)(${PARAMETER_NAME}+|(${arnStart("ssm")}parameter)?(/${PARAMETER_NAME}+)+(/\*)?)$`,
    ),
  ).describe(
    "Name of a SecureString parameter; its ARN, also of one that another account shares; or a path, as /prod/payments/*, for all below it.",
  ),
  region: governedRegion
    .optional()
    .describe("Region of the parameter. Default: that of its ARN, or every region of the account."),
  description: secretDescription.describe("What the parameter opens, for whoever reads this file: no message has it."),
  decoy: yesOrNo("decoy")
    .default(false)
    .describe("A parameter that nothing uses: reading it is critical, whoever does."),
  owner: email.optional().describe("Mail address of the people who own the parameter. Default: those of the account."),
  expectedReaders: expectedReaders("the parameter").optional(),
}).describe("A parameter of Systems Manager. Nothing is made for it but rules, and nothing of it is changed.");

const member = section("a member account", {
  name: accountName(
    "Short name of the account. It names the stack, so renaming it later makes a new stack with a state of its own.",
  ),
  id: accountId,
  organizationalUnit: word(
    "unitName",
    "organizationalUnit is a name from organizationalUnits",
    "Write the name of the unit.",
  ).describe("One of organizationalUnits."),
  owner: email.describe("Mail address of the people who own the account."),
  wave: word("waveName", "wave is a name from waves", "Write the name of the wave.")
    .optional()
    .describe("Rollout wave, one of waves. Default: the last one."),
  tags: tags.optional(),
  regions: accountRegions.optional(),
  expectedReaders: expectedReaders("any secret of the account").optional(),
  secrets: list("secrets", secret).optional().describe("Secrets to create, or to adopt, and watch in this account."),
  watchedSecrets: list("watchedSecrets", watchedSecret)
    .optional()
    .describe("Secrets of this account that are made elsewhere, and who is expected to read them."),
  watchedParameters: list("watchedParameters", watchedParameter)
    .optional()
    .describe("Parameters whose values are secret, and who is expected to read them. Reads of others are not told."),
});

export const memberList = list("members", member).describe("Member accounts.");

export const include = set(
  "include",
  text("include is a list of paths or globs", "Write each path in a line of its own.").min(1),
).describe("Further files with members, as paths or globs relative to this file, in the same repository.");

/** A file named by `include`. */
export const includedFileSchema = section("the file", {
  members: memberList.optional(),
  include: include.optional(),
});

export type MemberEntry = z.output<typeof member>;
export type SecretEntry = z.output<typeof secret>;
export type WatchedSecretEntry = z.output<typeof watchedSecret>;
export type WatchedParameterEntry = z.output<typeof watchedParameter>;
export type DecoyEntry = z.output<typeof decoys>[number];
