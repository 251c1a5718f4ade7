import type { Names } from "../../../organization/names/names";
import type { Organization } from "../../../organization/organization";
import { harmfulCalls } from "../../../harm/harmful-calls";
import type { WatchGuardrail } from "./watch-guardrail";

export function trail(names: Names): WatchGuardrail {
  return {
    sid: "Trail",
    ...harmfulCalls.trail,
    resources: [names.trail.arnAnywhere],
    exemptRoles: [names.access.deployRoleArn("*")],
    mentions: [names.trail.name],
  };
}

export function bucket(names: Names): WatchGuardrail {
  return {
    sid: "LogArchive",
    ...harmfulCalls.bucket,
    resources: [names.trail.bucketArn, `${names.trail.bucketArn}/*`],
    exemptRoles: [names.access.deployRoleArn("*")],
    mentions: [names.trail.bucketName],
  };
}

export function logGroups({ names, trailMaker }: Organization): WatchGuardrail {
  const ofTrail = trailMaker === "security" ? [names.trail.logGroupName] : [];
  const logGroupNames = [
    ...ofTrail,
    names.reads.journalName,
    names.reads.quietJournalName,
    names.health.heartbeatLogGroupName,
  ];
  return {
    sid: "LogGroups",
    ...harmfulCalls.logGroups,
    // Some actions name the group, some everything in it.
    resources: logGroupNames.map((name) => names.logGroupArn(`${name}*`)),
    exemptRoles: [names.access.deployRoleArn("*")],
    mentions: logGroupNames,
  };
}
