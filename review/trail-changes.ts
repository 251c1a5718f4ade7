import type { Organization } from "../config/organization";
import { changeId, listDifference, type Change } from "./change";

/** Where the events come from, and how long they are kept. */
export function trailChanges(before: Organization, after: Organization): readonly Change[] {
  return [
    ...sourceChanges(before, after),
    ...contentChanges(before.trail, after.trail),
    ...keepingChanges(before, after),
  ];
}

function change(id: string, watch: Change["watch"], text: string, guarded = false): Change {
  return { id, area: "trail", watch, guarded, text };
}

function sourceChanges(before: Organization, after: Organization): readonly Change[] {
  const [ours, theirs] = [before, after].map(({ trail }) => trail.existing === undefined);
  if (ours !== theirs) {
    const text = theirs
      ? "A trail of our own takes the place of the one that was there already."
      : "Events come from a trail that is there already; our own is let go of, and stays in AWS.";
    return [change(changeId("trail-source-changed", theirs ? "own" : "existing"), "same", text, true)];
  }
  // Defaults that follow another guarded change need no acknowledgement of their own.
  const follows = before.namePrefix !== after.namePrefix || before.homeRegion !== after.homeRegion;
  const derived = (key: (organization: Organization) => string | undefined) =>
    follows && key(before) === undefined && key(after) === undefined;
  const renamed = (kind: string, what: string, old: string, young: string, guarded: boolean) =>
    old === young || !guarded
      ? []
      : [
          change(
            changeId(kind, old, young),
            "same",
            `The ${what} is called ${young} instead of ${old}: it is made anew.`,
            true,
          ),
        ];
  return [
    ...renamed(
      "trail-renamed",
      "trail",
      before.names.trailName,
      after.names.trailName,
      !derived(({ trail }) => trail.name),
    ),
    ...renamed(
      "bucket-changed",
      "log archive bucket",
      before.names.archiveBucketName,
      after.names.archiveBucketName,
      !derived(({ archive }) => archive.bucketName),
    ),
    ...existingChanges(before.trail.existing, after.trail.existing),
  ];
}

type Existing = Organization["trail"]["existing"];

function existingChanges(old: Existing, young: Existing): readonly Change[] {
  if (old === undefined || young === undefined) return [];
  if (old.logGroupName === young.logGroupName && old.logGroupRegion === young.logGroupRegion) return [];
  return [
    change(
      changeId("existing-log-group-changed", young.logGroupName),
      "same",
      `Events come from the log group ${young.logGroupName} instead of ${old.logGroupName}.`,
    ),
  ];
}

type Trail = Organization["trail"];

function contentChanges(old: Trail, young: Trail): readonly Change[] {
  const insights = listDifference<string>(old.insights, young.insights);
  return [
    ...insights.lost.map((each) => change(changeId("insight-off", each), "less", `${each} is off.`)),
    ...insights.gained.map((each) => change(changeId("insight-on", each), "more", `${each} is on.`)),
    ...(old.excludeKmsEvents === young.excludeKmsEvents
      ? []
      : [
          young.excludeKmsEvents
            ? change("kms-events-off", "less", "The trail leaves out KMS calls.")
            : change("kms-events-on", "more", "The trail has KMS calls again."),
        ]),
  ];
}

function keepingChanges(before: Organization, after: Organization): readonly Change[] {
  const [old, young] = [before.archive, after.archive];
  return [
    ...days("log-retention", "The log group keeps events", before.logGroup.retentionDays, after.logGroup.retentionDays),
    ...days("archive-expiry", "The bucket keeps files", old.expireAfterDays, young.expireAfterDays),
    ...days(
      "replay-archive",
      "The central bus keeps unexpected reads",
      before.alerts.archiveDays,
      after.alerts.archiveDays,
    ),
    ...(old.archiveAfterDays === young.archiveAfterDays
      ? []
      : [
          change(
            "glacier-changed",
            "same",
            `Files move to Glacier after ${young.archiveAfterDays} days, not ${old.archiveAfterDays}.`,
          ),
        ]),
    ...lockChanges(old.objectLock, young.objectLock),
  ];
}

function days(id: string, subject: string, old: number, young: number): readonly Change[] {
  if (old === young) return [];
  const less = young < old;
  return [
    change(
      `${id}-${less ? "shortened" : "extended"}`,
      less ? "less" : "more",
      `${subject} for ${young} days, not ${old}.`,
    ),
  ];
}

type Lock = Organization["archive"]["objectLock"];

function lockChanges(old: Lock, young: Lock): readonly Change[] {
  if (young === undefined) {
    return old === undefined
      ? []
      : [change("object-lock-off", "less", "New files in the bucket are not locked any more.")];
  }
  if (old === undefined)
    return [change("object-lock-on", "more", `New files in the bucket are locked for ${young.days} days.`)];
  return [
    ...days("object-lock", "New files in the bucket are locked", old.days, young.days),
    ...(old.mode === young.mode
      ? []
      : [
          change(
            changeId("object-lock-mode", young.mode),
            young.mode === "governance" ? "less" : "more",
            `The lock of new files is in ${young.mode} mode, not in ${old.mode} mode.`,
          ),
        ]),
  ];
}
