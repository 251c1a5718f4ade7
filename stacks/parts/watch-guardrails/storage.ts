import type { Names } from "../../../organization/names";
import type { Organization } from "../../../organization/organization";
import { harmfulCalls } from "../../../harm/harmful-calls";
import type { WatchGuardrail } from "./watch-guardrail";

export function trail(names: Names): WatchGuardrail {
  return {
    sid: "Trail",
    ...harmfulCalls.trail,
    resources: [names.trailArnAnywhere],
    exemptRoles: [names.deployRoleArn("*")],
    mentions: [names.trailName],
  };
}

export function bucket(names: Names): WatchGuardrail {
  return {
    sid: "LogArchive",
    ...harmfulCalls.bucket,
    resources: [names.archiveBucketArn, `${names.archiveBucketArn}/*`],
    exemptRoles: [names.deployRoleArn("*")],
    mentions: [names.archiveBucketName],
  };
}

export function logGroups({ names, trailMaker }: Organization): WatchGuardrail {
  const ofTrail = trailMaker === "security" ? [names.trailLogGroupName] : [];
  const logGroupNames = [...ofTrail, names.journalLogGroupName, names.quietLogGroupName, names.heartbeatLogGroupName];
  return {
    sid: "LogGroups",
    ...harmfulCalls.logGroups,
    // Some actions name the group, some everything in it.
    resources: logGroupNames.map((name) => names.logGroupArn(`${name}*`)),
    exemptRoles: [names.deployRoleArn("*")],
    mentions: logGroupNames,
  };
}
