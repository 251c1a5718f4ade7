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

test("two routes of one name", () => {
  expect(
    problemsOf(routes("{ name: soc, emails: [a@secretwatch.dev] }", "{ name: soc, emails: [b@secretwatch.dev] }")),
  ).toEqual([
    'organization.yaml:8:107  alerts.routes[1].name: "soc" is also the name of alerts.routes[0] (organization.yaml:8:63); each route has its own. » Rename one of the two routes.',
  ]);
});

test("a route to nobody", () => {
  const message =
    "nobody gets it; recipients are emails, https, queues, slack and teams. » Add a recipient, or remove the route.";

  expect(problemsOf(routes("{ name: soc }", "{ name: siem, emails: [], queues: [] }"))).toEqual([
    `organization.yaml:8:55  alerts.routes[0]: ${message}`,
    `organization.yaml:8:70  alerts.routes[1]: ${message}`,
  ]);
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

  test("any number is fine where owners get no mail", () => {
    expect(problemsOf(alerts("owners: { notify: false }") + secrets(200))).toEqual([]);
  });
});

test("a mode for a wave that there is not", () => {
  expect(problemsOf(`${correct}modes: { canary: watch, canry: watch, others: notify }\n`)).toEqual([
    'organization.yaml:16:25  modes.canry: "canry" is not one of waves: canary, all. » Did you mean "canary"?',
    'organization.yaml:16:39  modes.others: "others" is not one of waves: canary, all. » Use one of them, or add it to waves.',
  ]);
  expect(problemsOf(`${correct}waves: [one, two]\nmodes: { one: watch, two: notify }\n`)).toEqual([]);
});
