import fc from "fast-check";

import { broken, correct, problemsOf } from "./problems-of";

const alerts = (more: string) => broken("[on-call@secretwatch.dev] }", `[on-call@secretwatch.dev], ${more} }`);
const routes = (...each: readonly string[]) => alerts(`routes: [${each.join(", ")}]`);

test("routes with each kind of recipient", () => {
  expect(
    problemsOf(
      routes(
        "{ name: mail, emails: [soc@secretwatch.dev] }",
        '{ name: tools, https: ["https://siem.secretwatch.dev/in"], queues: ["arn:aws:sqs:eu-west-1:901234567802:siem"] }',
        "{ name: chat, slack: [{ workspaceId: T0123ABCD, channelId: C0123ABCD }] }",
      ),
    ),
  ).toEqual([]);
});

test("which alarms are mailed at once, for the security team and for a route", () => {
  const route = (more: string) => `routes: [{ name: soc, emails: [a@secretwatch.dev]${more} }]`;

  expect(problemsOf(alerts(`alarmsAtOnce: low, ${route(", alarmsAtOnce: critical")}`))).toEqual([]);
  expect(problemsOf(alerts(`alarmsAtOnce: info, ${route(", alarmsAtOnce: never")}`))).toEqual([
    expect.stringContaining(
      'alerts.alarmsAtOnce: "info" is not valid; severities here are critical, high, medium, low',
    ),
    expect.stringContaining(
      'alerts.routes[0].alarmsAtOnce: "never" is not valid; severities here are critical, high, medium, low',
    ),
  ]);
});

test("two routes of one name", () => {
  expect(
    problemsOf(routes("{ name: soc, emails: [a@secretwatch.dev] }", "{ name: soc, emails: [b@secretwatch.dev] }")),
  ).toEqual([
    'organization.yaml:8:107  alerts.routes[1].name: "soc" is also the name of alerts.routes[0] (organization.yaml:8:63); each route has its own. » Rename one of the two routes.',
  ]);
});

test("a route to nobody", () => {
  const message =
    "nobody gets it; recipients are emails, https, queues, subscriberAccounts, slack and teams. » Add a recipient, or remove the route.";

  expect(problemsOf(routes("{ name: soc }", "{ name: siem, emails: [], queues: [] }"))).toEqual([
    `organization.yaml:8:55  alerts.routes[0]: ${message}`,
    `organization.yaml:8:70  alerts.routes[1]: ${message}`,
  ]);
});

test.each([
  "emails: [soc@secretwatch.dev]",
  'https: ["https://siem.secretwatch.dev/in"]',
  'queues: ["arn:aws:sqs:eu-west-1:901234567802:siem"]',
  'subscriberAccounts: ["901234567809"]',
  "slack: [{ workspaceId: T0123ABCD, channelId: C0123ABCD }]",
  'teams: [{ tenantId: 0a1b2c3d-0000-4000-8000-00000000000a, teamId: 0a1b2c3d-0000-4000-8000-00000000000b, channelId: "19:a@b" }]',
])("a route is somebody's with %s alone", (recipient) => {
  expect(problemsOf(routes(`{ name: soc, ${recipient} }`))).toEqual([]);
});

test("names of three routes are compared with the first that has them", () => {
  const named = (name: string) => `{ name: ${name}, emails: [a@secretwatch.dev] }`;

  expect(problemsOf(routes(named("soc"), named("duty"), named("soc"), named("soc")))).toEqual([
    expect.stringMatching(/routes\[2\]\.name: "soc" is also the name of alerts\.routes\[0\] /),
    expect.stringMatching(/routes\[3\]\.name: "soc" is also the name of alerts\.routes\[0\] /),
  ]);
});

