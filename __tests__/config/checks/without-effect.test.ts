import path from "node:path";

import fc from "fast-check";

import { render } from "../../../config/files/problem";
import { loadOrganization } from "../../../config/load-organization";
import type { Organization } from "../../../organization/organization";
import { lostWatch } from "../../../review/watch";
import { edited, organizationFrom, type OrganizationText } from "../../support/edited-organization";
import { synthesize } from "../../support/synthesized";
import { temporaryDirectory } from "../../support/temporary-directory";

type Edit = (it: OrganizationText) => void;

/** Notes on the small organization after an edit, without their places. */
function notes(edit: Edit): readonly string[] {
  const file = path.join(temporaryDirectory({ "organization.yaml": edited(edit) }), "organization.yaml");
  const said: string[] = [];
  loadOrganization(file, (note) => said.push(render(note).toString().replace(/\s+/g, " ")));
  return said
    .map((each) => each.replace(/^.*?organization\.yaml:\d+:\d+ /, ""))
    .filter((each) => /it (changes nothing|matches nobody)/.test(each));
}

test.each<[string, Edit, string]>([
  [
    "the threshold of what is counted only",
    (it) => (it.detections["secret-read"] = { threshold: 10 }),
    "detections.secret-read.threshold: it changes nothing: secret-read is info: it is counted, without an alarm.",
  ],
  [
    "the period of what somebody made info",
    (it) => (it.detections["secret-deleted"] = { severity: "info", period: 300 }),
    "detections.secret-deleted.period: it changes nothing: secret-deleted is info",
  ],
  [
    "anything of a detection that is off",
    (it) => (it.detections["secret-deleted"] = { enabled: false, severity: "low" }),
    "detections.secret-deleted.severity: it changes nothing: secret-deleted is off.",
  ],
  [
    "roles that are left out of what no role does",
    (it) => (it.detections["console-login-without-mfa"] = { excludePrincipals: ["role/admin"] }),
    "detections.console-login-without-mfa.excludePrincipals: it changes nothing: no role ever does what console-login-without-mfa is about.",
  ],
  [
    "what owners get who get nothing",
    (it) => (it.alerts.owners = { notify: false, minimumSeverity: "high" }),
    "alerts.owners.minimumSeverity: it changes nothing: owners get no mail.",
  ],
  [
    "how often a roll is called that is not called",
    (it) => Object.assign(it.alerts, { heartbeat: false, heartbeatMinutes: 30 }),
    "alerts.heartbeatMinutes: it changes nothing: there are no signs of life.",
  ],
  [
    "the mode of a wave that nobody is in",
    (it) => {
      it.members[1]!.wave = "all";
      it.modes = { canary: "quiet" };
    },
    "modes.canary: it changes nothing: no account is in the wave canary.",
  ],
  [
    "a reader of an account who is one by default",
    (it) => (it.members[0]!.expectedReaders = ["role/secret-rotation"]),
    "members[0].expectedReaders[0]: it changes nothing: it is in defaults.expectedReaders already.",
  ],
  [
    "a reader of a secret whom a wider one of the account covers",
    (it) => (it.members[0]!.expectedReaders = ["role/service/*"]),
    'members[0].secrets[0].expectedReaders[0]: it changes nothing: "role/service/*" is in expectedReaders of its account already.',
  ],
  [
    "a reader whom another entry of the list covers",
    (it) => (it.members[0]!.expectedReaders = ["role/backup/nightly", "role/backup/*"]),
    'members[0].expectedReaders[0]: it changes nothing: "role/backup/*" is in the list already.',
  ],
  [
    "a reader of the defaults whom another one covers",
    (it) => it.defaults.expectedReaders.push("role/secret-*"),
    'defaults.expectedReaders[0]: it changes nothing: "role/secret-*" is in the list already.',
  ],
  [
    "a reader who is in the list with the account's number, too",
    (it) => (it.members[0]!.expectedReaders = ["role/backup", "arn:aws:iam::333333333333:role/backup"]),
    'members[0].expectedReaders[1]: it changes nothing: "role/backup" is in the list already.',
  ],
  [
    "a reader of a secret who is one of the account, with its number",
    (it) => {
      it.members[0]!.expectedReaders = ["arn:aws:iam::333333333333:role/admin"];
      it.members[0]!.secrets![1]!.expectedReaders = ["role/admin"];
    },
    'members[0].secrets[1].expectedReaders[0]: it changes nothing: "arn:aws:iam::333333333333:role/admin" is in expectedReaders of its account already.',
  ],
  [
    "at once what a route does not get",
    (it) => Object.assign(it.alerts.routes[0]!, { alarmsAtOnce: "low" }),
    "alerts.routes[0].alarmsAtOnce: it changes nothing: the route gets what is high or more urgent.",
  ],
  [
    "a wave that nobody is in",
    (it) => Object.assign(it, { waves: ["canary", "rest", "all"] }),
    "waves[1]: it changes nothing: no account is in the wave rest.",
  ],
  [
    "a unit that nobody names",
    (it) => Object.assign(it.organizationalUnits as object, { attic: "ou-exam-attic123" }),
    "organizationalUnits.attic: it changes nothing: no member and no guardrail is in the unit attic.",
  ],
  [
    "a guardrail for nobody",
    (it) => (it.guardrails = { denyReadsFromOutside: {} }),
    "guardrails.denyReadsFromOutside: it changes nothing: it is for no unit and no account.",
  ],
  [
    "a secret of elsewhere without readers and owner",
    (it) => (it.members[0]!.watchedSecrets = [{ name: "legacy" }]),
    "members[0].watchedSecrets[0]: it changes nothing: unexpected reads of every secret are told of, listed or not.",
  ],
  [
    "a tag that every account has",
    (it) => (it.members[0]!.tags = { "cost-center": "4711", team: "shop" }),
    "members[0].tags.cost-center: it changes nothing: it is in defaults.tags already.",
  ],
  [
    "a setting for what the trail leaves out",
    (it) => {
      it.trail = { excludeKmsEvents: true };
      it.detections = { "key-policy-changed": { severity: "low" } };
    },
    "detections.key-policy-changed: it changes nothing: the trail leaves out calls of KMS.",
  ],
])("%s is noted, because it changes nothing", (_, edit, expected) => {
  expect(notes(edit)).toEqual([expect.stringContaining(expected)]);
});

