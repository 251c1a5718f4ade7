import type { Problem } from "../problem";
import { asEntry, type ConfigView } from "./config-view";

/** With a trail that is there already, no setting is about a trail or a bucket of our own. */
export function checkExistingTrail({ root, settings }: ConfigView): Problem[] {
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
