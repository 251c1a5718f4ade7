import { readFileSync } from "node:fs";
import path from "node:path";

import { filterCount } from "../../../detections/compiled";
import { catalogueOf } from "../../../config/effective-detections";
import { loadOrganization } from "../../../config/load-organization";
import { root } from "../../support/synthesized";
import { temporaryDirectory } from "../../support/temporary-directory";
import { correct, problemsOf } from "./problems-of";

const existing = `${correct}trail: { existing: {} }\n`;

function trailOf(yaml: string) {
  return loadOrganization(path.join(temporaryDirectory({ "organization.yaml": yaml }), "organization.yaml")).trail;
}

test("the default is Control Tower's log group in the home region", () => {
  expect(trailOf(existing).existing).toEqual({ logGroupName: "aws-controltower/CloudTrailLogs" });
  expect(trailOf(correct).existing).toBeUndefined();
});

test("any log group in any region of the partition will do, governed or not", () => {
  expect(trailOf(`${correct}trail: { existing: { logGroupName: /org/trail#1, logGroupRegion: us-east-1 } }\n`)).toEqual(
    {
      insights: [],
      excludeKmsEvents: false,
      tags: true,
      existing: { logGroupName: "/org/trail#1", logGroupRegion: "us-east-1" },
    },
  );
});

test.each([
  ["us-gov-west-1", '"us-gov-west-1" is not a region of partition aws.'],
  ["us-east-11", '"us-east-11" is not a region of partition aws. » Did you mean "us-east-1"?'],
])("a region that the partition has not: %s", (region, message) => {
  const [problem] = problemsOf(`${correct}trail: { existing: { logGroupRegion: ${region} } }\n`);

  expect(problem).toContain(`organization.yaml:16:38  trail.existing.logGroupRegion: ${message}`);
});

test.each(["a'b", "with space", "*", "a".repeat(513)])("a name that no log group has: %s", (name) => {
  const problems = problemsOf(`${correct}trail: { existing: { logGroupName: "${name}" } }\n`);

  expect(problems).toHaveLength(1);
  expect(problems[0]).toContain("organization.yaml:16:36  trail.existing.logGroupName: ");
});

test("nothing in its place", () => {
  expect(problemsOf(`${correct}trail:\n  existing:\n`)[0]).toContain(
    "organization.yaml:17:12  trail.existing: empty; existing is a mapping of keys to values.",
  );
});

test.each([
  ["name: acorn", "name"],
  ["insights: []", "insights"],
  ["excludeKmsEvents: false", "excludeKmsEvents"],
  ["tags: false", "tags"],
])("it can't have %s of a trail of our own", (setting, key) => {
  expect(problemsOf(`${correct}trail:\n  existing: {}\n  ${setting}\n`)).toEqual([
    `organization.yaml:18:3  trail.${key}: it is of a trail that Secretwatch makes; trail.existing (organization.yaml:17:13) takes one that is there already. » Remove it: the existing trail is set up where it was made. Or remove trail.existing.`,
  ]);
});

test.each([
  ["archive: { expireAfterDays: 400 }", "archive"],
  ['logArchive: { name: log-archive, id: "901234567804" }', "logArchive"],
])("there is no bucket for %s", (setting, key) => {
  expect(problemsOf(`${existing}${setting}\n`)).toEqual([
    `organization.yaml:17:1  ${key}: it is of a bucket that Secretwatch makes; with trail.existing (organization.yaml:16:20) there is none. » Remove it: the existing trail has its own bucket. Or remove trail.existing.`,
  ]);
});

test("the log group has room for one filter less", () => {
  const own = (count: number) =>
    Array.from(
      { length: count },
      (_, index) => `  - id: own-${index + 1}
    title: Own
    severity: low
    why: Because.
    condition: { field: eventName, equals: Own${index + 1} }
    matches: [{ what: it, event: { eventName: Own${index + 1} } }]
    ignores: [{ what: another, event: { eventName: Another } }]
`,
    ).join("");
  const names = {
    namePrefix: "secretwatch",
    deployRoleName: "SecretwatchDeploy",
    stackSetRolePrefix: "stacksets-exec-",
    logAccountIds: ["222222222222"],
    governedRegions: ["eu-west-1", "eu-central-1"],
    otherRegions: ["us-east-1"],
    silentRegions: false,
  };
  const room = 100 - filterCount(catalogueOf([], names));

  expect(problemsOf(`${correct}ownDetections:\n${own(room)}`)).toEqual([]);
  expect(problemsOf(`${existing}ownDetections:\n${own(room - 1)}`)).toEqual([]);
  expect(problemsOf(`${existing}ownDetections:\n${own(room)}`)).toEqual([
    "organization.yaml:18:3  ownDetections: the detections need 100 metric filters; a log group takes 99. » Switch detections off: detections: { <id>: { enabled: false } }",
  ]);
});

test("the example says which trail it is about", () => {
  const example = readFileSync(path.join(root, "examples/existing-trail/organization.yaml"), "utf8");

  expect(trailOf(example).existing).toEqual({
    logGroupName: "aws-controltower/CloudTrailLogs",
    logGroupRegion: "eu-central-1",
  });
});

describe("in a partition where nothing is copied between accounts", () => {
  const inChina = (trail: string) =>
    `${correct.replace("homeRegion: eu-west-1", "partition: aws-cn\nhomeRegion: cn-north-1").replace(/governedRegions: .*/, "governedRegions: [cn-north-1]")}trail: ${trail}\n`;

  test.each([
    "{ existing: {} }",
    "{ existing: { logGroupName: /org/trail } }",
    "{ existing: { logGroupRegion: cn-north-1 } }",
    "{ name: acorn }",
  ])("%s can be used", (trail) => {
    expect(problemsOf(inChina(trail))).toEqual([]);
  });

  test("a log group in another region can't: alarms tell topics of their own region", () => {
    expect(problemsOf(inChina("{ existing: { logGroupRegion: cn-northwest-1 } }"))).toEqual([
      'organization.yaml:17:38  trail.existing.logGroupRegion: "cn-northwest-1" is not homeRegion, cn-north-1; in partition aws-cn alarms are on the log group itself, which has to be there. » Make cn-northwest-1 the home region, or have the trail deliver to a log group in cn-north-1, or remove trail.existing.',
    ]);
  });
});
