import { shellCommand } from "../../text/shell-command";
import type { AnswerOf } from "../../aws/operations";
import type { WantedResource } from "../wanted";
import type { LiveType, LookAt, Looking, Wrong } from "./live-type";
import { policySentence } from "./policy-difference";
import { unlike } from "./unlike";

type Secret = AnswerOf<"secretsmanager:DescribeSecret">;

/** Rotation is its owner's, as are tags, descriptions and values. None of these calls gives a value. */
const secret: LookAt = async ({ attributes }, looking) => {
  const name = String(attributes.name);
  const found = await describe(name, looking);
  const whose = `The secret ${name}`;
  if (found.DeletedDate !== undefined) {
    return [
      {
        kind: "secret-going",
        what: `${whose} is scheduled for deletion.`,
        mend: shellCommand`aws secretsmanager restore-secret --region ${looking.place.region} --secret-id ${name}`,
      },
    ];
  }
  return [...keyOf(whose, attributes, found), ...replicasOf(whose, attributes, found)];
};

function describe(name: string, { calls, place }: Looking): Promise<Secret> {
  return calls.call("secretsmanager:DescribeSecret", { SecretId: name }, place);
}

type Attributes = WantedResource["attributes"];

/** AWS names no key where it is the one that it manages. */
function keyOf(whose: string, attributes: Attributes, { KmsKeyId }: Secret): readonly Wrong[] {
  if (isLeftAlone(attributes, "kms_key_id")) return [];
  return unlike("secret-key", whose, [["its key", attributes.kms_key_id, KmsKeyId]]);
}

/**
 * A copy that failed keeps the old value, and nothing else says so.
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/replicate-secrets-troubleshoot.html
 */
function replicasOf(whose: string, attributes: Attributes, { ReplicationStatus = [] }: Secret): readonly Wrong[] {
  if (isLeftAlone(attributes, "replica")) return [];
  const wanted = (attributes.replica ?? []) as readonly { readonly region: string; readonly kms_key_id?: unknown }[];
  const strangers = ReplicationStatus.filter(({ Region }) => !wanted.some(({ region }) => region === Region));
  return [
    ...wanted.flatMap(({ region, kms_key_id: key }): readonly Wrong[] => {
      const its = ReplicationStatus.find(({ Region }) => Region === region);
      const copy = `${whose}: its copy in ${region}`;
      if (its === undefined) return [{ kind: "secret-copies", what: `${copy} is not there.` }];
      if (["Failed", "Detached"].includes(String(its.Status))) {
        return [
          {
            kind: "secret-copy-old",
            what: `${copy} does not follow it (${its.Status}): ${its.StatusMessage ?? "no reason is given"}.`,
          },
        ];
      }
      return unlike("secret-copies", copy, [["its key", key, its.KmsKeyId]]);
    }),
    ...strangers.map(({ Region }) => ({
      kind: "secret-copies" as const,
      what: `${whose} has a copy in ${String(Region)}, which the configuration does not have.`,
    })),
  ];
}

/** Of a secret that was taken over, what is not given stays what it is. */
function isLeftAlone({ lifecycle }: Attributes, attribute: string): boolean {
  const { ignore_changes: ignored = [] } = (lifecycle ?? {}) as { readonly ignore_changes?: readonly string[] };
  return ignored.includes(attribute);
}

const secretPolicy: LookAt = async (resource, looking) => {
  const name = secretOf(resource, looking);
  const asked = { SecretId: name };
  const { ResourcePolicy } = await looking.calls.call("secretsmanager:GetResourcePolicy", asked, looking.place);
  const what = policySentence(`The policy of the secret ${name}`, resource.attributes.policy, ResourcePolicy);
  return what === undefined ? [] : [{ kind: "secret-policy", what }];
};

/** The made-up value of a decoy: whether there is one, never which. */
const decoyValue: LookAt = async (resource, looking) => {
  const name = secretOf(resource, looking);
  const { VersionIdsToStages = {}, DeletedDate } = await describe(name, looking);
  const isThere = Object.values(VersionIdsToStages).some((stages) => stages.includes("AWSCURRENT"));
  if (isThere || DeletedDate !== undefined) return [];
  return [
    { kind: "decoy-empty", what: `The decoy ${name} has no value, which tells whoever looks that nobody uses it.` },
  ];
};

/** The name of the secret that a part of one refers to: nobody knows the secret's ARN. */
function secretOf({ refersTo, address }: WantedResource, { stack }: Looking): string {
  const its = stack.resources.find(
    (each) => each.type === "aws_secretsmanager_secret" && refersTo.includes(each.address),
  );
  if (its === undefined) throw new RangeError(`${address} is of no secret of its stack.`);
  return String(its.attributes.name);
}

/** Secrets Manager. */
export const secretLooks: Readonly<Record<string, LiveType>> = {
  aws_secretsmanager_secret: secret,
  aws_secretsmanager_secret_policy: secretPolicy,
  aws_secretsmanager_secret_version: decoyValue,
};
