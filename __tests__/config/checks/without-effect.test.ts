import path from "node:path";

import fc from "fast-check";

import { render } from "../../../config/files/problem";
import { loadOrganization } from "../../../config/load-organization";
import type { Organization } from "../../../organization/organization";
import { lostWatch } from "../../../review/watch";
import { edited, organizationFrom, type OrganizationText } from "../../support/edited-organization";
import { temporaryDirectory } from "../../support/temporary-directory";

type Edit = (it: OrganizationText) => void;

/** Notes on the small organization after an edit, without their places. */
function notes(edit: Edit): readonly string[] {
  const file = path.join(temporaryDirectory({ "organization.yaml": edited(edit) }), "organization.yaml");
  const said: string[] = [];
  loadOrganization(file, (note) => said.push(render(note).toString().replace(/\s+/g, " ")));
  return said
    .map((each) => each.replace(/^.*?organization\.yaml:\d+:\d+ /, ""))
    .filter((each) => each.includes("it changes nothing"));
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
])("%s is noted, because it changes nothing", (_, edit, expected) => {
  expect(notes(edit)).toEqual([expect.stringContaining(expected)]);
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
    fc.property(readers, readers, fc.constantFrom("role/a", "role/ab", "role/b", "role/a*"), (all, some, one) => {
      const edit = (ofSecret: readonly string[]) => (it: OrganizationText) => {
        it.defaults.expectedReaders = [...all];
        it.members[0]!.expectedReaders = [...some];
        it.members[0]!.secrets![0]!.expectedReaders = [...ofSecret];
      };

      const noted = notes(edit([one])).some((each) => each.includes("secrets[0]"));

      const changed = without(organizationFrom(edited(edit([one]))), organizationFrom(edited(edit([])))) > 0;
      expect(noted).toBe(!changed);
    }),
    { numRuns: 40 },
  );
}, 30_000);
