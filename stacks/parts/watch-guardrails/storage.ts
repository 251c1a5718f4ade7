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

/** Log groups, who writes to them, and what masks all of an account. */
export function logGroups({ names, trailMaker }: Organization): readonly WatchGuardrail[] {
  const ofTrail = trailMaker === "security" ? [names.trail.logGroupName] : [];
  const logGroupNames = [
    ...ofTrail,
    names.reads.journalName,
    names.reads.quietJournalName,
    names.health.heartbeatLogGroupName,
  ];
  // Some actions name the group, some everything in it.
  const resources = logGroupNames.map((name) => names.logGroupArn(`${name}*`));
  const exemptRoles = [names.access.deployRoleArn("*")];
  return [
    { sid: "LogGroups", ...harmfulCalls.logGroups, resources, exemptRoles, mentions: logGroupNames },
    // The role with which CloudTrail delivers is ours; EventBridge writes without one.
    { sid: "LogEvents", ...harmfulCalls.logEvents, resources, exemptRoles: [names.access.roleArn("*", names.anyName)] },
    { sid: "LogAccountPolicies", ...harmfulCalls.logAccountPolicies, resources: ["*"], exemptRoles },
  ];
}
