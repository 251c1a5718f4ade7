import path from "node:path";

import { parse } from "yaml";

import { catalogueOf } from "../../../config/effective-detections";
import { loadOrganization } from "../../../config/load-organization";
import { filterCount, filterPatternsOf } from "../../../detections/compiled";
import { field } from "../../../patterns/condition";
import { small, uncheckedOrganization } from "../../support/edited-organization";
import { temporaryDirectory } from "../../support/temporary-directory";
import { correct, problemsOf } from "./problems-of";

/** What an organization has without decoys and changes. */
const catalogue = catalogueOf([], {
  namePrefix: "secretwatch",
  deployRoleName: "SecretwatchDeploy",
  stackSetRolePrefix: "stacksets-exec-",
  logAccountIds: ["901234567802"],
  governedRegions: ["eu-west-1", "eu-central-1"],
  otherRegions: ["us-east-1"],
  silentRegions: false,
});

test("every read is counted only where rules tell of those by whoever is not expected, and told where they can't", () => {
  const severityIn = (partition: string, homeRegion: string, governedRegions: readonly string[]) => {
    const { detections } = uncheckedOrganization({
      ...(parse(small) as object),
      partition,
      homeRegion,
      governedRegions,
      members: [],
    });
    return detections.find(({ id }) => id === "secret-read")!.severity;
  };

  expect(severityIn("aws", "eu-west-1", ["eu-west-1", "eu-central-1"])).toBe("info");
  expect(severityIn("aws-us-gov", "us-gov-west-1", ["us-gov-west-1"])).toBe("info");
  expect(severityIn("aws-us-gov", "us-gov-west-1", ["us-gov-west-1", "us-gov-east-1"])).toBe("medium");
  expect(severityIn("aws-cn", "cn-north-1", ["cn-north-1", "cn-northwest-1"])).toBe("medium");
});

const condition = "{ field: eventName, equals: OpenVault }";

/** A detection of one's own, from line 16 of the file on; its condition is on line 20. */
const own = `ownDetections:
  - id: vault-opened
    title: A vault was opened
    severity: high
    condition: ${condition}
    why: Nobody opens it by day.
    matches:
      - { what: opened, event: { eventName: OpenVault } }
    ignores:
      - { what: closed, event: { eventName: CloseVault } }
`;

/** The own detection with one piece replaced. */
function ownWith(piece: string, by: string): string {
  if (!own.includes(piece)) throw new Error(`The own detection has no ${piece}`);
  return correct + own.replace(piece, by);
}

const withCondition = (text: string) => problemsOf(ownWith(condition, text));

function load(text: string) {
  return loadOrganization(path.join(temporaryDirectory({ "organization.yaml": text }), "organization.yaml"));
}

