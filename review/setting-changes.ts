import { isDeepStrictEqual } from "node:util";

import type { Organization } from "../config/organization";
import { changeId, listDifference, type Change } from "./change";

/** What holds for the whole organization: regions, names, protection, signs of life, deployment. */
export function settingChanges(before: Organization, after: Organization): readonly Change[] {
  return [
    ...regionChanges(before, after),
    ...nameChanges(before, after),
    ...healthChanges(before.alerts, after.alerts),
  ];
}

function change(id: string, watch: Change["watch"], text: string, guarded = false): Change {
  return { id, area: "settings", watch, guarded, text };
}

function regionChanges(before: Organization, after: Organization): readonly Change[] {
  const { lost, gained } = listDifference(before.governedRegions, after.governedRegions);
  const [old, young] = [before.homeRegion, after.homeRegion];
  return [
    ...lost.map((region) =>
      change(
        changeId("region-removed", region),
        "less",
        `${region} is not governed any more: who reads there is not told.`,
      ),
    ),
    ...gained.map((region) => change(changeId("region-added", region), "more", `${region} is governed now.`)),
    ...(old === young
      ? []
      : [
          change(
            changeId("home-region-changed", old, young),
            "same",
            `The home region is ${young} instead of ${old}: trail, bucket, log group, alarms and topics are made anew.`,
            true,
          ),
        ]),
  ];
}

function nameChanges(before: Organization, after: Organization): readonly Change[] {
  const changes: readonly (Change | false)[] = [
    before.namePrefix !== after.namePrefix &&
      change(
        changeId("name-prefix-changed", before.namePrefix, after.namePrefix),
        "same",
        `Names begin with ${after.namePrefix} instead of ${before.namePrefix}: what has a name is made anew.`,
        true,
      ),
    before.organizationId !== after.organizationId &&
      change(
        changeId("organization-changed", after.organizationId),
        "same",
        `The organization is ${after.organizationId}.`,
      ),
    before.partition !== after.partition &&
      change(changeId("partition-changed", after.partition), "same", `The partition is ${after.partition}.`),
    before.protection &&
      !after.protection &&
      change(
        "protection-off",
        "same",
        "Protection is off: Terraform would destroy trail, bucket, keys, logs and secrets.",
        true,
      ),
    !before.protection && after.protection && change("protection-on", "same", "Protection is on."),
    !isDeepStrictEqual(before.organizationalUnits, after.organizationalUnits) &&
      change("units-changed", "same", "The names or ids of organizational units change."),
    !isDeepStrictEqual(before.waves, after.waves) &&
      change("waves-changed", "same", `The waves are ${after.waves.join(", ")} instead of ${before.waves.join(", ")}.`),
    before.deployment.roleName !== after.deployment.roleName &&
      change(
        changeId("deploy-role-changed", after.deployment.roleName),
        "same",
        `Terraform assumes ${after.deployment.roleName} instead of ${before.deployment.roleName}.`,
      ),
    !isDeepStrictEqual(before.pipeline, after.pipeline) &&
      change(
        "pipeline-changed",
        "same",
        "The entry roles of the pipeline change: a person applies the stack pipeline.",
      ),
    !isDeepStrictEqual(before.deployment.state, after.deployment.state) &&
      change("state-moved", "same", "Terraform looks for its state in another place: move it there first."),
  ];
  return changes.filter((each) => each !== false);
}

type Alerts = Organization["alerts"];

function healthChanges(old: Alerts, young: Alerts): readonly Change[] {
  const changes: readonly (Change | false)[] = [
    old.heartbeat &&
      !young.heartbeat &&
      change("heartbeat-off", "less", "There are no signs of life: an account that falls silent is not noticed."),
    !old.heartbeat &&
      young.heartbeat &&
      change("heartbeat-on", "more", "Every account and region gives signs of life."),
    old.heartbeatMinutes !== young.heartbeatMinutes &&
      young.heartbeat &&
      change(
        `heartbeat-${young.heartbeatMinutes > old.heartbeatMinutes ? "later" : "sooner"}`,
        young.heartbeatMinutes > old.heartbeatMinutes ? "less" : "more",
        `The roll is called every ${young.heartbeatMinutes} minutes, not every ${old.heartbeatMinutes}.`,
      ),
    old.silenceMinutes !== young.silenceMinutes &&
      change(
        `silence-${young.silenceMinutes > old.silenceMinutes ? "later" : "sooner"}`,
        young.silenceMinutes > old.silenceMinutes ? "less" : "more",
        `Silence of the trail is an alarm after ${young.silenceMinutes} minutes, not ${old.silenceMinutes}.`,
      ),
  ];
  return changes.filter((each) => each !== false);
}