describe("queues of other accounts", () => {
  const queue = (account: string, region = "eu-west-1") => `"arn:aws:sqs:${region}:${account}:siem"`;
  const siem = (more: string) => routes(`{ name: siem, ${more} }`);

  test("are subscribed by their owners", () => {
    expect(problemsOf(siem(`queues: [${queue("901234567802")}, ${queue("901234567809")}]`))).toEqual([
      'organization.yaml:8:121  alerts.routes[0].queues[1]: the queue is of account 901234567809, not of the security account, 901234567802; only its owner can subscribe it. » Write subscriberAccounts: ["901234567809"] instead, and run aws sns subscribe in that account: docs/deploying.md, "Queues of other accounts".',
    ]);
    expect(problemsOf(siem('subscriberAccounts: ["901234567809", "901234567803"]'))).toEqual([]);
  });

  test("of the security account are in any region", () => {
    expect(problemsOf(siem(`queues: [${queue("901234567802", "us-east-1")}]`))).toEqual([]);
  });

  test("of the security account need no subscriber", () => {
    expect(problemsOf(siem('subscriberAccounts: ["901234567802"]'))).toEqual([
      'organization.yaml:8:90  alerts.routes[0].subscriberAccounts[0]: "901234567802" is the security account, in which the topics are. » Write the ARNs of its queues into queues: they are subscribed for you.',
    ]);
  });

  test("are of accounts that there are, each once", () => {
    expect(
      problemsOf(siem('subscriberAccounts: ["901234567809", "901234567809", "999999999999", 901234567803, "12"]')),
    ).toEqual([
      expect.stringContaining('[1]: "901234567809" is in the list twice. » Remove one of them.'),
      expect.stringContaining('[2]: "999999999999" is a placeholder. » Write your own'),
      expect.stringContaining(
        '[3]: 901234567803 is a number; subscriberAccounts are 12-digit account ids. » Quote it: "901234567803"',
      ),
      expect.stringContaining('[4]: "12" is not valid; subscriberAccounts are 12-digit account ids. » Quote each'),
    ]);
  });

  test("are of no more accounts than a topic's policy has room for", () => {
    const ids = (count: number) =>
      JSON.stringify(Array.from({ length: count }, (_, index) => String(701234567800 + index)));

    expect(problemsOf(siem(`subscriberAccounts: ${ids(50)}`))).toEqual([]);
    expect(problemsOf(siem(`subscriberAccounts: ${ids(51)}`))).toEqual([
      expect.stringContaining("a list; subscriberAccounts has at most 50 entries. » Make a second route."),
    ]);
  });
});

test("a recipient twice in a route", () => {
  const queue = "arn:aws:sqs:eu-west-1:901234567802:siem";
  const url = '"https://siem.secretwatch.dev"';

  expect(
    problemsOf(
      routes(
        `{ name: soc, emails: [a@secretwatch.dev, a@secretwatch.dev], https: [${url}, ${url}], queues: ["${queue}", "${queue}"] }`,
      ),
    ),
  ).toEqual([
    expect.stringMatching(/alerts\.routes\[0\]\.emails\[1\]: "a@secretwatch.dev" is in the list twice\. » Remove/),
    expect.stringMatching(/alerts\.routes\[0\]\.https\[1\]: "https:.*" is in the list twice\. » Remove/),
    expect.stringMatching(/alerts\.routes\[0\]\.queues\[1\]: "arn:.*" is in the list twice\. » Remove/),
  ]);
});

