import type { ConfigDocument, Path } from "../files/config-document";
import { ownTags } from "../../organization/own-tags";
import { renderPath, type Problem } from "../files/problem";
import { isPartitionName, trailMakerOf } from "../../organization/regions";
import { asEntry, type AccountView, type ConfigView } from "./config-view";

/**
 * Tags of a resource, those of the product, of `defaults` and of the account together: of a role as of everything else.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export const MOST_TAGS = 50;

/** Tags as they stand in a file. */
interface Tags {
  readonly document: ConfigDocument;
  readonly path: Path;
  readonly keys: readonly string[];
}

/**
 * What only shows once tags are joined: no two keys differ in case alone, none is one of ours, and there are not too many.
 * What a key and a value may be made of is for the schema.
 *
 * IAM takes keys that differ in case for one and refuses the role ("Duplicate tag keys found"); a policy's
 * aws:ResourceTag does not tell them apart either.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html
 */
export function checkTags(view: ConfigView): Problem[] {
  const { root, settings, accounts } = view;
  const defaults = tagsOf(root, ["defaults", "tags"], asEntry(settings.defaults).tags);
  const everywhere = Object.keys(ownTags.everywhere);
  return [
    ...checkOurs(defaults, everywhere),
    ...checkAlike(defaults),
    ...checkCount(defaults, everywhere),
    ...accounts.flatMap((account) => {
      const own = tagsOf(account.document, [...account.path, "tags"], account.entry.tags);
      const ours = oursOf(account, settings);
      // Defaults are for members.
      const inherited = account.kind === "member" ? defaults : undefined;
      return [
        ...checkOurs(own, ours),
        ...checkAlike(own, inherited),
        ...checkCount(own, ours, inherited),
        ...checkEmptyValues(account, own, settings),
      ];
    }),
  ];
}

function tagsOf(document: ConfigDocument, path: Path, tags: unknown): Tags {
  return { document, path, keys: Object.keys(asEntry(tags)) };
}

/** Keys of the tags that we set on some resource of an account. */
function oursOf({ kind }: AccountView, settings: ConfigView["settings"]): readonly string[] {
  const partition = settings.partition ?? "aws";
  // Where the management account makes the trail, it has the log group of an existing one, and nothing is copied.
  const isMaker = isPartitionName(partition) && trailMakerOf(partition) === "security";
  const copied = isMaker && kind === "security" && asEntry(settings.trail).existing !== undefined;
  return Object.keys({ ...ownTags.everywhere, ...(copied ? ownTags.centralizedKey : {}) });
}

function checkOurs({ document, path, keys }: Tags, ours: readonly string[]): Problem[] {
  return keys.flatMap((key) => {
    const our = ours.find((each) => alike(each, key));
    if (our === undefined) return [];
    const what =
      our in ownTags.everywhere
        ? `every resource has a tag ${our} already; guardrails know secrets by it.`
        : `the key of the log group has a tag ${our} already; without it nothing is copied from the existing trail.`;
    return [document.problemWithKey([...path, key], what, "Use another key, or remove it.")];
  });
}

function checkAlike({ document, path, keys }: Tags, inherited?: Tags): Problem[] {
  return keys.flatMap((key, index) => {
    const earlier = keys.slice(0, index).find((each) => alike(each, key));
    if (earlier !== undefined) {
      return [
        document.problemWithKey(
          [...path, key],
          `${differ(key, earlier)} (${document.place([...path, earlier])}); IAM takes the two for one tag.`,
          "Remove one of them.",
        ),
      ];
    }
    // The same key in both is no contradiction: the account's own value holds.
    if (inherited === undefined || inherited.keys.includes(key)) return [];
    const other = inherited.keys.find((each) => alike(each, key));
    if (other === undefined) return [];
    const place = inherited.document.place([...inherited.path, other]);
    return [
      document.problemWithKey(
        [...path, key],
        `${differ(key, other)} in ${renderPath(inherited.path)} (${place}); IAM takes the two for one tag.`,
        `Write ${JSON.stringify(other)} to give this account a value of its own, or use another key.`,
      ),
    ];
  });
}

function checkCount({ document, path, keys }: Tags, ours: readonly string[], inherited?: Tags): Problem[] {
  const joined = new Set([...ours, ...(inherited?.keys ?? []), ...keys]);
  // What the defaults alone have too many of is said once, not of each member.
  const without = inherited === undefined ? 0 : new Set([...ours, ...inherited.keys]).size;
  if (joined.size <= MOST_TAGS || without > MOST_TAGS) return [];
  const others =
    inherited === undefined || inherited.keys.length === 0
      ? ""
      : `, ${inherited.keys.length} in ${renderPath(inherited.path)} (${inherited.document.place(inherited.path)})`;
  return [
    document.problemWithKey(
      path,
      `a resource would have ${joined.size} tags: ${keys.length} here${others} and ${ours.join(" and ")} of ours; AWS takes ${MOST_TAGS}.`,
      `Remove ${joined.size - MOST_TAGS} or more.`,
    ),
  ];
}

/**
 * The trail has the tags of the account that makes it, and CloudTrail wants a value in each.
 * https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_Tag.html
 */
function checkEmptyValues({ kind, entry }: AccountView, own: Tags, settings: ConfigView["settings"]): Problem[] {
  const trail = asEntry(settings.trail);
  const partition = settings.partition ?? "aws";
  if (!isPartitionName(partition) || kind !== trailMakerOf(partition)) return [];
  if (trail.existing !== undefined || trail.tags === false) return [];
  const tags = asEntry(entry.tags);
  return own.keys
    .filter((key) => tags[key] === "")
    .map((key) =>
      own.document.problem(
        [...own.path, key],
        `the value is empty; the trail has the tags of the ${kind} account, and CloudTrail takes none without a value.`,
        "Give it a value, remove the tag, or leave the trail without tags: trail: { tags: false }",
      ),
    );
}

function alike(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

function differ(key: string, other: string): string {
  return `${JSON.stringify(key)} differs in upper and lower case only from ${JSON.stringify(other)}`;
}
