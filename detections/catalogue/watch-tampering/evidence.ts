import { eventNamesOf, harmfulCalls } from "../../../harm/harmful-calls";
import { all, any, field, type Condition } from "../../../patterns/condition";
import { calls, harmful } from "../api-call";
import { callOf, parameters, type Kind, type WatchNames } from "./kind";

function changesOfLogs({ namePrefix, logAccountIds }: WatchNames): Condition {
  const folders = [`/${namePrefix}/`, `/aws/events/${namePrefix}-`];
  const [name, policy] = parameters("logGroupName", "policyName");
  // The latter of a resource policy of the group itself, in which a denial wins.
  const identifiers = parameters("logGroupIdentifier", "resourceArn");
  return any(
    calls(
      "logs",
      [...eventNamesOf(harmfulCalls.logGroups), "PutResourcePolicy", "DeleteResourcePolicy"],
      any(
        ...folders.map((folder) => name!.startsWith(folder)),
        ...folders.flatMap((folder) => identifiers.map((each) => each.contains(folder))),
        policy!.startsWith(`${namePrefix}-`),
      ),
    ),
    harmful(harmfulCalls.logAccountPolicies, field("recipientAccountId").isOneOf(...logAccountIds)),
  );
}

/** Log groups and what is looked for in them. */
export function logs(names: WatchNames): Kind {
  const { namePrefix, logAccountIds } = names;
  const call = callOf("logs");
  return {
    id: "watch-tampered-logs",
    title: "Log groups of the watch were changed by hand",
    condition: changesOfLogs(names),
    why: "Every detection is a filter of these log groups, and they are the evidence.",
    likelyCauses: ["Somebody saved costs"],
    nextSteps: [
      "Which log group and filter are in requestParameters? What they looked for is not seen until they are back",
    ],
    references: ["ATT&CK T1562.008", "ATT&CK T1070"],
    matches: [
      {
        what: "a filter replaced",
        event: call("PutMetricFilter", { logGroupName: `/${namePrefix}/organization-trail` }),
      },
      {
        what: "the journal deleted",
        event: call("DeleteLogGroup", { logGroupName: `/aws/events/${namePrefix}-unexpected-reads` }),
      },
      {
        what: "protection switched off, by ARN",
        event: call("PutLogGroupDeletionProtection", {
          logGroupIdentifier: `arn:aws:logs:eu-west-1:111122223333:log-group:/${namePrefix}/organization-trail`,
        }),
      },
      {
        what: "what filters look for is masked, in every group",
        event: { ...call("PutAccountPolicy", { policyName: "masks" }), recipientAccountId: logAccountIds[0] },
      },
      {
        what: "the journal may not be written to any more, by a policy of its own",
        event: call("PutResourcePolicy", {
          resourceArn: `arn:aws:logs:eu-west-1:111122223333:log-group:/aws/events/${namePrefix}-unexpected-reads`,
        }),
      },
      {
        what: "rules may not write any more",
        event: call("DeleteResourcePolicy", { policyName: `${namePrefix}-unexpected-reads` }),
      },
    ],
    ignores: [
      {
        what: "masked in another account",
        event: { ...call("PutAccountPolicy", { policyName: "masks" }), recipientAccountId: "999999999999" },
      },
      { what: "another log group", event: call("DeleteLogGroup", { logGroupName: "/aws/lambda/orders" }) },
      { what: "a stream made", event: call("CreateLogStream", { logGroupName: `/${namePrefix}/organization-trail` }) },
    ],
  };
}

/** The bucket of the trail. */
export function archive({ namePrefix, archiveBucketName }: WatchNames): Kind {
  const [bucket] = parameters("bucketName");
  const bucketName = archiveBucketName ?? `${namePrefix}-trail-111122223333-eu-west-1`;
  const call = callOf("s3");
  return {
    id: "watch-tampered-archive",
    title: "The archive of the trail was changed by hand",
    // All settings of a bucket: more than what guardrails refuse, and in fewer characters than its list. Files have other names.
    condition: all(
      field("eventSource").equals("s3.amazonaws.com"),
      any(field("eventName").startsWith("PutBucket"), field("eventName").startsWith("DeleteBucket")),
      archiveBucketName === undefined ? bucket!.startsWith(`${namePrefix}-trail-`) : bucket!.equals(archiveBucketName),
    ),
    why: "The bucket has every event, also those that no detection looks for: it is the evidence.",
    likelyCauses: ["Somebody changed how long files are kept"],
    nextSteps: ["Which setting is in requestParameters? Put it back before files expire or are deleted"],
    references: ["ATT&CK T1562.008", "ATT&CK T1485"],
    matches: [
      { what: "files expire", event: call("PutBucketLifecycle", { bucketName }) },
      { what: "whoever writes has to pay", event: call("PutBucketRequestPayment", { bucketName }) },
      { what: "copied elsewhere", event: call("PutBucketReplication", { bucketName }) },
    ],
    ignores: [
      { what: "another bucket", event: call("PutBucketPolicy", { bucketName: "orders" }) },
      { what: "a file written", event: call("PutObject", { bucketName }) },
      { what: "its policy looked up", event: call("GetBucketPolicy", { bucketName }) },
    ],
  };
}
