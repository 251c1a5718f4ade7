import { watchedIn } from "../config/checks/config-view";
import type { AccountView } from "../config/checks/config-view";
import { watchedSecretTakes } from "../config/schema/member";
import type { MemberAccount } from "../organization/organization";
import { secretArn } from "../organization/names/secret-arn";
import type { Change } from "./change";
import type { Edits } from "./edits-of";
import type { FoundAccount, FoundSecret } from "./found";
import { canBeWatched, watchedItems } from "./member-item";

/** A member as it is configured, and as it is. */
export interface MemberPair {
  readonly view: AccountView;
  readonly member: MemberAccount;
  readonly account: FoundAccount;
  /** Governed regions that it uses, those among them that are to be added. */
  readonly regions: readonly string[];
}

/** Secrets of a member that are in no list, and listed ones that are not there. */
export function compareSecrets({ view, member, account, regions }: MemberPair, edits: Edits): readonly Change[] {
  const about = { id: account.id, name: member.name };
  const unlisted = account.secrets.filter((secret) => canBeWatched(secret, regions) && !isListed(secret, member));
  // A name stands once in a list: another secret of the same name is listed by its ARN.
  const taken = new Set([...member.secrets, ...member.watchedSecrets].map(({ name }) => name));
  const byName = unlisted.filter(({ name }) => !taken.has(name));
  const byArn = unlisted.filter(({ name, arn, region }) => {
    return taken.has(name) && watchedSecretTakes(arn) && regions.includes(region);
  });
  const items = [
    ...watchedItems(byName, regions),
    ...byArn.flatMap((secret) =>
      watchedItems([{ ...secret, name: secret.arn, regions: [secret.region] }], [secret.region]),
    ),
  ];
  if (items.length > 0) {
    edits.add(view.document, { path: [...view.path, "watchedSecrets"], before: ["watchedParameters"], items });
  }
  const names = new Set([...byName.map(({ name }) => name), ...byArn.map(({ arn }) => arn)]);
  return [
    ...[...names].map((name): Change => ({ kind: "secret-new", account: about, subject: name })),
    ...goneOf({ view, member, account }, edits, items.length > 0),
  ];
}

/** Whether rules of the account know the secret by a list: as one that is made here, or is watched. */
function isListed(secret: FoundSecret, { secrets, watchedSecrets }: MemberAccount): boolean {
  const isIn = (regions: readonly string[]) => secret.regions.some((region) => regions.includes(region));
  return (
    secrets.some(({ name, region, replicaRegions }) => name === secret.name && isIn([region, ...replicaRegions])) ||
    watchedSecrets.some(({ name, regions }) => isIn(regions) && isMeant(name, secret))
  );
}

/** Whether an entry, by name, ARN or path, means a secret. */
function isMeant(entry: string, { name, arn, region }: FoundSecret): boolean {
  const listed = secretArn(entry);
  // A copy has the ARN of the first one, but for the region.
  if (listed !== undefined)
    return entry === arn || (listed.name === name && listed.region !== region && sameEnd(entry, arn));
  return entry.endsWith("/*") ? name.startsWith(entry.slice(0, -1)) : entry === name;
}

function sameEnd(one: string, other: string): boolean {
  return one.split(":").slice(4).join(":") === other.split(":").slice(4).join(":");
}

function goneOf(
  { view, member, account }: Omit<MemberPair, "regions">,
  edits: Edits,
  isAdded: boolean,
): readonly Change[] {
  const listed = watchedIn(view, "secrets");
  const gone = member.watchedSecrets.flatMap(({ name, regions }, index) => {
    const isKnown = !name.endsWith("/*") && regions.every((region) => account.lookedIn.includes(region));
    return isKnown && !account.secrets.some((secret) => isMeant(name, secret)) ? [{ name, index }] : [];
  });
  if (gone.length > 0 && gone.length === listed.length && !isAdded) {
    edits.change(view.document, { kind: "remove", path: [...view.path, "watchedSecrets"] });
  } else {
    for (const { index } of gone) edits.change(view.document, { kind: "remove", path: listed[index]!.path });
  }
  return gone.map(({ name }): Change => ({
    kind: "secret-gone",
    account: { id: account.id, name: member.name },
    subject: name,
  }));
}
