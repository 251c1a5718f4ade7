import type { Names } from "../../config/names";
import { harmfulCalls } from "../../harm/harmful-calls";
import type { PipelineGuardrail } from "./pipeline-guardrail";

export function bucket(names: Names): PipelineGuardrail {
  return {
    sid: "LogArchive",
    ...harmfulCalls.bucket,
    resources: [names.archiveBucketArn, `${names.archiveBucketArn}/*`],
    exemptRoles: [names.deployRoleArn("*")],
    mentions: [names.archiveBucketName],
  };
}

export function logGroups(names: Names): PipelineGuardrail {
  const logGroupNames = [
    names.trailLogGroupName,
    names.journalLogGroupName,
    names.watchedLogGroupName,
    names.heartbeatLogGroupName,
  ];
  return {
    sid: "LogGroups",
    ...harmfulCalls.logGroups,
    // Some actions name the group, some everything in it.
    resources: logGroupNames.map((name) => names.logGroupArn(`${name}*`)),
    exemptRoles: [names.deployRoleArn("*")],
    mentions: logGroupNames,
  };
}
