import type { AnswerOf } from "../aws/operations";
import { managedBy } from "../organization/own-tags";
import { partitions, type PartitionName, regionsOf } from "../organization/regions";
import type { FoundAccount, FoundSecret } from "./found";
import type { Inquiry } from "./inquiry";
import type { ListedAccount } from "./read-organization";

export interface AccountQuestions {
  readonly partition: PartitionName;
  /** Any region for what is answered in all. */
  readonly region: string;
  /** Regions to look for secrets in, if they are on. @default - all */
  readonly regions?: readonly string[];
  /** Whether to look for secrets at all. */
  readonly secrets: boolean;
}

/** What there is to know of an account. What it refuses is taken down, and the account is found all the same. */
export async function readAccount(
  inquiry: Inquiry,
  account: ListedAccount,
  questions: AccountQuestions,
): Promise<FoundAccount> {
  const { partition, region, regions: wanted = regionsOf(partition) } = questions;
  const here = { account: account.id, region };
  const [tags, listed] = await Promise.all([
    inquiry.ask("organizations:ListTagsForResource", { ResourceId: account.id }, here),
    inquiry.ask("account:ListRegions", {}, here),
  ]);
  const regions = listed && enabled(listed);
  const looked = questions.secrets
    ? await Promise.all(
        (regions ?? partitions[partition].defaultRegions)
          .filter((each) => wanted.includes(each))
          .map(async (each) => {
            const answer = await inquiry.ask("secretsmanager:ListSecrets", {}, { account: account.id, region: each });
            return answer && { region: each, list: answer.SecretList ?? [] };
          }),
      )
    : [];
  const answered = looked.filter((each) => each !== undefined);
  return {
    ...account,
    tags: Object.fromEntries((tags?.Tags ?? []).map(({ Key: key = "", Value: value = "" }) => [key, value])),
    regions,
    secrets: joined(answered.flatMap(({ region: at, list }) => list.map((secret) => ({ at, secret })))),
    lookedIn: answered.map((each) => each.region),
  };
}

/** https://docs.aws.amazon.com/accounts/latest/reference/API_Region.html */
function enabled({ Regions: regions = [] }: AnswerOf<"account:ListRegions">): readonly string[] {
  return regions
    .filter(({ RegionOptStatus: status }) => status === "ENABLED" || status === "ENABLED_BY_DEFAULT")
    .map(({ RegionName: name = "" }) => name)
    .sort();
}

interface SeenSecret {
  readonly at: string;
  readonly secret: NonNullable<AnswerOf<"secretsmanager:ListSecrets">["SecretList"]>[number];
}

/** Each secret once: a copy names the region of the first, and has its name. */
function joined(seen: readonly SeenSecret[]): readonly FoundSecret[] {
  const groups = new Map<string, SeenSecret[]>();
  for (const each of seen) {
    const { secret, at } = each;
    const isOurs = (secret.Tags ?? []).some(({ Key: key, Value: value }) => {
      return key === managedBy.key && value === managedBy.value;
    });
    if (isOurs || secret.DeletedDate !== undefined) continue;
    const key = JSON.stringify([secret.PrimaryRegion ?? at, secret.Name]);
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  return [...groups.values()]
    .map(asOne)
    .sort((one, other) => compare(one.name, other.name) || compare(one.region, other.region));
}

function asOne(group: readonly SeenSecret[]): FoundSecret {
  const region = group[0]!.secret.PrimaryRegion ?? group[0]!.at;
  const first = (group.find(({ at }) => at === region) ?? group[0]!).secret;
  const days = group.flatMap(({ secret }) => secret.LastAccessedDate?.toISOString().slice(0, 10) ?? []).sort();
  return {
    name: first.Name ?? "",
    arn: first.ARN ?? "",
    region,
    regions: group.map(({ at }) => at),
    managedBy: first.OwningService,
    lastRead: days.at(-1),
  };
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
