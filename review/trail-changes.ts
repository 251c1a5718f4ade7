import type { Organization } from "../organization/organization";
import type { AthenaSettings } from "../organization/settings";
import { changeId, changesIn, listDifference, type Change } from "./change";
import { keyChanges, type Between, type KeyWords, type Tell } from "./key-words";

const change = changesIn("trail");

type Trail = Organization["trail"];
type Existing = NonNullable<Trail["existing"]>;
type Archive = Organization["archive"];
type Lock = NonNullable<Archive["objectLock"]>;

/** Where the events come from. */
export const trailWords: KeyWords<Trail, Between> = {
  name: "The names that are computed from it tell.",
  existing: sourceChanges,
  insights: (before, after) => {
    const { lost, gained } = listDifference<string>(before, after);
    return [
      ...lost.map((each) => change(changeId("insight-off", each), "less", `${each} is off.`)),
      ...gained.map((each) => change(changeId("insight-on", each), "more", `${each} is on.`)),
    ];
  },
  excludeKmsEvents: (_, young) => [
    young
      ? change("kms-events-off", "less", "The trail leaves out KMS calls.")
      : change("kms-events-on", "more", "The trail has KMS calls again."),
  ],
  tags: (_, young) => [
    young
      ? change("trail-tags-on", "same", "The trail has tags again.")
      : change("trail-tags-off", "same", "The trail has no tags any more."),
  ],
};

/** How long the bucket keeps files, and whether they can be changed meanwhile. */
export const archiveWords: KeyWords<Archive, Between> = {
  bucketName: "The names that are computed from it tell.",
  expireAfterDays: days("archive-expiry", "The bucket keeps files"),
  archiveAfterDays: (old, young) => [
    change("glacier-changed", "same", `Files move to Glacier after ${young} days, not ${old}.`),
  ],
  objectLock: lockChanges,
  athena: searchChanges,
};

/** How long the log group keeps events. */
export const logGroupWords: KeyWords<Organization["logGroup"], Between> = {
  retentionDays: days("log-retention", "The log group keeps events"),
};

/** How rules look for unexpected reads, and how long these can be replayed. */
export const readWords: Pick<KeyWords<Organization["alerts"], Between>, "archiveDays" | "patternLength"> = {
  patternLength: (old, young) => [
    change(
      "pattern-length-changed",
      "same",
      `Event patterns of unexpected reads have up to ${young} characters, not ${old}.`,
    ),
  ],
  archiveDays: days("replay-archive", "The central bus keeps unexpected reads"),
};

function sourceChanges(old: Trail["existing"], young: Trail["existing"]): readonly Change[] {
  if (old !== undefined && young !== undefined) return existingChanges(old, young);
  const [source, text] =
    young === undefined
      ? ["own", "A trail of our own takes the place of the one that was there already."]
      : ["existing", "Events come from a trail that is there already; our own is let go of, and stays in AWS."];
  return [change(changeId("trail-source-changed", source), "same", text, true)];
}

/** All of it says where one log group is. */
function existingChanges(old: Existing, young: Existing): readonly Change[] {
  const place = ({ logGroupName, logGroupRegion }: Existing) =>
    old.logGroupRegion === young.logGroupRegion
      ? logGroupName
      : `${logGroupName} in ${logGroupRegion ?? "the home region"}`;
  return [
    change(
      changeId("existing-log-group-changed", young.logGroupName),
      "same",
      `Events come from the log group ${place(young)} instead of ${place(old)}.`,
    ),
  ];
}

/** What is made anew under another name, whether the configuration or a default says it. */
export function nameChanges(
  old: Organization["names"],
  young: Organization["names"],
  { before, after }: Between,
): readonly Change[] {
  if ((before.trail.existing === undefined) !== (after.trail.existing === undefined)) return [];
  // Defaults that follow another guarded change need no acknowledgement of their own.
  const follows = before.namePrefix !== after.namePrefix || before.homeRegion !== after.homeRegion;
  const renamed = (
    kind: string,
    what: string,
    nameIn: (names: Organization["names"]) => string,
    chosenIn: (organization: Organization) => string | undefined,
  ) => {
    const [then, now] = [nameIn(old), nameIn(young)];
    const derived = follows && chosenIn(before) === undefined && chosenIn(after) === undefined;
    if (then === now || derived) return [];
    const text = `The ${what} is called ${now} instead of ${then}: it is made anew.`;
    return [change(changeId(kind, then, now), "same", text, true)];
  };
  return [
    ...renamed(
      "trail-renamed",
      "trail",
      ({ trail: { name } }) => name,
      ({ trail }) => trail.name,
    ),
    ...renamed(
      "bucket-changed",
      "log archive bucket",
      ({ trail: { bucketName } }) => bucketName,
      ({ archive }) => archive.bucketName,
    ),
  ];
}

function days(id: string, subject: string): Tell<number, unknown> {
  return (old, young) => {
    const less = young < old;
    return [
      change(
        `${id}-${less ? "shortened" : "extended"}`,
        less ? "less" : "more",
        `${subject} for ${young} days, not ${old}.`,
      ),
    ];
  };
}

const searchWords: KeyWords<AthenaSettings, unknown> = {
  scanLimitGigabytes: (old, young) => [
    change("athena-limit-changed", "same", `A query of the archive may read ${young} gigabytes, not ${old}.`),
  ],
  resultDays: (old, young) => [
    change("athena-results-changed", "same", `Results of queries are kept for ${young} days, not ${old}.`),
  ],
};

/** It shows more to nobody: whoever queries has to be allowed to read the files themselves. */
function searchChanges(old: Archive["athena"], young: Archive["athena"]): readonly Change[] {
  if (young === undefined) {
    return [
      change("athena-off", "same", "Athena has no table of the archive any more; results of queries go with it."),
    ];
  }
  if (old === undefined) return [change("athena-on", "same", "Athena has a table of the archive.")];
  return keyChanges(searchWords, old, young, undefined);
}

const lockWords: KeyWords<Lock, unknown> = {
  days: days("object-lock", "New files in the bucket are locked"),
  mode: (old, young) => [
    change(
      changeId("object-lock-mode", young),
      young === "governance" ? "less" : "more",
      `The lock of new files is in ${young} mode, not in ${old} mode.`,
    ),
  ],
};

function lockChanges(old: Archive["objectLock"], young: Archive["objectLock"]): readonly Change[] {
  if (young === undefined)
    return [change("object-lock-off", "less", "New files in the bucket are not locked any more.")];
  if (old === undefined)
    return [change("object-lock-on", "more", `New files in the bucket are locked for ${young.days} days.`)];
  return keyChanges(lockWords, old, young, undefined);
}
