import { field } from "../../../patterns/condition";
import { recordOf } from "../api-call";
import type { CloudTrailRecord, Detection, Example } from "../../detection";

/** What the resources of the watch are known by. */
export interface WatchNames {
  /** Names of all of them begin with it and a dash. */
  readonly namePrefix: string;
  /** Role that deploys the watch: what it changes is no tampering. */
  readonly deployRoleName: string;
  /** Accounts that have log groups of the watch, at least one. */
  readonly logAccountIds: readonly string[];
  /** Bucket of the trail's log files. @default - buckets whose name begins with <namePrefix>-trail- */
  readonly archiveBucketName?: string;
}

/** A detection of a kind of resource, without what all of them share. */
export type Kind = Omit<Detection, "severity" | "family" | "matches"> & {
  readonly matches: readonly [Example, ...Example[]];
};

/** Role that made the call. */
export const issuer = "userIdentity.sessionContext.sessionIssuer.arn";

const somebody = {
  type: "AssumedRole",
  sessionContext: { sessionIssuer: { arn: "arn:aws:iam::111122223333:role/admin" } },
};

/** Records of calls of a service that somebody made, for examples. */
export function callOf(service: string): (eventName: string, requestParameters: CloudTrailRecord) => CloudTrailRecord {
  return (eventName, requestParameters) => recordOf(service, eventName, { userIdentity: somebody, requestParameters });
}

/** Tests of parameters of the request. */
export function parameters(...names: readonly string[]): readonly ReturnType<typeof field>[] {
  return names.map((name) => field(`requestParameters.${name}`));
}