test.each<[string, Edit, Edit]>([
  ["a route's alarms at once", () => undefined, (it) => Object.assign(it.alerts.routes[0]!, { alarmsAtOnce: "low" })],
  ["an empty wave", () => undefined, (it) => Object.assign(it, { waves: ["canary", "rest", "all"] })],
  [
    "an unused unit",
    () => undefined,
    (it) => Object.assign(it.organizationalUnits as object, { attic: "ou-exam-attic123" }),
  ],
  ["a guardrail for nobody", (it) => delete it.guardrails, (it) => (it.guardrails = { protectWatch: {} })],
  ["a listed secret without anything", () => undefined, (it) => (it.members[0]!.watchedSecrets = [{ name: "legacy" }])],
  ["a tag of all", () => undefined, (it) => (it.members[0]!.tags = { "cost-center": "4711" })],
  [
    "a reader by number, too",
    (it) => (it.members[0]!.expectedReaders = ["role/backup"]),
    (it) => (it.members[0]!.expectedReaders = ["role/backup", "arn:aws:iam::333333333333:role/backup"]),
  ],
])("%s is noted rightly: every stack is made as without it", (_, without, withIt) => {
  const [one, other] = [without, withIt].map((edit) => synthesize(organizationFrom(edited(edit))));

  expect(notes(withIt)).toHaveLength(1);
  expect(other).toEqual(one);
});