describe("detections", () => {
  test("are the catalogue with the changes, each in its place", () => {
    const { detections } = load(`${correct}detections:
  secret-read: { severity: high, threshold: 3, period: 300, excludePrincipals: [role/backup] }
  secret-bulk-read: { threshold: 50 }
  trail-stopped: { enabled: false }
  cis-root-use: { severity: low }
`);
    const find = (id: string) => detections.find((each) => each.id === id);

    expect(detections.map(({ id }) => id)).toEqual(
      catalogue.map(({ id }) => id).filter((id) => id !== "trail-stopped"),
    );
    expect(find("secret-read")).toMatchObject({ severity: "high", alarm: { threshold: 3, period: 300 } });
    expect(filterPatternsOf(find("secret-read")!)[0]).toContain('sessionIssuer.arn != "*:role/backup"');
    expect(find("secret-bulk-read")).toMatchObject({ severity: "high", alarm: { threshold: 50, period: 300 } });
    expect(find("cis-root-use")!.severity).toBe("low");
    expect(find("secret-deleted")!.severity).toBe(catalogue.find(({ id }) => id === "secret-deleted")!.severity);
  });

  test("are the catalogue as it is where nothing is changed", () => {
    expect(load(correct).detections.map(({ id, severity, condition: meant }) => [id, severity, meant])).toEqual(
      catalogue.map(({ id, severity, condition: meant }) => [id, severity, meant]),
    );
  });

  test.each([
    [
      "an id that is not in the catalogue, and what was meant",
      "  secret-raed: { enabled: false }",
      'organization.yaml:17:3  detections.secret-raed: there is no such detection in the catalogue. » Did you mean "secret-read"?',
    ],
    [
      "an id that is like none",
      "  vault-opened-at-night: { enabled: false }",
      "organization.yaml:17:3  detections.vault-opened-at-night: there is no such detection in the catalogue. » npx secretwatch explain --all lists them.",
    ],
    [
      "principals excluded from a text of the benchmark",
      "  cis-root-use: { excludePrincipals: [role/backup] }",
      "organization.yaml:17:38  detections.cis-root-use.excludePrincipals: the text of a CIS filter is prescribed, and excludes nobody. » Exclude them from the detection that it stands beside, or switch this one off.",
    ],
    [
      "a threshold of 0",
      "  secret-read: { threshold: 0 }",
      "organization.yaml:17:29  detections.secret-read.threshold: 0 is not valid; threshold is 1 to 10000 events. » Write a whole number from 1 to 10000.",
    ],
    [
      "a period between minutes",
      "  secret-read: { period: 90 }",
      "organization.yaml:17:26  detections.secret-read.period: 90 is not valid; period is 60 to 86400 seconds, in steps of 60. » Round it to a multiple of 60.",
    ],
    [
      "a severity that there is not",
      "  secret-read: { severity: urgent }",
      'organization.yaml:17:28  detections.secret-read.severity: "urgent" is not valid; severities are critical, high, medium, low, info. » Use info to count without mails.',
    ],
    [
      "a principal that is not a role",
      "  secret-read: { excludePrincipals: [user/backup] }",
      'organization.yaml:17:38  detections.secret-read.excludePrincipals[0]: "user/backup" is not valid; excluded principals are role/NAME, with its path if it has one, or the ARN of a role. » Write role/ before the name. User agents can be forged, so nothing is excluded by them.',
    ],
  ])("refuse %s", (_, line, problem) => {
    expect(problemsOf(`${correct}detections:\n${line}\n`)).toEqual([problem]);
  });

  test("refuse an unknown setting, and say which there are", () => {
    expect(problemsOf(`${correct}detections:\n  secret-read: { enable: false }\n`)).toEqual([
      'organization.yaml:17:18  detections.secret-read.enable: unknown key; allowed here: enabled, severity, threshold, period, excludePrincipals. » Did you mean "enabled"?',
    ]);
  });
});

