import { targetsOf } from "../../drill/target";
import { wayOf } from "../../drill/way";
import { whereLost } from "../../drill/where-lost";
import { NOW } from "../support/healthy-aws";
import { changed } from "../support/looked-at";
import { callsOf, healthyEverything, MISSING } from "../support/planted-faults";

const { organization, stacks, answers } = healthyEverything();
const targets = targetsOf(organization, { secret: "watch-drill-20261128190501-4f3a9c21" });
const account = "333333333333";
const [here, elsewhere] = targets.filter(({ place }) => place.account === account);
const { region } = here!.place;
const home = `222222222222/${organization.homeRegion}`;

/** What is found where AWS answers so, of the reads in two regions of an account; but for what nobody answers. */
async function found(given: Parameters<typeof callsOf>[0]) {
  const lost = await whereLost({
    organization,
    missing: [here!, elsewhere!],
    stacksOf: (names) => stacks.filter(({ name }) => names.has(name)),
    calls: callsOf(given),
    now: NOW,
  });
  return lost.map(({ findings }) => findings.map(({ kind }) => kind).filter((kind) => kind !== "look-not-saved"));
}

const rule = `events/describe-rule/${account}/${region}/default/watch-unexpected-reads.json`;
const target = `events/list-targets-by-rule/${account}/${region}/default/watch-unexpected-reads.json`;
const bus = `events/describe-event-bus/${home}/watch-unexpected-reads.json`;
const centralRule = `events/describe-rule/${home}/watch-unexpected-reads/watch-journal.json`;
const centralTarget = `events/list-targets-by-rule/${home}/watch-unexpected-reads/watch-journal.json`;

test("the way of a read is CloudTrail, what leads to the central bus in its region, that bus, and what leads to the journal", () => {
  const ways = wayOf(organization, stacks, here!);

  expect(
    ways.map(({ stack, addresses }) => [stack, [...new Set(addresses.map((each) => each.split(".")[0]))]]),
  ).toEqual([
    ["management", ["aws_cloudtrail"]],
    [
      "member-payments",
      ["aws_cloudwatch_event_rule", "aws_cloudwatch_event_target", "aws_iam_role", "aws_iam_role_policy"],
    ],
    [
      "security",
      [
        ...["aws_cloudwatch_event_bus", "aws_cloudwatch_event_bus_policy"],
        ...["aws_cloudwatch_event_rule", "aws_cloudwatch_event_target"],
        ...["aws_cloudwatch_log_resource_policy", "aws_cloudwatch_log_group"],
      ],
    ],
  ]);
});

test("every account and region has a way of its own to its journal, with something of each kind", () => {
  for (const each of targets) {
    const [trail, ...others] = wayOf(organization, stacks, each);

    expect(trail!.stack).toBe("management");
    const addresses = others.flatMap(({ addresses: some }) => some);
    const kinds = new Set(addresses.map((address) => address.split(".")[0]));
    expect([...kinds]).toHaveLength(8);
    for (const { stack, addresses: some } of others) {
      expect(some.filter((one) => one.includes("parameters") || one.includes("eartbeat"))).toEqual([]);
      expect(some.filter((one) => stacks.find(({ name }) => name === stack)!.resource(one) === undefined)).toEqual([]);
    }
    expect(addresses.some((one) => one.includes("Quiet") || one.includes("quiet"))).toBe(each.mode === "quiet");
  }
  expect(new Set(targets.map(({ mode }) => mode)).size).toBe(2);
});

test("where everything is as it should be, nothing is found", async () => {
  expect(await found(answers)).toEqual([[], []]);
});

test.each<[string, string, readonly (string | number)[], unknown, string]>([
  ["a rule of the account that is off", rule, ["State"], "DISABLED", "rule-off"],
  ["a rule of the account that looks for something else", rule, ["EventPattern"], '{"source":["a"]}', "rule-pattern"],
  ["a target of the account that is another bus", target, ["Targets", 0, "Arn"], "arn:aws:sqs:a:1:x", "target-changed"],
])("%s is where the read of its region was lost, and no other", async (_, answer, members, value, kind) => {
  expect(await found(changed(answers, answer, members, value))).toEqual([[kind], []]);
});

test.each<[string, string, readonly (string | number)[], unknown, string]>([
  ["a central bus without a policy", bus, ["Policy"], undefined, "bus-policy"],
  ["a central rule that is off", centralRule, ["State"], "DISABLED", "rule-off"],
  ["a central rule with another target", centralTarget, ["Targets", 0, "Arn"], "arn:aws:sqs:a:1:x", "target-changed"],
])("%s is where all reads were lost", async (_, answer, members, value, kind) => {
  expect(await found(changed(answers, answer, members, value))).toEqual([[kind], [kind]]);
});

test("what is not there is said of whose way it is on", async () => {
  expect(await found({ ...answers, [rule]: MISSING })).toEqual([["resource-missing"], []]);
  expect(await found({ ...answers, [centralRule]: MISSING })).toEqual([["resource-missing"], ["resource-missing"]]);
});

test.each([
  ["a rule of another account", "events/describe-rule/777777777777/ap-southeast-1/default/watch-unexpected-reads.json"],
  [
    "the rule of parameters",
    `events/describe-rule/${account}/${region}/default/watch-unexpected-reads-parameters.json`,
  ],
  ["the rule of signs of life", `events/describe-rule/${account}/${region}/default/watch-sign-of-life.json`],
  ["the rule of the digest", `events/describe-rule/${home}/default/watch-digest.json`],
  ["the rule of another journal", `events/describe-rule/${home}/watch-quiet-reads/watch-quiet-journal.json`],
])("%s is on no way, whatever is wrong with it", async (_, answer) => {
  expect(answers[answer]).toBeDefined();
  expect(await found(changed(answers, answer, ["State"], "DISABLED"))).toEqual([[], []]);
});

test("of many accounts the first are looked at, and it is said of which", async () => {
  const many = Array.from({ length: 30 }, (_, index) => ({ ...here!, stack: `member-${index}` }));

  const lost = await whereLost({
    organization,
    missing: many,
    stacksOf: (names) => {
      expect(names.size).toBe(22);
      return [];
    },
    calls: callsOf({}),
    now: NOW,
  });

  expect(lost.map(({ isLookedAt }) => isLookedAt)).toEqual(many.map((_, index) => index < 20));
});
