import type { AnswerOf } from "../aws/operations";
import type { FoundTrail } from "./found";
import type { Inquiry } from "./inquiry";

/**
 * Trails of the organization. Those of many regions are answered in each of them.
 * https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_DescribeTrails.html
 */
export async function readTrails(
  inquiry: Inquiry,
  management: { readonly account: string; readonly region: string },
): Promise<readonly FoundTrail[]> {
  const answer = await inquiry.ask("cloudtrail:DescribeTrails", {}, management);
  const trails = (answer?.trailList ?? []).filter(({ IsOrganizationTrail: isOne }) => isOne === true);
  return Promise.all(
    trails.map(async (trail): Promise<FoundTrail> => {
      const { Name: name = "", HomeRegion: homeRegion = management.region } = trail;
      const place = { account: management.account, region: homeRegion };
      const selectors = await inquiry.ask("cloudtrail:GetEventSelectors", { TrailName: name }, place);
      return {
        ...{ name, homeRegion },
        arn: trail.TrailARN ?? "",
        bucket: trail.S3BucketName ?? "",
        logGroupArn: trail.CloudWatchLogsLogGroupArn,
        isMultiRegion: trail.IsMultiRegionTrail === true,
        hasAllManagementEvents: selectors && hasAllManagementEvents(selectors),
      };
    }),
  );
}

type Selectors = AnswerOf<"cloudtrail:GetEventSelectors">;

/** Whether reads and writes are in, but for calls of sources that may be left out (KMS, the RDS Data API). */
function hasAllManagementEvents({ EventSelectors: plain = [], AdvancedEventSelectors: advanced = [] }: Selectors) {
  const kinds = plain
    .filter(({ IncludeManagementEvents: isIn }) => isIn === true)
    .flatMap(({ ReadWriteType: kind = "All" }) => (kind === "All" ? ["ReadOnly", "WriteOnly"] : [kind]));
  const ofAdvanced = advanced.flatMap(({ FieldSelectors: fields = [] }) => {
    const field = (name: string) => fields.find(({ Field: each }) => each === name);
    if (field("eventCategory")?.Equals?.includes("Management") !== true) return [];
    const others = fields.filter(({ Field: each, NotEquals: but = [] }) => {
      return !["eventCategory", "readOnly"].includes(each ?? "") && !(each === "eventSource" && but.length > 0);
    });
    if (others.length > 0) return [];
    const readOnly = field("readOnly")?.Equals;
    if (readOnly === undefined) return ["ReadOnly", "WriteOnly"];
    return [readOnly.includes("true") ? "ReadOnly" : "WriteOnly"];
  });
  const all = new Set([...kinds, ...ofAdvanced]);
  return all.has("ReadOnly") && all.has("WriteOnly");
}
