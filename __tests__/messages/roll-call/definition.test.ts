import { rollCallDefinition } from "../../../messages/roll-call/definition";
import type { RollCallFacts } from "../../../messages/roll-call/facts";
import { MOST_ROWS, PLACES_OF_A_SLICE, slicesOf } from "../../../messages/roll-call/slices";
import { stateMachineFindings } from "../../../scripts/requests/state-machines";
import { memoryServer, type MemoryServer } from "../../support/memory-table";
import { RollCallWorld } from "../../support/roll-call";
import { ServiceError } from "../../support/run-composer";
import { MAX_DEFINITION_BYTES, definitionBytes } from "../../support/definition-size";

const HOUR = 3_600_000;
const regions = ["eu-west-1", "eu-central-1"];
const facts: RollCallFacts = {
  accounts: [
    { id: "111111111111", name: "Management", regions },
    { id: "222222222222", name: "Security", regions },
    { id: "333333333333", name: "Payments | EU", regions },
    { id: "444444444444", name: "Shop", regions: ["eu-west-1"] },
  ],
  regions,
  periodMinutes: 60,
  heartbeatLogGroupName: "/aws/events/secretwatch-heartbeats",
  tableName: "memory",
  tell: {
    topicArn: "arn:aws:sns:eu-west-1:222222222222:secretwatch-health",
    canarySecretPrefix: "secretwatch-canary-",
  },
  integrationArn: (api) => `arn:aws:states:::${api}`,
};
const [, , payments, shop] = facts.accounts as [
  object,
  object,
  RollCallFacts["accounts"][0],
  RollCallFacts["accounts"][0],
];

let memory: MemoryServer;
let world: RollCallWorld;
beforeEach(async () => {
  memory = await memoryServer(facts.tableName);
  world = new RollCallWorld(facts, memory);
});
afterEach(() => memory.stop());

/** An hour passes in which these are heard of, and the roll is called. */
async function hour(heard: RollCallFacts["accounts"] = facts.accounts, canary = true) {
  world.now += HOUR;
  world.hear(heard);
  if (canary) await world.canaryArrives();
  return world.run();
}

async function hours(count: number, heard?: RollCallFacts["accounts"], canary = true) {
  const mails = [];
  for (let each = 0; each < count; each++) {
    const { publications, status } = await hour(heard, canary);
    expect(status).toBe("SUCCEEDED");
    mails.push(...publications);
  }
  return mails;
}

const without = (...accounts: unknown[]) => facts.accounts.filter((each) => !accounts.includes(each));

test("nothing is told while everybody is heard of", async () => {
  expect(await hours(4)).toEqual([]);
});

describe("an account that falls silent", () => {
  test("is told of once, with its name, its regions and since when, and once more when it is back", async () => {
    await hours(4);
    const last = world.now;
    const mails = await hours(6, without(payments));

    expect(mails).toHaveLength(1);
    expect(mails[0]!.TopicArn).toBe(facts.tell!.topicArn);
    expect(mails[0]!.Subject).toBe("Roll call: 2 silent");
    expect(last).toBe(Date.UTC(2026, 2, 1, 16, 0));
    expect(mails[0]!.Message).toContain("5 are heard of, and 2 are not.");
    expect(mails[0]!.Message).toContain(
      "- Payments | EU (333333333333): eu-west-1 since 2026-03-01 16:00 UTC, eu-central-1 since 2026-03-01 16:00 UTC\nNext:\n1. ",
    );

    const [back, ...more] = await hours(3);
    expect(more).toEqual([]);
    expect(back!.Subject).toBe("Roll call: 2 back");
    expect(back!.Message).toContain("- Payments | EU (333333333333): eu-west-1, silent since 2026-03-01 16:00 UTC");
  });

  test("is noticed by the roll call that finds no sign within two and a half periods", async () => {
    await hours(4);

    expect(await hours(2, without(payments))).toEqual([]);
    expect(await hours(1, without(payments))).toHaveLength(1);
  });

  test("in one of its regions is told of there only", async () => {
    await hours(4);
    const [mail] = await hours(3, [...without(payments), { ...payments, regions: ["eu-west-1"] }]);

    expect(mail!.Subject).toBe("Roll call: 1 silent");
    expect(mail!.Message).toContain("- Payments | EU (333333333333): eu-central-1 since ");
  });

  test("and a second one later: a mail about the second", async () => {
    await hours(4);
    await hours(4, without(payments));
    const [mail, ...more] = await hours(5, without(payments, shop));

    expect(more).toEqual([]);
    expect(mail!.Subject).toBe("Roll call: 1 silent");
    expect(mail!.Message).toContain("- Shop (444444444444): eu-west-1 since ");
    expect(mail!.Message).not.toContain("Payments");
  });

  test("is asked for in the long look-back only when it is newly missing, and nobody else is", async () => {
    await hours(4, without(payments));
    world.asked.length = 0;
    await hours(4, without(payments));

    const queries = world.asked.filter(({ api }) => api === "aws-sdk:cloudwatchlogs:startQuery");
    expect(queries).toHaveLength(4);
    await hours(3, without(payments, shop));
    const [long, ...others] = world.asked
      .filter(({ api }) => api === "aws-sdk:cloudwatchlogs:startQuery")
      .filter(({ request }) => (request.EndTime as number) - (request.StartTime as number) === 30 * 86_400);
    expect(others).toEqual([]);
    expect(long!.request.QueryString).toContain('account in ["444444444444"]');
  });
});

