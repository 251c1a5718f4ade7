import type { History } from "../history/history";
import type { MemberAccount, Secret, WatchedSecret } from "../organization/organization";
import { secretArn } from "../organization/names/secret-arn";
import { readThing } from "./read-thing";
import type { ListKey } from "./proposal";

/** Something that the file lists at an account. */
export interface Listed {
  readonly key: ListKey;
  /** Position in its list. */
  readonly index: number;
  /** As the file has it. */
  readonly written: string;
  /** Name without the rest of an ARN; a path ends in a slash. */
  readonly name: string;
  readonly regions: readonly string[];
  readonly isDecoy: boolean;
  /** Whether it is made here, so that no other account is let in. */
  readonly isMade: boolean;
}

/** All that the file lists at an account. */
export function listedAt({ secrets, watchedSecrets, watchedParameters }: MemberAccount): readonly Listed[] {
  return [
    ...secrets.map(made),
    ...watchedSecrets.map((each, index) => ({ ...watched("watchedSecrets", each), index })),
    ...watchedParameters.map((each, index) => ({
      ...watched("watchedParameters", each),
      index,
      isDecoy: each.decoy,
    })),
  ];
}

/** Those of the file stand before the decoys that every member has. */
function made({ name, region, replicaRegions, decoy, adopt, replacePolicy }: Secret, index: number): Listed {
  const isMade = adopt === undefined || replacePolicy;
  return { key: "secrets", index, written: name, name, regions: [region, ...replicaRegions], isDecoy: decoy, isMade };
}

function watched(key: "watchedSecrets" | "watchedParameters", { name, regions }: WatchedSecret): Omit<Listed, "index"> {
  return { key, written: name, name: bare(key, name), regions, isDecoy: false, isMade: false };
}

function bare(key: "watchedSecrets" | "watchedParameters", written: string): string {
  const name = written.endsWith("/*") ? written.slice(0, -1) : written;
  if (key === "watchedSecrets") return secretArn(name)?.name ?? name;
  const plain = name.startsWith("arn:")
    ? name
        .split(":")
        .slice(5)
        .join(":")
        .replace(/^parameter/, "")
    : name;
  return plain.startsWith("/") ? plain : `/${plain}`;
}

/**
 * Names of all secrets of an account that are known: listed or read, by whomever. What was asked for in vain may not be there, and
 * decoys are nothing that anybody reads.
 */
export function knownSecrets(account: MemberAccount, { reads }: History): ReadonlySet<string> {
  const listed = listedAt(account).filter(({ key, name, isDecoy }) => {
    return key !== "watchedParameters" && !isDecoy && !name.endsWith("/");
  });
  const read = reads
    .filter(({ store, verdict }) => store === "secrets" && !["decoy", "refused", "unlisted"].includes(verdict))
    .map(readThing)
    .filter((thing) => thing?.owner === account.id)
    .map((thing) => thing!.name);
  return new Set([...listed.map(({ name }) => name), ...read]);
}
