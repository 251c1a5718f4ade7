import type { Organization } from "../organization/organization";
import { changeId, changesIn, listDifference, type Change } from "./change";
import type { Between, KeyWords } from "./key-words";

const change = changesIn("settings");

type Setting =
  | "governedRegions"
  | "homeRegion"
  | "namePrefix"
  | "organizationId"
  | "partition"
  | "protection"
  | "organizationalUnits"
  | "waves"
  | "deployment"
  | "pipeline";

/** What holds for the whole organization: regions, names, protection, deployment. */
export const settingWords: Pick<KeyWords<Organization, Between>, Setting> = {
  governedRegions: regionChanges,
  homeRegion: (old, young) => [
    change(
      changeId("home-region-changed", old, young),
      "same",
      `The home region is ${young} instead of ${old}: trail, bucket, log group, alarms and topics are made anew.`,
      true,
    ),
  ],
  namePrefix: (old, young) => [
    change(
      changeId("name-prefix-changed", old, young),
      "same",
      `Names begin with ${young} instead of ${old}: what has a name is made anew.`,
      true,
    ),
  ],
  organizationId: (_, young) => [
    change(changeId("organization-changed", young), "same", `The organization is ${young}.`),
  ],
  partition: (_, young) => [change(changeId("partition-changed", young), "same", `The partition is ${young}.`)],
  protection: (_, young) => [
    young
      ? change("protection-on", "same", "Protection is on.")
      : change(
          "protection-off",
          "same",
          "Protection is off: Terraform would destroy trail, bucket, keys, logs and secrets.",
          true,
        ),
  ],
  organizationalUnits: () => [change("units-changed", "same", "The names or ids of organizational units change.")],
  waves: (old, young) => [
    change("waves-changed", "same", `The waves are ${young.join(", ")} instead of ${old.join(", ")}.`),
  ],
  deployment: {
    roleName: (old, young) => [
      change(changeId("deploy-role-changed", young), "same", `Terraform assumes ${young} instead of ${old}.`),
    ],
    state: () => [
      change("state-moved", "same", "Terraform looks for its state in another place: move it there first."),
    ],
  },
  pipeline: () => [
    change("pipeline-changed", "same", "The entry roles of the pipeline change: a person applies the stack pipeline."),
  ],
};

function regionChanges(before: readonly string[], after: readonly string[]): readonly Change[] {
  const { lost, gained } = listDifference(before, after);
  return [
    ...lost.map((region) =>
      change(
        changeId("region-removed", region),
        "less",
        `${region} is not governed any more: who reads there is not told.`,
      ),
    ),
    ...gained.map((region) => change(changeId("region-added", region), "more", `${region} is governed now.`)),
  ];
}

/** Signs of life, and what happens when there are none. */
export const healthWords: Pick<
  KeyWords<Organization["alerts"], Between>,
  "heartbeat" | "heartbeatMinutes" | "silenceMinutes"
> = {
  heartbeat: (_, young) => [
    young
      ? change("heartbeat-on", "more", "Every account and region gives signs of life.")
      : change("heartbeat-off", "less", "There are no signs of life: an account that falls silent is not noticed."),
  ],
  heartbeatMinutes: (old, young, { after }) =>
    after.alerts.heartbeat
      ? [laterOrSooner("heartbeat", `The roll is called every ${young} minutes, not every ${old}.`, young > old)]
      : [],
  silenceMinutes: (old, young) => [
    laterOrSooner("silence", `Silence of the trail is an alarm after ${young} minutes, not ${old}.`, young > old),
  ],
};

function laterOrSooner(kind: string, text: string, later: boolean): Change {
  return change(`${kind}-${later ? "later" : "sooner"}`, later ? "less" : "more", text);
}