describe("channels", () => {
  const remedy = "Remove one of them.";
  const slack = (workspaceId: string, channelId: string) => `{ workspaceId: ${workspaceId}, channelId: ${channelId} }`;
  const tenant = "0a1b2c3d-0000-4000-8000-00000000000a";
  const team = "0a1b2c3d-0000-4000-8000-00000000000b";
  const teams = (channelId: string, teamId = team) =>
    `{ tenantId: ${tenant}, teamId: ${teamId}, channelId: "${channelId}" }`;

  test("one of Slack twice in a route", () => {
    const channel = slack("T0123ABCD", "C0123ABCD");

    expect(problemsOf(routes(`{ name: soc, slack: [${channel}, ${channel}] }`))).toEqual([
      `organization.yaml:8:126  alerts.routes[0].slack[1]: the channel is also alerts.routes[0].slack[0] (organization.yaml:8:76); AWS takes a channel once in an account. » ${remedy}`,
    ]);
  });

  test("one of Slack in two routes", () => {
    const channel = slack("T0123ABCD", "C0123ABCD");

    expect(problemsOf(routes(`{ name: soc, slack: [${channel}] }`, `{ name: duty, slack: [${channel}] }`))).toEqual([
      `organization.yaml:8:151  alerts.routes[1].slack[0]: the channel is also alerts.routes[0].slack[0] (organization.yaml:8:76); AWS takes a channel once in an account. » ${remedy}`,
    ]);
  });

  test("one id in two workspaces is two channels", () => {
    const channels = [slack("T0123ABCD", "C0123ABCD"), slack("T0123ABCE", "C0123ABCD")];

    expect(problemsOf(routes(`{ name: soc, slack: [${channels.join(", ")}] }`))).toEqual([]);
  });

  test("one of Teams twice, as in a link and as it is", () => {
    const [link, plain] = ["19%3aAbCdEfGh%40thread.tacv2", "19:AbCdEfGh@thread.tacv2"];

    expect(problemsOf(routes(`{ name: soc, teams: [${teams(link)}, ${teams(plain, team.toUpperCase())}] }`))).toEqual([
      `organization.yaml:8:217  alerts.routes[0].teams[1]: a channel of this team is also alerts.routes[0].teams[0] (organization.yaml:8:76); the AWS provider manages one channel of a team. » Remove one of them, or take a channel of another team.`,
    ]);
  });

  test("two channels of a team in Teams, which the provider can't tell apart", () => {
    const [one, other] = ["19:AbCdEfGh1@thread.tacv2", "19:AbCdEfGh2@thread.tacv2"].map((id) => teams(id));

    expect(problemsOf(routes(`{ name: soc, teams: [${one}] }`, `{ name: duty, teams: [${other}] }`))).toEqual([
      expect.stringMatching(
        /alerts\.routes\[1\]\.teams\[0\]: a channel of this team is also alerts\.routes\[0\]\.teams\[0\] .*; the AWS provider manages one channel of a team\. » Remove one of them, or take a channel of another team\.$/,
      ),
    ]);
  });

  test("channels of two teams in Teams", () => {
    const other = team.replace(/b$/, "c");
    const channels = [teams("19:AbCdEfGh1@thread.tacv2"), teams("19:AbCdEfGh2@thread.tacv2", other)];

    expect(problemsOf(routes(`{ name: soc, teams: [${channels.join(", ")}] }`))).toEqual([]);
  });

  test("ids of channels in Teams are taken as AWS takes them, encoded or not", () => {
    const part = fc.stringMatching(/^[\w=+/.,-]{1,60}$/);
    const taken = (channelId: string) => problemsOf(routes(`{ name: soc, teams: [${teams(channelId)}] }`)).length === 0;

    fc.assert(
      fc.property(part, part, part, (left, middle, right) => {
        expect(taken(`${left}:${middle}@${right}`)).toBe(true);
        expect(taken(`${left}%3a${middle}%40${right}`)).toBe(true);
        expect(taken(`${left}${middle}@${right}`)).toBe(false);
        expect(taken(`${left}:${middle}@${right}@`)).toBe(false);
        expect(taken(`${left}:${middle}%20@${right}`)).toBe(false);
      }),
      { numRuns: 30 },
    );
    // 255 characters as they go out, where : and @ are three each.
    expect(["a", "aa"].map((more) => taken(`:${"a".repeat(248)}${more}@`))).toEqual([true, false]);
    expect(["a", "aa"].map((more) => taken(`%3A${"a".repeat(248)}${more}%40`))).toEqual([true, false]);
  });

  test("what is no channel is reported once", () => {
    expect(problemsOf(routes("{ name: soc, slack: [C0123ABCD, C0123ABCD] }"))).toEqual([
      'organization.yaml:8:76  alerts.routes[0].slack[0]: "C0123ABCD" is not valid; a Slack channel is a mapping of keys to values. » Indent its keys below it.',
      'organization.yaml:8:87  alerts.routes[0].slack[1]: "C0123ABCD" is not valid; a Slack channel is a mapping of keys to values. » Indent its keys below it.',
    ]);
  });

  test("ids that are longer than those of any channel", () => {
    expect(problemsOf(routes(`{ name: soc, slack: [${slack("T0123ABCD", `C${"0".repeat(31)}`)}] }`))).toEqual([
      `organization.yaml:8:113  alerts.routes[0].slack[0].channelId: "C${"0".repeat(31)}" is not valid; channelId is a C or G and 4 to 30 letters and digits. » It is the last part of the channel's link.`,
    ]);
  });

  test.each([
    ["aws-us-gov", "us-gov-west-1", "us-gov-east-1"],
    ["aws-cn", "cn-north-1", "cn-northwest-1"],
  ])("none in partition %s", (partition, home, other) => {
    const text = routes(
      `{ name: soc, emails: [soc@secretwatch.dev], slack: [${slack("T0123ABCD", "C0123ABCD")}], teams: [${teams("19:AbCdEfGh@t")}] }`,
      "{ name: mail, emails: [soc@secretwatch.dev], slack: [], teams: [] }",
    )
      .replaceAll("eu-west-1", home)
      .replaceAll("eu-central-1", other);
    const message = `partition ${partition} has no Amazon Q Developer in chat applications, which shows messages in chats. » Remove it; https and queues reach people's tools there.`;

    expect(problemsOf(`${text}partition: ${partition}\n`)).toEqual([
      `organization.yaml:8:99  alerts.routes[0].slack: ${message}`,
      `organization.yaml:8:158  alerts.routes[0].teams: ${message}`,
    ]);
  });
});

