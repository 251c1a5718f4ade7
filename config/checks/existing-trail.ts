import type { Problem } from "../files/problem";
import { isPartitionName, trailMakerOf } from "../../organization/regions";
import { asEntry, type ConfigView } from "./config-view";

/** With a trail that is there already, no setting is about a trail or a bucket of our own, and its events can be used. */
export function checkExistingTrail(view: ConfigView): Problem[] {
  return [...checkSettings(view), ...checkRegion(view)];
}

function checkSettings({ root, settings }: ConfigView): Problem[] {
  const trail = asEntry(settings.trail);
  if (trail.existing === undefined) return [];
  const place = root.place(["trail", "existing"]);

  const ofTrail = ["name", "insights", "excludeKmsEvents", "tags"]
    .filter((key) => trail[key] !== undefined)
    .map((key) =>
      root.problemWithKey(
        ["trail", key],
        `it is of a trail that Secretwatch makes; trail.existing (${place}) takes one that is there already.`,
        "Remove it: the existing trail is set up where it was made. Or remove trail.existing.",
      ),
    );
  const ofBucket = ["archive", "logArchive"]
    .filter((key) => settings[key] !== undefined)
    .map((key) =>
      root.problemWithKey(
        [key],
        `it is of a bucket that Secretwatch makes; with trail.existing (${place}) there is none.`,
        "Remove it: the existing trail has its own bucket. Or remove trail.existing.",
      ),
    );
  return [...ofTrail, ...ofBucket];
}

/**
 * Where no member makes trails, nothing is copied either: metric filters are put on the log group itself, and an alarm tells
 * topics of its own region only.
 */
function checkRegion({ root, settings }: ConfigView): Problem[] {
  const partition = settings.partition ?? "aws";
  if (!isPartitionName(partition) || trailMakerOf(partition) === "security") return [];
  const region = asEntry(asEntry(settings.trail).existing).logGroupRegion;
  const home = settings.homeRegion;
  if (typeof region !== "string" || typeof home !== "string" || region === home) return [];
  return [
    root.problem(
      ["trail", "existing", "logGroupRegion"],
      `${JSON.stringify(region)} is not homeRegion, ${home}; in partition ${partition} alarms are on the log group itself, which has to be there.`,
      `Make ${region} the home region, or have the trail deliver to a log group in ${home}, or remove trail.existing.`,
    ),
  ];
}
