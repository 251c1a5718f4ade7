import { eventLooks } from "../../../doctor/live/event-looks";
import { messageLooks } from "../../../doctor/live/message-looks";
import { secretLooks } from "../../../doctor/live/secret-looks";
import { HealthyAws, NOW } from "../../support/healthy-aws";
import { liveFindings } from "../../../doctor/live-findings";
import { everyOrganization } from "../../support/every-organization";

const looks = { ...eventLooks, ...messageLooks, ...secretLooks };

describe("events, messages and secrets that are as they are wanted", () => {
  test.each(everyOrganization)("are no finding: %s", async (_name, make) => {
    const organization = make();
    const aws = new HealthyAws(organization);

    const findings = await liveFindings({ organization, stacks: aws.stacks, calls: aws, now: NOW }, looks);

    expect(findings).toEqual([]);
  });
});