test("a queue of another partition", () => {
  expect(problemsOf(routes('{ name: soc, queues: ["arn:aws-cn:sqs:cn-north-1:901234567802:siem"] }'))).toEqual([
    "organization.yaml:8:77  alerts.routes[0].queues[0]: the ARN is of partition aws-cn; the organization is in aws. » Correct the ARN, or partition.",
  ]);
});

test("placeholders among recipients of a route and owners of secrets", () => {
  const remedy = "Write your own; only a file with example: true may keep it.";
  const text = routes("{ name: soc, emails: [you@example.com] }").replace(
    "- name: prod/database",
    "- { name: prod/database, owner: team@yourcompany.com }",
  );

  expect(problemsOf(text)).toEqual([
    `organization.yaml:8:77  alerts.routes[0].emails[0]: "you@example.com" is a placeholder. » ${remedy}`,
    `organization.yaml:15:39  members[0].secrets[0].owner: "team@yourcompany.com" is a placeholder. » ${remedy}`,
  ]);
});

test("an address that is too long for mail", () => {
  // Labels of a domain have 63 characters at most.
  const address = (length: number) => `soc@${`${"a".repeat(49)}.`.repeat(4)}${"b".repeat(length - 204 - 4)}.dev`;
  expect([address(254).length, address(255).length]).toEqual([254, 255]);

  expect(problemsOf(routes(`{ name: soc, emails: [${address(255)}] }`))).toEqual([
    `organization.yaml:8:77  alerts.routes[0].emails[0]: "${address(255)}" is not valid; mail addresses have at most 254 characters. » Use a shorter address.`,
  ]);
  expect(problemsOf(routes(`{ name: soc, emails: [${address(254)}] }`))).toEqual([]);
});

describe("owners", () => {
  const secrets = (count: number) =>
    Array.from(
      { length: count },
      (_, index) => `      - { name: db${index}, owner: team${index}@secretwatch.dev }\n`,
    ).join("");

  test("201 different addresses are too many, with the account's own", () => {
    expect(problemsOf(correct + secrets(200))).toEqual([
      "organization.yaml:8:9  alerts.owners: accounts and secrets have 201 different owners; a topic takes 200 addresses, each with what is its own. » Let owners share addresses, or write owners: { notify: false }.",
    ]);
    expect(problemsOf(correct + secrets(199))).toEqual([]);
  });

  test("one address is one, of however many accounts and secrets", () => {
    const shared = Array.from(
      { length: 201 },
      (_, index) => `      - { name: db${index}, owner: team@secretwatch.dev }\n`,
    );

    expect(problemsOf(correct + shared.join(""))).toEqual([]);
  });

  test("any number is fine where owners get no mail", () => {
    expect(problemsOf(alerts("owners: { notify: false }") + secrets(200))).toEqual([]);
  });
});

test("a mode for a wave that there is not", () => {
  expect(problemsOf(`${correct}modes: { canary: quiet, canry: quiet, others: notify }\n`)).toEqual([
    'organization.yaml:16:25  modes.canry: "canry" is not one of waves: canary, all. » Did you mean "canary"?',
    'organization.yaml:16:39  modes.others: "others" is not one of waves: canary, all. » Use one of them, or add it to waves.',
  ]);
  expect(problemsOf(`${correct}waves: [one, two]\nmodes: { one: quiet, two: notify }\n`)).toEqual([]);
});
