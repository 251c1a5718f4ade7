import { isOptInRegion, partitions, regionsOf } from "../organization/regions";
import { yamlComment, type YamlComment } from "../text/yaml-comment";
import type { Answers } from "./answers";
import type { Found, FoundAccount } from "./found";
import type { TrailChoice } from "./trail-choice";

/** The home region, and why. */
export function homeRegionOf(
  found: Found,
  { existing }: TrailChoice,
  { homeRegion, usualRegion }: Answers,
): { readonly region: string; readonly reason: YamlComment } {
  const { defaultRegions } = partitions[found.partition];
  const isPossible = (region: string | undefined): region is string => defaultRegions.some((each) => each === region);
  if (homeRegion !== undefined) return { region: homeRegion, reason: yamlComment`as asked for` };
  if (isPossible(existing?.logGroupRegion)) {
    return { region: existing.logGroupRegion, reason: yamlComment`where ${existing.logGroupName} is` };
  }
  if (isPossible(usualRegion)) return { region: usualRegion, reason: yamlComment`of your AWS settings` };
  const [most] = [...secretsByRegion(found)].filter(([region]) => isPossible(region)).sort(([, a], [, b]) => b - a);
  if (most !== undefined) return { region: most[0], reason: yamlComment`where most secrets are` };
  return { region: defaultRegions[0], reason: yamlComment`nothing says which one: choose` };
}

/** Regions to govern: the home region, where there are secrets, and what somebody opted in to. */
export function governedRegionsOf(found: Found, home: string): readonly string[] {
  const used = secretsByRegion(found);
  const optedIn = new Set(found.accounts.flatMap((account) => optInRegionsOf(found, account)));
  return regionsOf(found.partition)
    .filter((region) => region === home || used.has(region) || optedIn.has(region))
    .sort((one, other) => Number(other === home) - Number(one === home));
}

/** Opt-in regions that are on in an account. */
export function optInRegionsOf({ partition }: Found, { regions = [] }: FoundAccount): readonly string[] {
  return regions.filter((region) => isOptInRegion(partition, region));
}

/** Governed regions that are off in an account. Nothing if it is not known which are on. */
export function offIn({ regions }: FoundAccount, governed: readonly string[]): readonly string[] {
  return regions === undefined ? [] : governed.filter((region) => !regions.includes(region));
}

/** How many secrets each region has, copies as well. */
function secretsByRegion({ accounts }: Found): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { secrets } of accounts) {
    for (const region of secrets.flatMap((secret) => secret.regions)) counts.set(region, (counts.get(region) ?? 0) + 1);
  }
  return counts;
}
