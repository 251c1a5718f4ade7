import path from "node:path";

import { loadOrganization } from "../../../config/load-organization";
import { temporaryDirectory } from "../../support/temporary-directory";
import { broken, correct, problemsOf } from "./problems-of";

const decoy = (name: string) => `      - { name: ${name}, decoy: true }\n`;

function detectionsOf(text: string) {
  const directory = temporaryDirectory({ "organization.yaml": text });
  return loadOrganization(path.join(directory, "organization.yaml")).detections;
}

test("reading a decoy is a critical detection of its own, which there is only where there are decoys", () => {
  const detection = detectionsOf(correct + decoy("prod/root-password")).find(({ id }) => id === "secret-decoy-read");

  expect(detection).toMatchObject({ severity: "critical", family: "secrets" });
  expect(detectionsOf(correct).some(({ id }) => id === "secret-decoy-read")).toBe(false);
});

test("it can be retuned like any other, but only where there are decoys", () => {
  const settings = "detections: { secret-decoy-read: { severity: high } }\n";

  expect(detectionsOf(correct + decoy("prod/root-password") + settings).at(-1)).toMatchObject({ severity: "high" });
  expect(problemsOf(correct + settings)[0]).toContain("detections.secret-decoy-read: there is no such detection");
});

test("more decoy names than a filter pattern can search lists for are refused", () => {
  const names = ["one", "two", "three", "four"].map((name) => decoy(`prod/${name}`)).join("");

  expect(problemsOf(correct + names)).toEqual([
    'organization.yaml:19:17  members[0].secrets[4].name: "prod/four" is one name of a decoy too many; there may be 3: prod/one, prod/two, prod/three. » Use one of these names: it can be that of a decoy in every account.',
  ]);
});

test("a decoy whose name a filter can't hold is refused", () => {
  const problems = problemsOf(correct + decoy(`prod/${"long/".repeat(60)}name`));

  expect(problems).toEqual([
    expect.stringMatching(
      /^organization\.yaml:16:17 {2}members\[0\]\.secrets\[1\]\.name: AWS can't look for this decoy and those before it: The filter pattern has \d+ characters.* » Choose other names, or shorter ones\.$/,
    ),
  ]);
});

test("a decoy whose name repeats what stands before it in an ARN is refused", () => {
  expect(problemsOf(correct + decoy("secret"))).toEqual([
    'organization.yaml:16:17  members[0].secrets[1].name: AWS can\'t look for this decoy and those before it: requestParameters.secretId: CloudWatch Logs may not see that a text ends in ":secret:secret", which easily stands in it before as well. Use more of the end, or startsWith or contains. » Choose other names, or shorter ones.',
  ]);
  expect(problemsOf(correct + decoy("secret/db"))).toEqual([]);
});

test("a decoy whose name is the beginning of a region is refused", () => {
  expect(problemsOf(correct + decoy("eu"))).toEqual([
    expect.stringContaining(
      'members[0].secrets[1].name: "eu" is what the region eu-central-1 begins with; the ARN of every secret there would be taken for the decoy\'s. » Choose another name.',
    ),
  ]);
  expect(problemsOf(correct + decoy("europe"))).toEqual([]);
});

test("decoy is true or false", () => {
  expect(problemsOf(broken("- name: prod/database", "- name: prod/database\n        decoy: maybe"))).toEqual([
    'organization.yaml:16:16  members[0].secrets[0].decoy: "maybe" is not valid; decoy is true or false. » Write true or false, without quotes.',
  ]);
});

describe("a decoy of every account", () => {
  const defaults = (...names: readonly string[]) =>
    `defaults: { decoys: [${names.map((name) => `{ name: ${name} }`).join(", ")}] }\n`;

  test("is there once", () => {
    expect(problemsOf(correct + defaults("prod/bait", "prod/other", "prod/bait"))).toEqual([
      'organization.yaml:16:73  defaults.decoys[2].name: "prod/bait" is also the name of defaults.decoys[0] (organization.yaml:16:30); an account has one decoy of a name. » Rename one of the two decoys, or remove one.',
    ]);
  });

  test("is replaced by the account's own of that name, also in another region", () => {
    const own = "      - { name: prod/bait, decoy: true, region: eu-central-1 }\n";
    const directory = temporaryDirectory({ "organization.yaml": correct + own + defaults("prod/bait", "prod/other") });

    const { members, decoyNames } = loadOrganization(path.join(directory, "organization.yaml"));

    expect(members[0]!.secrets.map(({ name, region, decoy }) => [name, region, decoy])).toEqual([
      ["prod/database", "eu-west-1", false],
      ["prod/bait", "eu-central-1", true],
      ["prod/other", "eu-west-1", true],
    ]);
    expect(decoyNames).toEqual(["prod/bait", "prod/other"]);
  });

  test("is not a secret that is used", () => {
    expect(problemsOf(correct + defaults("prod/database"))).toEqual([
      'organization.yaml:15:15  members[0].secrets[0].name: "prod/database" is the name of a decoy (organization.yaml:16:30); reading this secret would raise the decoy\'s alarm. » Rename one of the two, or write decoy: true.',
    ]);
    expect(
      problemsOf(broken("- name: prod/database", "- { name: prod/bait, decoy: true }") + defaults("prod/bait")),
    ).toEqual([]);
  });
});

describe("a secret that is read as a decoy is", () => {
  const shop = (name: string) => `  - name: shop
    id: "901234567804"
    organizationalUnit: workloads
    owner: shop@secretwatch.dev
    secrets: [{ name: ${name} }]
`;

  test("in another account and file", () => {
    const included = `members:\n${shop("prod/bait")}`;

    expect(
      problemsOf({
        "organization.yaml": `${correct}${decoy("prod/bait")}include: [shop.yaml]\n`,
        "shop.yaml": included,
      }),
    ).toEqual([
      'shop.yaml:6:23  members[0].secrets[0].name: "prod/bait" is the name of a decoy (organization.yaml:16:17); reading this secret would raise the decoy\'s alarm. » Rename one of the two, or write decoy: true.',
    ]);
  });

  test("when its ARN is that of the decoy with more behind it", () => {
    expect(problemsOf(correct + decoy("prod/bait") + shop("prod/bait-of-the-shop"))).toEqual([
      'organization.yaml:21:23  members[1].secrets[0].name: "prod/bait-of-the-shop" begins with the name of a decoy and a dash, "prod/bait-" (organization.yaml:16:17); reading this secret by its ARN would raise the decoy\'s alarm. » Rename one of the two.',
    ]);
  });

  test.each(["prod/baits", "prod/bait/two", "prod/bait.two", "bait", "a/prod/bait"])("but not %s", (name) => {
    expect(problemsOf(correct + decoy("prod/bait") + shop(name))).toEqual([]);
  });

  test("nor another decoy", () => {
    expect(problemsOf(correct + decoy("prod/bait") + decoy("prod/bait-for-all"))).toEqual([]);
  });
});
