import { field } from "../../../patterns/condition";
import { recordOf } from "../api-call";
import type { CloudTrailRecord, Detection, Example } from "../../detection";

/** What the resources of the watch are known by. */
export interface WatchNames {
  /** Names of all of them begin with it and a dash. */
  readonly namePrefix: string;
  /** Role that deploys the watch: what it changes is no tampering. */
  readonly deployRoleName: string;
  /** What the names of roles begin with with which service-managed stack sets work, and so make the deploy role. */
  readonly stackSetRolePrefix: string;
  /** @default - no pipeline */
  readonly pipeline?: PipelineNames;
  /** Accounts that have log groups of the watch, at least one. */
  readonly logAccountIds: readonly string[];
  /** Bucket of the trail's log files. @default - buckets whose name begins with <namePrefix>-trail- */
  readonly archiveBucketName?: string;
}

/** How a pipeline comes in. */
export interface PipelineNames {
  /** Account of its entry roles and of the provider of its tokens. */
  readonly accountId: string;
  readonly entryRoleNames: readonly string[];
  /** Who issues its tokens, without https://. @default - tokens open nothing */
  readonly tokenIssuer?: string;
}

/** A detection of a kind of resource, without what all of them share. */
export type Kind = Omit<Detection, "severity" | "family" | "matches"> & {
  /** Whose changes are told of. @default "others": everybody's but those of the role that deploys */
  readonly by?: "anybody" | "others";
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