test("nobody at all is said in one line, with what to do first, and so is that all are back", async () => {
  await hours(4);
  const mails = await hours(4, []);

  expect(mails).toHaveLength(1);
  expect(mails[0]!.Subject).toBe("Roll call: nobody is heard of any more");
  expect(mails[0]!.Message).toMatch(
    /^None of the 7 accounts and regions of the file is heard of\..*\n\nNext:\n1\. Look at the central bus/,
  );
  expect(mails[0]!.Message).not.toContain("Payments");
  const [back] = await hours(1);
  expect(back!.Message).toContain("All of them are heard of again.");
});

test("an account that was never deployed is told of as that, and when it is heard of for the first time", async () => {
  const [mail, ...more] = await hours(4, without(payments));

  expect(more).toEqual([]);
  expect(mail!.Subject).toBe("Roll call: 2 never heard of");
  expect(mail!.Message).toContain(
    "not heard of in the last 30 days:\n- Payments | EU (333333333333): eu-west-1, eu-central-1\n",
  );
  const [back] = await hours(2);
  expect(back!.Message).toContain("- Payments | EU (333333333333): eu-west-1 for the first time");
});

test("what nobody expects is told of once: an account that is not in the file, and a region that it leaves out", async () => {
  await hours(2);
  const strangers = [
    { id: "999999999999", name: "", regions: ["eu-west-1", "us-east-1"] },
    { ...shop, regions: [...shop.regions, "eu-central-1"] },
  ];
  const mails = await hours(4, [...without(shop), ...strangers]);

  expect(mails).toHaveLength(1);
  expect(mails[0]!.Subject).toBe("Roll call: 3 unknown");
  expect(mails[0]!.Message).toContain("- Shop (444444444444): eu-central-1\n");
  expect(mails[0]!.Message).toContain("- 999999999999, which is not in the file: eu-west-1, us-east-1\n");
  // Gone for a while, and there again.
  expect(await hours(4)).toEqual([]);
  expect(await hours(2, [...without(shop), ...strangers])).toHaveLength(1);
});

test("who leaves the file while missing is forgotten without a word, and told of anew when in the file again", async () => {
  await hours(4, without(payments));
  const left = { ...facts, accounts: without(payments) };
  world.now += HOUR;
  world.hear(without(payments));
  await world.canaryArrives();

  expect((await world.run(left)).publications).toEqual([]);
  expect((await hours(1, without(payments))).map(({ Subject }) => Subject)).toEqual(["Roll call: 2 never heard of"]);
});

test("a mail that fails fails the execution, and is sent with the next roll call", async () => {
  await hours(4);
  await hours(2, without(payments));
  world.failing.set("sns:publish", new ServiceError("SNS.Throttled", "later"));

  const failed = await hour(without(payments));
  expect(failed).toMatchObject({ status: "FAILED", publications: [] });
  world.failing.delete("sns:publish");
  expect((await hours(3, without(payments))).map(({ Subject }) => Subject)).toEqual(["Roll call: 2 silent"]);
});

