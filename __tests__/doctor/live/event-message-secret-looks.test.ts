import fc from "fast-check";

import { eventLooks } from "../../../doctor/live/event-looks";
import { messageLooks } from "../../../doctor/live/message-looks";
import { secretLooks } from "../../../doctor/live/secret-looks";
import { HealthyAws, NOW } from "../../support/healthy-aws";
import { changed } from "../../support/looked-at";
import { liveFindings } from "../../support/live-findings";
import { everyOrganization } from "../../support/every-organization";
import { findingsIn, healthyEverything } from "../../support/planted-faults";

const looks = { ...eventLooks, ...messageLooks, ...secretLooks };

describe("events, messages and secrets that are as they are wanted", () => {
  test.each(everyOrganization)("are no finding: %s", async (_name, make) => {
    const organization = make();
    const aws = new HealthyAws(organization);

    const findings = await liveFindings({ organization, stacks: aws.stacks, calls: aws, now: NOW }, looks);

    expect(findings).toEqual([]);
  });
});

/** What may be wrong with anything of a kind: its answers, the member, what is there instead, and the finding that it makes. */
const faults = [
  [/^events\/describe-rule\/.*\/watch-unexpected-reads[^/]*$/, ["State"], "ENABLED", "rule-sees-no-reads"],
  [/^events\/describe-rule\//, ["State"], "DISABLED", "rule-off"],
  [/^events\/list-targets-by-rule\/.*-reads[^/]*$/, ["Targets", 0, "Arn"], "arn:aws:sqs:x:y:z", "target-changed"],
  [/^events\/list-targets-by-rule\/.*-reads[^/]*$/, ["Targets", 0, "DeadLetterConfig"], undefined, "target-loses"],
  [/^events\/list-targets-by-rule\/.*-reads[^/]*$/, ["Targets", 1], { Id: "x", Arn: "arn:x" }, "target-of-nobody"],
  [/^events\/describe-event-bus\//, ["Policy"], undefined, "bus-policy"],
  [/^events\/describe-archive\//, ["State"], "DISABLED", "archive-off"],
  [/^stepfunctions\//, ["definition"], "{}", "state-machine-changed"],
  [/^sns\/get-topic-attributes\//, ["Attributes", "KmsMasterKeyId"], undefined, "topic-key"],
  [/^sns\/get-topic-attributes\//, ["Attributes", "Policy"], undefined, "topic-policy"],
  [/^sns\/get-data-protection-policy\//, ["DataProtectionPolicy"], "{}", "topic-holds-back"],
  [/^sns\/get-subscription-attributes\//, ["Attributes", "FilterPolicy"], '{"x":["y"]}', "subscription-changed"],
  [/^sqs\/get-queue-attributes\//, ["Attributes", "ApproximateNumberOfMessages"], "1", "queue-has-undelivered"],
  [/^sqs\/get-queue-attributes\//, ["Attributes", "Policy"], undefined, "queue-policy"],
  [/^secretsmanager\/describe-secret\//, ["DeletedDate"], new Date(0), "secret-going"],
  [/^secretsmanager\/get-resource-policy\//, ["ResourcePolicy"], undefined, "secret-policy"],
] as const;

test("a fault is found wherever it is, there and nowhere else", async () => {
  const { answers } = healthyEverything();
  const planted = faults.flatMap(([paths, ...fault]) =>
    Object.keys(answers)
      .filter((path) => paths.test(path))
      .map((path) => [path, ...fault] as const),
  );

  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...planted), async ([path, members, value, kind]) => {
      const findings = await findingsIn(looks, changed(answers, path, members, value));

      expect(findings.map((each) => each.kind)).toEqual([kind]);
      const [{ account, region }] = findings.map(({ place }) => place) as [{ account: string; region: string }];
      expect(path).toContain(`/${account}/${region}/`);
    }),
    { numRuns: 60 },
  );
}, 60_000);
