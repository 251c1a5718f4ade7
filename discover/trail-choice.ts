import { type PartitionName, trailMakerOf } from "../organization/regions";
import { yamlComment, type YamlComment } from "../text/yaml-comment";
import type { Found, FoundTrail } from "./found";

/** Where events are to come from. */
export interface TrailChoice {
  /** Of a trail that is there already and will do. @default - one of our own is made */
  readonly existing?: { readonly logGroupName: string; readonly logGroupRegion: string; readonly trail: FoundTrail };
  /** Why, and what else there is. */
  readonly comments: readonly YamlComment[];
}

/** Which of the trails will do, as docs/existing-trail.md chooses. */
export function trailChoice({ trails, managementId, partition }: Found): TrailChoice {
  const judged = trails.map((trail) => ({ trail, against: reasonAgainst(trail, managementId, partition) }));
  const good = judged.find(({ against }) => against === undefined)?.trail;
  if (good === undefined) {
    return { comments: judged.map(({ trail, against }) => yamlComment`The trail ${trail.name} ${against!}`) };
  }
  const [, , , logGroupRegion = "", , , logGroupName = ""] = good.logGroupArn!.split(":");
  const unsure =
    good.hasAllManagementEvents === undefined
      ? [yamlComment`Nobody could be asked whether ${good.name} has read management events: look once.`]
      : [];
  return { existing: { logGroupName, logGroupRegion, trail: good }, comments: unsure };
}

function reasonAgainst(trail: FoundTrail, managementId: string, partition: PartitionName): string | undefined {
  if (!trail.isMultiRegion) return "is of one region only, so one of our own is made.";
  if (trail.hasAllManagementEvents === false) {
    return "leaves out management events, and reading a secret is one, so one of our own is made.";
  }
  if (trail.logGroupArn === undefined) {
    return "delivers to no log group: give it one and take trail.existing, or leave this, and the second trail is charged for.";
  }
  const [, , , , owner] = trail.logGroupArn.split(":");
  if (owner !== managementId)
    return "delivers to a log group outside the management account, so one of our own is made.";
  // Centralization is known to be in aws; where members make no trails the log group is used where it is.
  return partition === "aws" || trailMakerOf(partition) === "management"
    ? undefined
    : `can't be used in ${partition}: its log group can't be copied, so one of our own is made.`;
}
