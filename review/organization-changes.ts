import type { Organization } from "../organization/organization";
import type { OrganizationFile } from "../config/schema/organization-file";
import { centralChanges, logArchiveChanges, memberChanges } from "./account-changes";
import { areas, type Change } from "./change";
import { detectionChanges, detectionSettingChanges } from "./detection-changes";
import { guardrailWords } from "./guardrail-changes";
import { keyChanges, type Between, type ModelWords } from "./key-words";
import { recipientWords } from "./recipient-changes";
import { healthWords, settingWords } from "./setting-changes";
import { silenceChanges } from "./silence-changes";
import { unsaid } from "./watch";
import { archiveWords, logGroupWords, nameChanges, readWords, trailWords } from "./trail-changes";

/** What a change of each key of the configuration means; keys with a text alone are told of by what follows from them. */
const words: ModelWords<Organization, OrganizationFile, Between> = {
  members: memberChanges,
  management: centralChanges("management"),
  security: centralChanges("security"),
  logArchive: logArchiveChanges,
  detections: detectionChanges,
  detectionSettings: detectionSettingChanges,
  alerts: { ...recipientWords, ...healthWords, ...readWords },
  guardrails: guardrailWords,
  names: nameChanges,
  trail: trailWords,
  logGroup: logGroupWords,
  archive: archiveWords,
  silence: silenceChanges,
  ...settingWords,

  example: "It lets placeholders pass where the configuration is checked, and nothing is made of it.",
  acknowledgements: "They are the answer to changes.",
  trailMaker: "It follows from the partition.",
  decoyNames: "They are among the secrets of members.",
  stores: "What members list says it.",
  readPatterns: "They are made of the readers of accounts and secrets.",
  crossAccountReads: "They are among the readers of members and secrets.",
  modes: "Accounts have them.",
  defaults: {
    tags: "Members have them.",
    expectedReaders: "Accounts have them.",
    decoys: "They are among the secrets of members.",
    replicaRegions: "Secrets have them.",
    recoveryWindowDays: "Secrets have it.",
  },
  ownDetections: "They are among the detections.",
  include: "Members are the same in whatever file they are.",
};

/** What changes between two versions, by area and in the order of the words. */
export function changesBetween(before: Organization, after: Organization): readonly Change[] {
  const worded = keyChanges(words, before, after, { before, after });
  const changes = [...worded, ...unsaid({ before, after }, worded)];
  return areas.flatMap((area) => changes.filter((change) => change.area === area));
}
