import {
  exampleOrganization,
  resourcesOf,
  synthesize,
  type Attributes,
  type Synthesized,
} from "../support/synthesized";

const organization = exampleOrganization();
const notifying = synthesize(organization);
const quiet = synthesize({ ...organization, alerts: { ...organization.alerts, heartbeat: false } });
const stacks = [...Object.entries(notifying), ...Object.entries(quiet)].filter(
  ([, stack]) => stack.resource?.aws_cloudwatch_event_rule !== undefined,
);
const rulesOf = (stack: Synthesized) => Object.entries(resourcesOf(stack, "aws_cloudwatch_event_rule"));
const targetsOf = (stack: Synthesized) => Object.values(resourcesOf(stack, "aws_cloudwatch_event_target"));
const signOfLife = "secretwatch-sign-of-life";
const isSignOfLife = ([, rule]: [string, Attributes]) => rule.name === signOfLife;
const isScheduled = ([, rule]: [string, Attributes]) => rule.schedule_expression !== undefined;

test("every stack of an account has rules", () => {
  expect(stacks.map(([name]) => name)).toEqual([...Object.keys(notifying), ...Object.keys(quiet)]);
});

test.each([1, 365])("each bus keeps reads for replay for the %s days that the configuration says", (archiveDays) => {
  const { security } = synthesize({ ...organization, alerts: { ...organization.alerts, archiveDays } });
  const archives = Object.values(resourcesOf(security, "aws_cloudwatch_event_archive"));

  expect(archives.map(({ retention_days: days }) => days)).toEqual([archiveDays, archiveDays]);
});

describe.each(stacks)("%s", (_, stack) => {
  // PutRule refuses a schedule in the state for all management events, also beside a pattern.
  test("a rule with a schedule has no pattern, and is plainly enabled", () => {
    for (const [, rule] of rulesOf(stack).filter(isScheduled)) {
      expect(rule).not.toHaveProperty("event_pattern");
      expect(rule).not.toHaveProperty("event_bus_name");
      expect(rule.state).toBe("ENABLED");
    }
  });

  test("a rule with a pattern gets read-only management events", () => {
    const states = rulesOf(stack)
      .filter((rule) => !isScheduled(rule))
      .map(([, { state }]) => state);

    expect(new Set(states)).toEqual(new Set(["ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS"]));
  });

  // PutTargets refuses both, and wants a role also within an account.
  test("a target that is a bus has a role and a dead-letter queue, no retry policy and no input of its own", () => {
    const buses = targetsOf(stack).filter(({ arn }) => String(arn).includes(":event-bus/"));

    expect(buses.length).toBeGreaterThan(0);
    for (const target of buses) {
      expect(target).toMatchObject({
        role_arn: expect.any(String) as string,
        dead_letter_config: expect.anything() as unknown,
      });
      expect(Object.keys(target)).not.toEqual(
        expect.arrayContaining([expect.stringMatching(/^(retry_policy|input|input_path|input_transformer)$/)]),
      );
    }
  });
});

describe.each(Object.entries(notifying))("the sign of life of %s", (_, stack) => {
  const scheduled = rulesOf(stack).filter(isSignOfLife);

  test("is a scheduled rule without a target in each governed region", () => {
    expect(scheduled.map(([, { region }]) => region ?? organization.homeRegion).sort()).toEqual(
      [...organization.governedRegions].sort(),
    );
    expect(new Set(scheduled.map(([, { name }]) => name))).toEqual(new Set(["secretwatch-sign-of-life"]));
    expect(new Set(scheduled.map(([, { schedule_expression: schedule }]) => schedule))).toEqual(
      new Set(["rate(60 minutes)"]),
    );
    for (const [id] of scheduled) {
      expect(targetsOf(stack).filter(({ rule }) => String(rule).includes(id))).toEqual([]);
    }
  });

  test("is taken by the first rule of unexpected reads of the same region and account, and by no other", () => {
    for (const [, rule] of scheduled) {
      const region = rule.region as string | undefined;
      const arn = `:events:${region ?? organization.homeRegion}:${accountOf(stack)}:rule/secretwatch-sign-of-life"`;
      const takers = rulesOf(stack).filter(
        ([, rule]) => String(rule.event_pattern).includes(arn) && rule.region === region,
      );

      expect(takers.map(([, { name }]) => name)).toEqual(["secretwatch-unexpected-reads"]);
    }
  });
});

// A bus that is missing in the same account swallows what is sent to it: no failure, nothing in the dead-letter queue.
test("in the account of the buses, what is sent to them waits for them and for their policies", () => {
  const { security } = notifying;
  const policies = Object.keys(resourcesOf(security, "aws_cloudwatch_event_bus_policy")).map(
    (id) => `aws_cloudwatch_event_bus_policy.${id}`,
  );
  const policyBuses = Object.values(resourcesOf(security, "aws_cloudwatch_event_bus_policy")).map(
    ({ event_bus_name: name }) => name,
  );
  const senders = targetsOf(security!).filter(({ arn }) => String(arn).includes(":event-bus/"));

  expect(senders).toHaveLength(organization.governedRegions.length);
  expect(policyBuses).toEqual(
    policies.map(() => expect.stringMatching(/^\$\{aws_cloudwatch_event_bus\..+\.name\}$/) as string),
  );
  for (const { depends_on: waitsFor } of senders) expect(waitsFor).toEqual(expect.arrayContaining(policies));
});

test("without signs of life only digests have schedules, and no pattern asks for one", () => {
  const rules = Object.values(quiet).flatMap(rulesOf);

  expect(rules.filter(isScheduled).map(([, { name }]) => name)).toEqual([
    "secretwatch-alarm-digest",
    "secretwatch-digest",
  ]);
  expect(rules.filter(([, { event_pattern: pattern }]) => String(pattern).includes("sign-of-life"))).toEqual([]);
});

describe("the digest", () => {
  const { security } = notifying;
  const [id, rule] = rulesOf(security!).find(([, { name }]) => name === "secretwatch-digest")!;

  test("comes two minutes after each window of a quarter of an hour, on the default bus", () => {
    expect(rule).toMatchObject({ schedule_expression: "cron(2/15 * * * ? *)", state: "ENABLED" });
    expect(rule).not.toHaveProperty("event_bus_name");
  });

  test("is all that its schedule starts, with the input of the schedule, and what fails goes to the queue", () => {
    const targets = targetsOf(security!).filter(({ rule: ref }) => String(ref).includes(id));

    expect(targets).toHaveLength(1);
    expect(targets[0]).toMatchObject({
      arn: expect.stringMatching(/^\$\{aws_sfn_state_machine\.Digest_\w+\.arn\}$/) as string,
      role_arn: expect.stringMatching(/^\$\{aws_iam_role\.DigestStartRole_\w+\.arn\}$/) as string,
      dead_letter_config: { arn: expect.stringMatching(/^\$\{aws_sqs_queue\.Undelivered_/) as string },
    });
    expect(Object.keys(targets[0]!)).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/^(input|input_path|input_transformer)$/)]),
    );
  });

  test("is not started by a rule of reads, nor the composer by a schedule", () => {
    const starts = targetsOf(security!).filter(({ arn }) => String(arn).includes("aws_sfn_state_machine"));
    const digests = starts.filter(({ arn }) => String(arn).includes(".Digest_"));

    expect(starts).toHaveLength(7);
    expect(digests).toHaveLength(1);
  });
});

function accountOf({ provider }: Synthesized): string {
  const [account] = provider.aws[0]!.allowed_account_ids as readonly string[];
  return account!;
}
