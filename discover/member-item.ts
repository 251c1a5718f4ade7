import { watchedSecretTakes } from "../config/schema/member";
import type { Item, LineItem, MappingItem } from "../learn/edits/item";
import { joinedComments, yamlComment, type YamlComment } from "../text/yaml-comment";
import type { FoundAccount, FoundSecret } from "./found";
import { offIn } from "./regions";

/** What is known of an account besides what AWS says. */
export interface Placing {
  readonly name: string;
  /** Name of the unit. */
  readonly unit: string;
  readonly owner: LineItem;
  readonly governed: readonly string[];
}

/** What is said beside a name of the configuration: by it a later run knows what was renamed. */
export function calledInAws(name: string): YamlComment {
  return yamlComment`AWS: ${name}`;
}

/** What is said beside the regions of an account: by it a later run knows what was opted in to. */
export function offInAws(regions: readonly string[]): YamlComment {
  return yamlComment`off in AWS: ${joinedComments(regions, ", ")}`;
}

/** An account as an entry of `members`. */
export function memberItem(account: FoundAccount, { name, unit, owner, governed }: Placing): MappingItem {
  const off = offIn(account, governed);
  const regions = governed.filter((region) => !off.includes(region));
  const secrets = watchedItems(account.secrets, regions);
  const entries: MappingItem["entries"][number][] = [
    ["name", { value: name, comment: calledInAws(account.name) }],
    ["id", { value: account.id }],
    ["organizationalUnit", { value: unit }],
    ["owner", owner],
  ];
  if (off.length > 0) entries.push(["regions", { value: regions, comment: offInAws(off) }]);
  if (secrets.length > 0) entries.push(["watchedSecrets", secrets]);
  return { entries };
}

/**
 * Secrets as entries of `watchedSecrets`: those that the configuration can have. Of one name there is one entry, for all regions if it is in
 * several.
 *
 * @param regions governed ones that the account uses
 */
export function watchedItems(secrets: readonly FoundSecret[], regions: readonly string[]): readonly Item[] {
  const names = new Map<string, FoundSecret[]>();
  for (const secret of secrets.filter((each) => canBeWatched(each, regions))) {
    names.set(secret.name, [...(names.get(secret.name) ?? []), secret]);
  }
  return [...names].map(([name, same]): MappingItem => {
    const comment = joinedComments(
      same.map((each) => evidenceOf(each, same.length > 1)),
      "; ",
    );
    const [{ regions: seen }] = same as [FoundSecret];
    const only = same.length === 1 && seen.length === 1 && regions.length > 1 ? seen[0] : undefined;
    return {
      entries: [
        ["name", { value: name, comment }],
        ...(only === undefined ? [] : [["region", { value: only }] as const]),
      ],
    };
  });
}

/** Whether the configuration can have it: it has all names that AWS gives, and regions that are governed. */
export function canBeWatched({ name, regions: seen }: FoundSecret, regions: readonly string[]): boolean {
  return watchedSecretTakes(name) && seen.some((region) => regions.includes(region));
}

/** What AWS says of a secret. */
function evidenceOf({ managedBy, lastRead, region, regions }: FoundSecret, sayWhere: boolean): YamlComment {
  const copies = regions.filter((each) => each !== region);
  return joinedComments(
    [
      ...(sayWhere ? [yamlComment`in ${region}`] : []),
      ...(managedBy === undefined ? [] : [yamlComment`managed by ${managedBy}`]),
      ...(copies.length === 0 ? [] : [yamlComment`copied to ${joinedComments(copies, ", ")}`]),
      lastRead === undefined ? yamlComment`never read` : yamlComment`last read on ${lastRead}`,
    ],
    ", ",
  );
}
