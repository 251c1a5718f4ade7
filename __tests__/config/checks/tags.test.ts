import fc from "fast-check";

import { MOST_TAGS } from "../../../config/checks/tags";
import { managedBy, ownTags } from "../../../organization/own-tags";
import { organizationFrom } from "../../support/edited-organization";
import { broken, problemsOf } from "./problems-of";

type Tags = Readonly<Record<string, string>>;

const withTags = (defaults: Tags, own: Tags, security: Tags = {}, more = "") =>
  [
    broken(
      "owner: payments@secretwatch.dev",
      `owner: payments@secretwatch.dev\n    tags: ${JSON.stringify(own)}`,
    ).replace('"901234567802" }', `"901234567802", tags: ${JSON.stringify(security)} }`),
    `defaults: { tags: ${JSON.stringify(defaults)} }\n${more}`,
  ].join("");

const many = (count: number, prefix = "tag"): Tags =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`${prefix}${index}`, "x"]));

test("a key that is written in another case than the same one of the defaults", () => {
  expect(problemsOf(withTags({ Team: "platform" }, { team: "shop" }))).toEqual([
    'organization.yaml:14:12  members[0].tags.team: "team" differs in upper and lower case only from "Team" in defaults.tags (organization.yaml:17:27); IAM takes the two for one tag. » Write "Team" to give this account a value of its own, or use another key.',
  ]);
});

test("the same key as in the defaults gives the account a value of its own", () => {
  const text = withTags({ Team: "platform", stage: "prod" }, { Team: "shop" });

  expect(problemsOf(text)).toEqual([]);
  expect(organizationFrom(text).members[0]!.tags).toEqual({ Team: "shop", stage: "prod" });
});

test("two keys of one list that differ in case only", () => {
  expect(problemsOf(withTags({ team: "a", Team: "b" }, { stage: "a", STAGE: "b", Stage: "c" }))).toEqual([
    'organization.yaml:14:24  members[0].tags.STAGE: "STAGE" differs in upper and lower case only from "stage" (organization.yaml:14:20); IAM takes the two for one tag. » Remove one of them.',
    'organization.yaml:14:36  members[0].tags.Stage: "Stage" differs in upper and lower case only from "stage" (organization.yaml:14:20); IAM takes the two for one tag. » Remove one of them.',
    'organization.yaml:17:31  defaults.tags.Team: "Team" differs in upper and lower case only from "team" (organization.yaml:17:27); IAM takes the two for one tag. » Remove one of them.',
  ]);
});

test("defaults are for members: a central account may write its keys as it likes", () => {
  const text = withTags({ Team: "platform" }, {}, { team: "security" });

  expect(problemsOf(text.replace('"901234567801" }', '"901234567801", tags: { TEAM: us } }'))).toEqual([]);
});

describe("the number of tags of a resource", () => {
  test("is that of all together", () => {
    expect(problemsOf(withTags(many(30), many(19, "own")))).toEqual([]);
    expect(problemsOf(withTags(many(30), many(21, "own")))).toEqual([
      "organization.yaml:14:5  members[0].tags: a resource would have 52 tags: 21 here, 30 in defaults.tags (organization.yaml:17:19) and managed-by of ours; AWS takes 50. » Remove 2 or more.",
    ]);
  });

  test("does not count a key twice that an account gives another value", () => {
    expect(problemsOf(withTags(many(49), many(49)))).toEqual([]);
  });

  test("is said once where the defaults alone are too many", () => {
    expect(problemsOf(withTags(many(55), many(1, "own")))).toEqual([
      "organization.yaml:17:13  defaults.tags: a resource would have 56 tags: 55 here and managed-by of ours; AWS takes 50. » Remove 6 or more.",
    ]);
  });

  test("has room for the tag of the key to which an existing trail is copied", () => {
    const existing = "trail: { existing: {} }\n";

    expect(problemsOf(withTags({}, {}, many(49)))).toEqual([]);
    expect(problemsOf(withTags({}, {}, many(48), existing))).toEqual([]);
    expect(problemsOf(withTags({}, {}, many(49), existing))).toEqual([
      "organization.yaml:7:49  security.tags: a resource would have 51 tags: 49 here and managed-by and LogsManaged of ours; AWS takes 50. » Remove 1 or more.",
    ]);
  });
});