test("so is one whose remembering fails: twice is better than never", async () => {
  await hours(4);
  await hours(2, without(payments));
  const update = new ServiceError("DynamoDB.ProvisionedThroughputExceededException", "later");
  world.refuse = ({ UpdateExpression: change }) => (change === "SET told = nextTold" ? update : undefined);

  expect(await hour(without(payments))).toMatchObject({ status: "FAILED", publications: [{}] });
  world.refuse = () => undefined;
  expect(await hours(2, without(payments))).toHaveLength(1);
});

test.each(["Failed", "Cancelled", "Timeout", "Running"])(
  "a query that ends as %s fails the execution",
  async (status) => {
    world.queryStatus = status;
    const { status: ended, publications } = await hour([]);

    expect(ended).toBe("FAILED");
    expect(publications).toEqual([]);
    // Two seconds are waited before each: a minute at most.
    expect(world.asked.filter(({ api }) => api.endsWith("getQueryResults")).length).toBeLessThanOrEqual(30);
  },
);

test("a query that can't be started fails the execution", async () => {
  world.failing.set("aws-sdk:cloudwatchlogs:startQuery", new ServiceError("CloudWatchLogs.LimitExceededException", ""));

  expect(await hour()).toMatchObject({ status: "FAILED", publications: [] });
});

test("more rows than a state takes fail the execution: what is cut off would count as silent", async () => {
  world.hear(
    Array.from({ length: MOST_ROWS }, (_, index) => ({ id: `${800_000_000_000 + index}`, name: "", regions: ["x"] })),
  );

  expect(await hour()).toMatchObject({ status: "FAILED", publications: [] });
});

describe("the canary", () => {
  const secretsRead = () =>
    world.asked
      .filter(({ api }) => api === "aws-sdk:secretsmanager:getSecretValue")
      .map(({ request }) => request.SecretId as string);

  test("is a secret of another name each time", async () => {
    await hours(3);

    expect(new Set(secretsRead()).size).toBe(3);
    expect(secretsRead()[0]).toBe(`secretwatch-canary-${Date.UTC(2026, 2, 1, 13, 0) / 1000}`);
  });

  test("that does not arrive is told of once, and once more when it is back", async () => {
    await hours(4);
    const mails = await hours(6, undefined, false);

    expect(mails.map(({ Subject }) => Subject)).toEqual(["Roll call: the canary is lost"]);
    expect(mails[0]!.Message).toContain("The last one arrived at 2026-03-01 16:00 UTC.");
    expect(mails[0]!.Message).toContain("1. Does the organization's trail log?");
    expect((await hours(4)).map(({ Subject }) => Subject)).toEqual(["Roll call: the canary is back"]);
  });

  test("that never arrived is told of after two and a half periods, not in the first run", async () => {
    expect(await hours(3, undefined, false)).toEqual([]);
    const [mail] = await hours(1, undefined, false);

    expect(mail!.Message).toContain("None has arrived since 2026-03-01 13:00 UTC.");
  });

  test("is not lost because the roll was not called for a day", async () => {
    await hours(4);
    world.now += 24 * HOUR;

    expect(await hours(3)).toEqual([]);
  });

  test.each(["SecretsManager.AccessDeniedException", "SecretsManager.SecretsManagerException", "States.Timeout"])(
    "whose read ends in %s does not end the run",
    async (name) => {
      world.failing.set("aws-sdk:secretsmanager:getSecretValue", new ServiceError(name, "no"));

      expect((await hours(4, without(payments))).map(({ Subject }) => Subject)).toEqual([
        "Roll call: 2 never heard of",
      ]);
    },
  );

  test("of which the mail failed is told of with the next", async () => {
    await hours(4);
    await hours(2, undefined, false);
    world.failing.set("sns:publish", new ServiceError("SNS.Throttled", "later"));
    expect((await hour(undefined, false)).status).toBe("FAILED");
    world.failing.delete("sns:publish");

    expect((await hours(2, undefined, false)).map(({ Subject }) => Subject)).toEqual(["Roll call: the canary is lost"]);
  });
});

test("where nobody is told, it asks and remembers nothing, and there is no canary", async () => {
  const { status, publications } = await world.run({ ...facts, tell: undefined });

  expect({ status, publications }).toEqual({ status: "SUCCEEDED", publications: [] });
  expect(new Set(world.asked.map(({ api }) => api))).toEqual(
    new Set(["aws-sdk:cloudwatchlogs:startQuery", "aws-sdk:cloudwatchlogs:getQueryResults"]),
  );
});