describe("ownDetections", () => {
  test("come behind the catalogue, with the defaults of their alarm", () => {
    const { detections } = load(correct + own);

    expect(detections).toHaveLength(catalogue.length + 1);
    expect(detections.at(-1)).toEqual({
      id: "vault-opened",
      title: "A vault was opened",
      severity: "high",
      family: "own",
      condition: field("eventName").equals("OpenVault"),
      why: "Nobody opens it by day.",
      likelyCauses: [],
      nextSteps: [],
      references: [],
      alarm: { threshold: 1, period: 60 },
      matches: [{ what: "opened", event: { eventName: "OpenVault" } }],
      ignores: [{ what: "closed", event: { eventName: "CloseVault" } }],
    });
  });

  test("may have an alarm of their own and any condition", () => {
    const { detections } = load(
      ownWith(
        condition,
        `
      all:
        - { field: eventName, oneOf: [OpenVault, BreakVault] }
        - { field: eventName, noneOf: [CloseVault] }
        - not: { field: readOnly, is: true }
    threshold: 5
    period: 300`,
      ),
    );

    expect(detections.at(-1)).toMatchObject({
      condition: {
        all: [
          { field: "eventName", oneOf: ["OpenVault", "BreakVault"] },
          { field: "eventName", noneOf: ["CloseVault"] },
          { not: { field: "readOnly", is: true } },
        ],
      },
      alarm: { threshold: 5, period: 300 },
    });
  });

  test.each([
    [
      "an id that the catalogue has",
      "id: vault-opened",
      "id: secret-read",
      'organization.yaml:17:9  ownDetections[0].id: "secret-read" is already in the catalogue. » Choose another id.',
    ],
    [
      "an id in capitals",
      "id: vault-opened",
      "id: VaultOpened",
      'organization.yaml:17:9  ownDetections[0].id: "VaultOpened" is not valid; detection ids are 3 to 60 lower-case letters, digits and hyphens. » Rename it, for example: vault-opened.',
    ],
    [
      "an example that does not match",
      "{ eventName: OpenVault }",
      "{ eventName: openVault }",
      'organization.yaml:23:9  ownDetections[0].matches[0]: "opened" does not match the condition. » Correct the condition or the example.',
    ],
    [
      "an example to ignore that matches",
      "{ eventName: CloseVault }",
      "{ eventName: OpenVault, errorCode: AccessDenied }",
      'organization.yaml:25:9  ownDetections[0].ignores[0]: "closed" matches the condition. » Correct the condition or the example.',
    ],
    [
      "no example",
      "\n      - { what: opened, event: { eventName: OpenVault } }",
      " []",
      "organization.yaml:22:14  ownDetections[0].matches: an empty list; matches has at least one example. » A detection without one can't be trusted.",
    ],
  ])("refuse %s", (_, piece, by, problem) => {
    expect(problemsOf(ownWith(piece, by))).toEqual([problem]);
  });

  test("refuse the id of another own detection", () => {
    expect(problemsOf(correct + own + own.replace("ownDetections:\n", ""))).toEqual([
      'organization.yaml:26:9  ownDetections[1].id: "vault-opened" is already in this list. » Choose another id.',
    ]);
  });
});

