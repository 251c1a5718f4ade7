import { alarmLooks } from "../../../doctor/live/alarm-looks";
import { identityLooks } from "../../../doctor/live/identity-looks";
import { keyLooks } from "../../../doctor/live/key-looks";
import { logLooks } from "../../../doctor/live/log-looks";
import { lookAtStacks } from "../../../doctor/live/run";
import { searchLooks } from "../../../doctor/live/search-looks";
import { storageLooks } from "../../../doctor/live/storage-looks";
import { trailLooks } from "../../../doctor/live/trail-looks";
import { everyOrganization } from "../../support/every-organization";
import { HealthyAws, NOW } from "../../support/healthy-aws";
import { findingsIn, healthyEverything } from "../../support/planted-faults";

const looks = {
  ...alarmLooks,
  ...identityLooks,
  ...keyLooks,
  ...logLooks,
  ...searchLooks,
  ...storageLooks,
  ...trailLooks,
};

describe("what records, keeps, tells and lets in, as it is wanted", () => {
  test.each(everyOrganization)("is no finding: %s", async (_name, make) => {
    const organization = make();
    const aws = new HealthyAws(organization);

    expect(await lookAtStacks({ organization, stacks: aws.stacks, calls: aws, now: NOW }, looks)).toEqual({
      findings: [],
      refused: [],
    });
  });

  test("is no finding where everything is that there may be", async () => {
    expect(await findingsIn(looks, healthyEverything().answers)).toEqual([]);
  });
});
