import { all, field, not } from "../../patterns/condition";
import { recordOf, succeeded } from "./api-call";
import type { Detection } from "../detection";
import { readsOfSecrets } from "./secrets-reads";

/** So many regions fit a filter pattern, each in a comparison of its own. */
const MOST_REGIONS = 18;

export interface UnwatchedRegions {
  /** Regions with rules, at least one. */
  readonly governedRegions: readonly string[];
  /** The other regions that are known; regions that AWS opens later are not among them. */
  readonly otherRegions: readonly string[];
}

/**
 * A read in a region in which no rule watches: nobody is told of it but by this detection, whoever reads. The trail has every
 * region. Of an organization that governs nearly all regions it knows the others by name, and none that AWS opens later; those
 * are off in every account until somebody enables them.
 *
 * @returns undefined where every known region is governed, and they are too many to name
 */
export function unwatchedRead({ governedRegions, otherRegions }: UnwatchedRegions): Detection | undefined {
  const awsRegion = field("awsRegion");
  const byName = governedRegions.length > MOST_REGIONS;
  if (byName && otherRegions.length === 0) return undefined;
  const elsewhere = byName ? awsRegion.isOneOf(...otherRegions) : not(awsRegion.isOneOf(...governedRegions));
  const somewhere = otherRegions[0] ?? "xx-nowhere-1";
  const read = (region: string, more = {}) =>
    recordOf("secretsmanager", "GetSecretValue", { awsRegion: region, ...more });

  return {
    id: "secret-read-unwatched",
    title: "A secret was read in a region that nothing watches",
    severity: "high",
    family: "secrets",
    condition: all(readsOfSecrets, succeeded, elsewhere),
    why: "Rules tell of unexpected reads in governed regions only: elsewhere nobody hears who read what.",
    likelyCauses: [
      "A team began to use a region that the organization does not govern",
      "Somebody keeps or copies secrets where they expect nobody to look",
    ],
    nextSteps: [
      "Look at awsRegion, userIdentity.arn and requestParameters.secretId of the event: who keeps secrets there?",
      "If the region is meant to be used: add it to governedRegions, and deploy",
      "If not: rotate the secret, delete it there, and close the region by a service control policy",
    ],
    references: ["ATT&CK T1535", "ATT&CK T1555.006"],
    matches: [
      { what: "read in a region without rules", event: read(somewhere) },
      {
        what: "read in a batch there",
        event: recordOf("secretsmanager", "BatchGetSecretValue", { awsRegion: somewhere }),
      },
    ],
    ignores: [
      { what: "read in a governed region", event: read(governedRegions[0] ?? "") },
      { what: "an attempt there that was denied", event: read(somewhere, { errorCode: "AccessDenied" }) },
      {
        what: "described there",
        event: recordOf("secretsmanager", "DescribeSecret", { awsRegion: somewhere }),
      },
    ],
  };
}