describe("a condition", () => {
  const shape = "a condition has all, any, not, or a field with one test.";
  const severalTests = "Put several tests into a list: all: [ …, … ]";
  const tests =
    "tests are equals, oneOf, noneOf, startsWith, endsWith, contains, matches, exists, is, lessThan, atMost, greaterThan, atLeast.";

  test.each([
    [
      "an unknown test, and what was meant",
      "{ field: eventName, startWith: Open }",
      `organization.yaml:20:36  ownDetections[0].condition.startWith: unknown test; ${tests} » Did you mean "startsWith"?`,
    ],
    [
      "a test that is like none",
      "{ field: eventName, resemblesSomewhat: Open }",
      `organization.yaml:20:36  ownDetections[0].condition.resemblesSomewhat: unknown test; ${tests} » Use one of them.`,
    ],
    [
      "an unknown field, and what was meant",
      "{ field: eventNam, equals: OpenVault }",
      'organization.yaml:20:25  ownDetections[0].condition.field: "eventNam" is not valid; field is the path of a field of CloudTrail records. » Did you mean "eventName"?',
    ],
    [
      "a field that is no text",
      "{ field: 5, equals: OpenVault }",
      "organization.yaml:20:25  ownDetections[0].condition.field: 5 is not valid; field is the path of a field of CloudTrail records. » For example: requestParameters.secretId",
    ],
    [
      "all that is no list",
      "{ all: { field: eventName, equals: OpenVault } }",
      "organization.yaml:20:23  ownDetections[0].condition.all: a mapping; all and any take a list of conditions. » Put a dash before each condition.",
    ],
    [
      "any of nothing",
      "{ any: [] }",
      "organization.yaml:20:23  ownDetections[0].condition.any: an empty list; all and any take a list of conditions. » Put a dash before each condition.",
    ],
    [
      "two tests in one",
      "{ field: eventName, equals: OpenVault, exists: true }",
      `organization.yaml:20:16  ownDetections[0].condition: a mapping; ${shape} » ${severalTests}`,
    ],
    [
      "a test without a field",
      "{ equals: OpenVault }",
      `organization.yaml:20:16  ownDetections[0].condition: a mapping; ${shape} » ${severalTests}`,
    ],
    [
      "a text",
      "OpenVault",
      `organization.yaml:20:16  ownDetections[0].condition: "OpenVault" is not valid; ${shape} » For example: { field: eventName, equals: GetSecretValue }`,
    ],
    [
      "a value that the test does not take",
      "{ field: eventName, oneOf: OpenVault }",
      'organization.yaml:20:43  ownDetections[0].condition.oneOf: "OpenVault" is not valid; oneOf takes a list of texts. » Correct the value.',
    ],
    [
      "no value at all",
      "{ field: eventName, noneOf: [] }",
      "organization.yaml:20:44  ownDetections[0].condition.noneOf: an empty list; noneOf takes a list of texts. » Correct the value.",
    ],
    [
      "a mistake deep inside",
      "{ all: [{ field: eventName, equals: OpenVault }, { not: { field: errorCode, exists: 1 } }] }",
      "organization.yaml:20:100  ownDetections[0].condition.all[1].not.exists: 1 is not valid; exists takes true or false. » Correct the value.",
    ],
  ])("is refused with %s", (_, text, problem) => {
    expect(withCondition(text)).toEqual([problem]);
  });

  test("is refused with all its mistakes at once", () => {
    expect(
      withCondition("{ any: [{ field: eventNam, exists: 1 }, { field: eventName, startWith: Open }] }"),
    ).toHaveLength(3);
  });

  test("is refused if CloudWatch Logs has no pattern for it", () => {
    expect(
      problemsOf(ownWith(condition, '{ field: eventName, equals: "a*b" }').replace("OpenVault }", '"a*b" }')),
    ).toEqual([
      `organization.yaml:20:16  ownDetections[0].condition: CloudWatch Logs has no filter pattern for it: eventName: "a*b" has a character that a pattern can't hold. » Reword the condition.`,
    ]);
  });
});

describe("a log group takes a hundred filters", () => {
  const filters = filterCount(catalogue);
  const [first] = catalogue;
  const ownNumbered = (count: number) =>
    `ownDetections:\n${Array.from({ length: count }, (_, index) =>
      own.replace("ownDetections:\n", "").replace("vault-opened", `vault-opened-${index}`),
    ).join("")}`;

  test("and no problem is a hundred", () => {
    expect(problemsOf(correct + ownNumbered(100 - filters))).toEqual([]);
  });

  test("and one more is refused, where the own detections are", () => {
    expect(problemsOf(correct + ownNumbered(101 - filters))).toEqual([
      "organization.yaml:17:3  ownDetections: the detections need 101 metric filters; a log group takes 100. » Switch detections off: detections: { <id>: { enabled: false } }",
    ]);
  });

  test("and what is switched off does not count", () => {
    const off = `detections: { ${first!.id}: { enabled: false } }\n`;

    expect(problemsOf(correct + ownNumbered(101 - filters) + off)).toEqual([]);
  });
});

test("a mail that an alarm can't hold is refused before AWS does", () => {
  const steps = Array.from({ length: 4 }, () => `      - ${"x".repeat(290)}\n`).join("");

  expect(problemsOf(ownWith("    matches:", `    nextSteps:\n${steps}    matches:`))).toEqual([
    "organization.yaml:17:5  ownDetections[0]: its mail has 1236 characters, of the title, why and nextSteps; an alarm takes 1024. » Shorten why or nextSteps.",
  ]);
});

test.each(["trail-silent", "secret-decoy-read"])("the id %s is taken by the product", (id) => {
  expect(problemsOf(ownWith("vault-opened", id))).toEqual([
    `organization.yaml:17:9  ownDetections[0].id: "${id}" names an alarm of the product. » Choose another id.`,
  ]);
});