test.each([
  ["where people are told", facts],
  ["where nobody is told", { ...facts, tell: undefined }],
])("the definition is in the language of Step Functions, %s", (_, each) => {
  expect(stateMachineFindings("roll call", rollCallDefinition(each))).toEqual([]);
});

test("a single stranger in a single region is named", async () => {
  const [mail] = await hours(1, [...facts.accounts, { id: "999999999999", name: "", regions: ["us-east-1"] }]);

  expect(mail!.Subject).toBe("Roll call: 1 unknown");
  expect(mail!.Message).toContain("- 999999999999, which is not in the file: us-east-1\n");
});

test("the only account of the file is told of like others", async () => {
  const alone = { ...facts, accounts: [shop] };
  world.now += HOUR;

  const { publications } = await world.run(alone);
  expect(publications.map(({ Subject }) => Subject)).toEqual(["Roll call: 1 never heard of"]);
  expect(publications[0]!.Message).toMatch(/^None of the 1 accounts and regions of the file is heard of/);
});

describe("5,000 accounts in four regions", () => {
  const four = ["eu-west-1", "eu-central-1", "ap-southeast-2", "us-east-1"];
  const large: RollCallFacts = {
    ...facts,
    regions: four,
    accounts: Array.from({ length: 5000 }, (_, index) => ({
      id: `${300_000_000_000 + index * 37}`,
      name: `A business unit with a long name, production ${index}`,
      regions: four,
    })),
  };
  const STATE_BYTES = 262_144;
  const slices = slicesOf(large);

  test("are in slices that a query and a state hold, each account in one", () => {
    const sizes = slices.map(({ accounts }) => accounts.trim().split("\t").length);

    expect(sizes.reduce((sum, size) => sum + size)).toBe(5000);
    expect(Math.max(...sizes) * four.length).toBeLessThanOrEqual(PLACES_OF_A_SLICE);
    for (const id of ["999999999000", "123456789012", large.accounts[7]!.id]) {
      const holding = slices.filter(({ filter }) => new RegExp(/\/(.*)\//.exec(filter!)![1]!).test(id));
      expect(holding).toHaveLength(1);
    }
  });

  test("make a definition below the quota", () => {
    expect(definitionBytes(rollCallDefinition(large))).toBeLessThan(MAX_DEFINITION_BYTES / 2);
  });

  test("are told of within what states and SNS take, all at once and one after the other", async () => {
    world = new RollCallWorld(large, memory);
    const most: { bytes: number } = { bytes: 0 };
    world.seeing = (value) => (most.bytes = Math.max(most.bytes, Buffer.byteLength(JSON.stringify([value]))));
    world.hear(large.accounts);
    await world.canaryArrives();
    expect(await world.run()).toMatchObject({ status: "SUCCEEDED", publications: [] });
    // All but one account of a slice: the longest lists.
    world.now += 3 * HOUR;
    world.hear(large.accounts.slice(0, slices.length));
    const { publications, status } = await world.run();

    expect(status).toBe("SUCCEEDED");
    const { Subject, Message } = publications[0]!;
    const missing = (5000 - slices.length) * 4;
    expect(Subject).toBe(`Roll call: ${missing} silent`);
    expect(Buffer.byteLength(Message)).toBeLessThan(STATE_BYTES);
    const named = Message.match(/^- A business unit/gm)!.length;
    expect(Message).toContain(`- and ${5000 - slices.length - named} more accounts\n`);
    expect(named).toBeGreaterThanOrEqual(150);
    expect(Math.max(...world.answers.map(({ rows }) => rows))).toBeLessThan(MOST_ROWS);
    expect(Math.max(...world.answers.map(({ bytes }) => bytes))).toBeLessThan(STATE_BYTES);
    expect(most.bytes).toBeGreaterThan(10_000);
    expect(most.bytes).toBeLessThan(STATE_BYTES);
    expect(Math.max(...(await memory.items()).map((item) => JSON.stringify(item).length))).toBeLessThan(400_000);
    // Queries are texts of at most 10,000 characters.
    const texts = world.asked.flatMap(({ request: { QueryString: text } }) => (typeof text === "string" ? [text] : []));
    expect(Math.max(...texts.map((text) => text.length))).toBeLessThan(10_000);
  });
});
