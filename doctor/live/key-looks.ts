import { shellCommand } from "../../text/shell-command";
import type { WantedResource } from "../wanted";
import type { LiveType, Looking, LookAt, Wrong } from "./live-type";
import { momentInWords } from "./moment";
import { policySentence } from "./policy-difference";
import { unlike } from "./unlike";

/** A key has no name of its own: its alias leads to it. */
const key: LookAt = async (resource, looking) => {
  const { calls, place } = looking;
  const alias = aliasOf(resource, looking);
  const { KeyMetadata } = await calls.call("kms:DescribeKey", { KeyId: alias }, place);
  const { KeyId = "", KeyState, DeletionDate } = KeyMetadata ?? {};
  const whose = `The key ${alias}`;
  if (KeyState === "PendingDeletion") {
    const when = DeletionDate === undefined ? "" : ` on ${momentInWords(DeletionDate)}`;
    const cancel = shellCommand`aws kms cancel-key-deletion --region ${place.region} --key-id ${KeyId}`;
    const mend = `${cancel} && ${shellCommand`aws kms enable-key --region ${place.region} --key-id ${KeyId}`}`;
    return [{ kind: "key-going", what: `${whose} is going to be deleted${when}.`, mend }];
  }
  const found = [...state(whose, KeyId, KeyState, looking)];
  const { Policy } = await calls.call("kms:GetKeyPolicy", { KeyId, PolicyName: "default" }, place);
  const what = policySentence(`The policy of the key ${alias}`, resource.attributes.policy, Policy);
  if (what !== undefined) found.push({ kind: "key-policy-changed", what });
  const { KeyRotationEnabled = false } = await calls.call("kms:GetKeyRotationStatus", { KeyId }, place);
  const wanted = resource.attributes.enable_key_rotation ?? false;
  return [...found, ...unlike("key-changed", whose, [["its rotation", wanted, KeyRotationEnabled]])];
};

/** Anything but Enabled can't be used: https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html */
function state(whose: string, KeyId: string, found: string | undefined, { place }: Looking): readonly Wrong[] {
  if (found === "Enabled") return [];
  return [
    {
      kind: "key-off",
      what: `${whose} is ${found ?? "in no state that is known"}, and should be Enabled.`,
      mend: shellCommand`aws kms enable-key --region ${place.region} --key-id ${KeyId}`,
    },
  ];
}

/** @throws RangeError for a key of a stack that has no alias of it */
function aliasOf({ address }: WantedResource, { stack }: Looking): string {
  const alias = stack.resources.find(({ type, refersTo }) => type === "aws_kms_alias" && refersTo.includes(address));
  if (alias === undefined) throw new RangeError(`${address} has no alias.`);
  return String(alias.attributes.name);
}

/** Where it leads is seen by the key that it leads to, and by what is encrypted under another one. */
const alias: LookAt = async ({ attributes }, { calls, place }) => {
  await calls.call("kms:DescribeKey", { KeyId: String(attributes.name) }, place);
  return [];
};

/** Keys as they are. */
export const keyLooks: Readonly<Record<string, LiveType>> = { aws_kms_alias: alias, aws_kms_key: key };
