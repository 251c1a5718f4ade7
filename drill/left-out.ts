import { PlaceOfReads } from "../history/place-of-reads";
import { accountsOf, type Organization } from "../organization/organization";
import type { Target } from "./target";

/** Why the configuration keeps a drill's read from people. */
export type LeftOutBy =
  /** No rule of the account sends it: it would never come. */
  | "rules"
  /** It is sent, and the message composer finds it expected. */
  | "composer";

/**
 * Where the drill role is expected to read: decided by the conditions of the rules and the message composer's own expressions, as a
 * history is. From an unknown place: an entry that expects the role from its places alone leaves out nothing.
 */
export async function leftOutBy(organization: Organization, target: Target): Promise<LeftOutBy | undefined> {
  const { account: id, region } = target.place;
  const account = accountsOf(organization).find((each) => each.id === id);
  if (account === undefined) return "rules";
  const verdict = await new PlaceOfReads(organization, account, region).sent("secrets", recordOf(organization, target));
  if (verdict === undefined) return "rules";
  return verdict.expected ? "composer" : undefined;
}

/** As CloudTrail records it, as far as anything is decided from it. */
function recordOf({ names }: Organization, { place: { account, region }, secret }: Target) {
  const role = names.health.drillRoleName;
  return {
    eventSource: "secretsmanager.amazonaws.com",
    eventName: "GetSecretValue",
    awsRegion: region,
    recipientAccountId: account,
    errorCode: "ResourceNotFoundException",
    requestParameters: { secretId: secret },
    userIdentity: {
      type: "AssumedRole",
      arn: names.access.roleArn(account, role).replace(":iam:", ":sts:").replace(":role/", ":assumed-role/"),
      accountId: account,
      sessionContext: { sessionIssuer: { type: "Role", arn: names.access.roleArn(account, role) } },
    },
  };
}
