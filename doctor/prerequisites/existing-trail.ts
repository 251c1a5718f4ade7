import type { Place } from "../../aws/calls";
import type { AnswerOf } from "../../aws/operations";
import type { Finding } from "../finding";
import type { Wrong } from "../live/live-type";
import { statusOfTrail } from "../live/trail-status";
import type { Prerequisite } from "./prerequisite";

const mend = "Mend the trail, which is not ours, or have one made: docs/existing-trail.md.";

/**
 * A trail that was there already is no resource of ours: that it is there, logs, delivers to its log group and records reads nobody else
 * looks at.
 */
export const existingTrail: Prerequisite = async ({ organization, stacks, inquiry, now }) => {
  const { trail, management, security, homeRegion } = organization;
  const ours = new Set([management.id, security.id]);
  if (trail.existing === undefined || !stacks.some(({ account }) => ours.has(account))) return [];
  const { logGroupName, logGroupRegion = homeRegion } = trail.existing;
  const place = { account: management.id, region: logGroupRegion };
  const listed = await inquiry.answerOf("cloudtrail:DescribeTrails", {}, place);
  if (listed === undefined) return [];
  const its = (listed.trailList ?? []).find(({ CloudWatchLogsLogGroupArn = "" }) =>
    CloudWatchLogsLogGroupArn.replace(/:\*$/, "").endsWith(`:log-group:${logGroupName}`),
  );
  if (its === undefined) {
    const what = `No trail writes to the log group ${logGroupName} in ${logGroupRegion}.`;
    return [{ kind: "existing-trail-missing", what, place, mend }];
  }
  const { TrailARN: arn = "", HomeRegion: region = logGroupRegion, IsOrganizationTrail, IsMultiRegionTrail } = its;
  const home: Place = { account: management.id, region };
  const status = await inquiry.answerOf("cloudtrail:GetTrailStatus", { Name: arn }, home);
  const selected = await inquiry.answerOf("cloudtrail:GetEventSelectors", { TrailName: arn }, home);
  const wrong: readonly Wrong[] = [
    ...(IsOrganizationTrail === true && IsMultiRegionTrail === true
      ? []
      : [{ kind: "trail-changed" as const, what: `The trail ${arn} is not for all accounts and all regions.` }]),
    ...(status === undefined ? [] : statusOfTrail(status, { place: home, now, arn })),
    ...(selected === undefined || recordsAll(selected)
      ? []
      : [{ kind: "trail-selects-otherwise" as const, what: `The trail ${arn} does not record all reads and writes.` }]),
  ];
  return wrong.map((each): Finding => ({ mend, ...each, place: home }));
};

type Selectors = AnswerOf<"cloudtrail:GetEventSelectors">;
type AdvancedSelector = NonNullable<Selectors["AdvancedEventSelectors"]>[number];

/**
 * Whether it has all management events. Those of KMS and of the Data API may be left out, and AWS lets leave out no others:
 * https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_EventSelector.html
 */
function recordsAll({ EventSelectors = [], AdvancedEventSelectors = [] }: Selectors): boolean {
  if (AdvancedEventSelectors.length > 0) return AdvancedEventSelectors.some(recordsAllManagement);
  return EventSelectors.some(
    ({ IncludeManagementEvents, ReadWriteType, ExcludeManagementEventSources = [] }) =>
      IncludeManagementEvents === true && ReadWriteType === "All" && ExcludeManagementEventSources.every(mayBeLeftOut),
  );
}

function recordsAllManagement({ FieldSelectors = [] }: AdvancedSelector): boolean {
  return (
    FieldSelectors.some(({ Field, Equals = [] }) => Field === "eventCategory" && Equals.includes("Management")) &&
    FieldSelectors.filter(({ Field }) => Field !== "eventCategory").every(
      ({ Field, NotEquals = [], ...others }) =>
        Field === "eventSource" &&
        NotEquals.every(mayBeLeftOut) &&
        Object.values(others).every((each) => each.length === 0),
    )
  );
}

function mayBeLeftOut(source: string): boolean {
  return source === "kms.amazonaws.com" || source === "rdsdata.amazonaws.com";
}