test("the tag of the key to which an existing trail is copied is nobody else's", () => {
  const existing = "trail: { existing: {} }\n";

  expect(problemsOf(withTags({}, { LogsManaged: "x" }, { logsmanaged: "no" }))).toEqual([]);
  expect(problemsOf(withTags({}, { LogsManaged: "x" }, { logsmanaged: "no" }, existing))).toEqual([
    "organization.yaml:7:56  security.tags.logsmanaged: the key of the log group has a tag LogsManaged already; without it nothing is copied from the existing trail. » Use another key, or remove it.",
  ]);
});

test("nothing has that tag where an existing trail is not copied", () => {
  const china = withTags({}, {}, { LogsManaged: "no" }, "trail: { existing: {} }\npartition: aws-cn\n")
    .replaceAll("eu-west-1", "cn-north-1")
    .replaceAll("eu-central-1", "cn-northwest-1");

  expect(problemsOf(china)).toEqual([]);
});

test("a tag of the security account has a value: the trail has it, too", () => {
  expect(problemsOf(withTags({ stage: "" }, { team: "" }, { stage: "" }))).toEqual([
    "organization.yaml:7:64  security.tags.stage: the value is empty; the trail has the tags of the security account, and CloudTrail takes none without a value. » Give it a value, remove the tag, or leave the trail without tags: trail: { tags: false }",
  ]);
  expect(problemsOf(withTags({}, {}, { stage: "" }, "trail: { existing: {} }\n"))).toEqual([]);
  expect(problemsOf(withTags({}, {}, { stage: "" }, "trail: { tags: false }\n"))).toEqual([]);
});

test("a tag of the management account has a value where that account makes the trail", () => {
  const china = (more = "") =>
    withTags({}, {}, { stage: "" }, `partition: aws-cn\n${more}`)
      .replaceAll("eu-west-1", "cn-north-1")
      .replaceAll("eu-central-1", "cn-northwest-1")
      .replace('"901234567801" }', '"901234567801", tags: { team: "" } }');

  expect(problemsOf(china())).toEqual([
    "organization.yaml:6:67  management.tags.team: the value is empty; the trail has the tags of the management account, and CloudTrail takes none without a value. » Give it a value, remove the tag, or leave the trail without tags: trail: { tags: false }",
  ]);
  expect(problemsOf(china("trail: { tags: false }\n"))).toEqual([]);
});

test.each(["aws:team", "AWS:team", "aWs:", "te*am", "", "a".repeat(129), "tab\tkey"])("%j is no key", (key) => {
  expect(problemsOf(withTags({}, { [key]: "x" }))).toEqual([
    expect.stringContaining(`${JSON.stringify(key)} is not a valid key; tag keys are 1 to 128 letters`),
  ]);
});

test.each(["aws:team", "AWS:x", "a*b", "a,b", "a".repeat(257)])("%j is no value", (value) => {
  expect(problemsOf(withTags({}, { team: value }))).toEqual([
    expect.stringContaining(`${JSON.stringify(value)} is not valid; tag values are strings of at most 256 letters`),
  ]);
});

test("the longest and the strangest that there may be", () => {
  const tags = { [`${"ü".repeat(120)} _.:/=+-`]: "@".repeat(256), "laws:of the land": "says aws: no", empty: "" };

  expect(problemsOf(withTags(tags, { x: "Größe 4711/α+β=γ@x" }))).toEqual([]);
});

test("what is refused is what breaks a rule once all tags are joined", () => {
  const key = fc.constantFrom("team", "Team", "TEAM", "stage", "Stage", "a", "A", "Managed-By", managedBy.key, "b");
  const tags = fc.tuple(fc.uniqueArray(key, { maxLength: 4 }), fc.constantFrom(0, 1, 44, 45, 46, 47, 48, 49, 50));
  const toTags = ([keys, count]: readonly [string[], number], prefix: string): Tags => ({
    ...Object.fromEntries(keys.map((each) => [each, "x"])),
    ...many(count, prefix),
  });

  fc.assert(
    fc.property(tags, tags, fc.boolean(), (some, others, sameNames) => {
      const defaults = toTags(some, "tag");
      const own = toTags(others, sameNames ? "tag" : "own");

      const taken = (member: Tags) => {
        // A list in which a key is ours is wrong in itself, whatever becomes of the join.
        const ours = Object.keys(ownTags.everywhere);
        const keys = Object.keys(member);
        const lower = [...ours, ...keys].map((each) => each.toLowerCase());
        return new Set(lower).size === lower.length && lower.length <= MOST_TAGS;
      };

      expect(problemsOf(withTags(defaults, own)).length === 0).toBe(taken(defaults) && taken({ ...defaults, ...own }));
    }),
    { numRuns: 200 },
  );
});