test.each([
  [
    "role/AWSReservedSSO_Admin_0123456789abcdef",
    /matches nobody: .* below aws-reserved\/sso\.amazonaws\.com\/.*eu-west-1\/AWSReservedSSO_/,
  ],
  ["role/AWSReservedSSO_*", /matches nobody/],
  ["arn:aws:iam::555555555555:role/AWSServiceRoleForECS", /matches nobody: .* below aws-service-role\//],
  [`role/${"a".repeat(511)}/app`, /matches nobody: a path has 512 characters at most/],
  [`user/${"a".repeat(511)}/app`, /matches nobody: a path has 512/],
])("a reader %s is noted, because nobody is called so", (reader, expected) => {
  expect(notes((it) => (it.members[0]!.expectedReaders = [reader]))).toEqual([expect.stringMatching(expected)]);
});

test("so is a role that a detection leaves out", () => {
  expect(
    notes((it) => (it.detections["secret-deleted"] = { excludePrincipals: ["role/AWSReservedSSO_Admin_0123"] })),
  ).toEqual([expect.stringContaining("detections.secret-deleted.excludePrincipals[0]: it matches nobody")]);
});

test.each([
  "role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_Admin_0123456789abcdef",
  "role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_*",
  "role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS",
  "role/AWSReserved*",
  "user/AWSServiceRoleForECS",
  `role/${"a".repeat(510)}/app`,
  "service/ecs.amazonaws.com",
])("a reader %s is not noted", (reader) => {
  expect(notes((it) => (it.members[0]!.expectedReaders = [reader]))).toEqual([]);
});

test.each<[string, Edit]>([
  ["nothing", () => undefined],
  ["the severity of what was info", (it) => (it.detections["secret-read"] = { severity: "low", threshold: 10 })],
  ["what is off, and nothing else", (it) => (it.detections["secret-deleted"] = { enabled: false })],
  [
    "roles that are left out of what roles do",
    (it) => (it.detections["secret-deleted"] = { excludePrincipals: ["role/a"] }),
  ],
  ["what owners get", (it) => (it.alerts.owners = { minimumSeverity: "high" })],
  ["the mode of a wave", (it) => (it.modes = { canary: "quiet" })],
  [
    "all waves quiet, which central accounts follow",
    (it) => {
      it.members[1]!.wave = "all";
      it.modes = { canary: "quiet", all: "quiet" };
    },
  ],
  ["a wider reader of a secret", (it) => (it.members[0]!.secrets![1]!.expectedReaders = ["role/secret-*"])],
])("%s is not noted", (_, edit) => {
  expect(notes(edit)).toEqual([]);
});

test("a reader that is noted may go without a change to what is watched, and one that is not may not", () => {
  const readers = fc.subarray(["role/a", "role/a*", "role/ab", "role/b", "service/a.amazonaws.com"]);
  const without = (organization: Organization, other: Organization) =>
    lostWatch({ before: organization, after: other }).length + lostWatch({ before: other, after: organization }).length;

  fc.assert(
    fc.property(
      readers,
      readers,
      readers,
      fc.constantFrom("role/a", "role/ab", "role/b", "role/a*"),
      (all, some, own, one) => {
        const beside = own.filter((each) => each !== one);
        const edit = (ofSecret: readonly string[]) => (it: OrganizationText) => {
          it.defaults.expectedReaders = [...all];
          it.members[0]!.expectedReaders = [...some];
          it.members[0]!.secrets![0]!.expectedReaders = [...ofSecret];
        };

        const noted = notes(edit([one, ...beside])).some((each) => each.includes("secrets[0].expectedReaders[0]"));

        const changed =
          without(organizationFrom(edited(edit([one, ...beside]))), organizationFrom(edited(edit(beside)))) > 0;
        expect(noted).toBe(!changed);
      },
    ),
    { numRuns: 40 },
  );
}, 30_000);
