import fc from "fast-check";

import type { Between } from "../../review/key-words";
import { changesBetween } from "../../review/organization-changes";
import { lostWatch, unsaid } from "../../review/watch";
import { organizationOfSamples, samples } from "../support/every-key";
import { edited, organizationFrom, small, type OrganizationText } from "../support/edited-organization";

const someKeys = fc.subarray(Object.keys(samples), { minLength: 1, maxLength: 6 });

function sampled(keys: readonly string[], back: boolean): Between {
  const [then, now] = [organizationOfSamples([], keys), organizationOfSamples(keys, keys)];
  return back ? { before: now, after: then } : { before: then, after: now };
}

function guarded({ before, after }: Between): readonly string[] {
  return changesBetween(before, after)
    .filter((change) => change.guarded)
    .map(({ id }) => id);
}

const base = organizationFrom(small);
const against = (edit: (it: OrganizationText) => void, before = base): Between => ({
  before,
  after: organizationFrom(edited(edit)),
});

test("whatever is edited, what is watched less is said by the words of its keys, and needs a reason", () => {
  fc.assert(
    fc.property(someKeys, fc.boolean(), (keys, back) => {
      const between = sampled(keys, back);

      const asked = guarded(between);

      expect(asked.filter((id) => id.startsWith("watched-less/"))).toEqual([]);
      expect(lostWatch(between).length === 0 || asked.length > 0).toBe(true);
    }),
    { numRuns: 300 },
  );
}, 60_000);

test.each(Object.keys(samples).flatMap((key) => [[key, "there"] as const, [key, "back"] as const]))(
  "another %s, %s: what the words call less is watched less",
  (key, way) => {
    const between = sampled([key], way === "back");

    const less = changesBetween(between.before, between.after).filter(({ watch }) => watch === "less");

    expect(less.length === 0 || lostWatch(between).length > 0).toBe(true);
  },
);

test.each<[string, (it: OrganizationText) => void, string]>([
  ["a region is not governed any more", (it) => it.governedRegions.splice(1), "settings"],
  ["an account goes", (it) => it.members.pop(), "accounts"],
  ["a wave is quiet", (it) => (it.modes = { canary: "quiet" }), "modes"],
  ["the mail of the team is another", (it) => (it.alerts.emails = ["new@acorn.example"]), "recipients"],
  ["readers are widened", (it) => (it.defaults.expectedReaders = ["role/a*"]), "readers"],
  ["a detection is off", (it) => (it.detections["secret-deleted"] = { enabled: false }), "detections"],
  ["a guardrail is off", (it) => (it.guardrails = {}), "guardrails"],
  ["files are kept for less time", (it) => (it.archive = { expireAfterDays: 400 }), "trail"],
  ["a decoy goes", (it) => (it.defaults.decoys = []), "decoys"],
  ["a secret goes", (it) => it.members[0]!.secrets!.pop(), "secrets"],
])("where the words of a key forgot that %s, it is asked about all the same", (_, edit, area) => {
  const between = against((it) => {
    delete it.members[0]!.secrets![0]!.replicaRegions;
    edit(it);
  });

  const asked = unsaid(between, []);

  expect(asked.map((change) => change.id)).toContain(`watched-less/${area}`);
  expect(asked.every((change) => change.guarded)).toBe(true);
});

test("readers that are narrowed take nothing from the watch", () => {
  const wide = organizationFrom(edited((it) => (it.defaults.expectedReaders = ["role/secret-*"])));

  const narrowed = { before: wide, after: base };

  expect(lostWatch(narrowed)).toEqual([]);
  expect(guarded(narrowed)).toEqual([]);
});

test("a reader of a secret that may read all of the account's already takes nothing from the watch", () => {
  const secret = against((it) => (it.members[0]!.secrets![1]!.expectedReaders = ["role/secret-rotation"]));

  expect(lostWatch(secret)).toEqual([]);
});

test("readers of what is new silence nothing that was heard", () => {
  const added = against((it) =>
    it.members[0]!.secrets!.push({ name: "prod/shop/new", expectedReaders: ["role/service/new"] }),
  );

  expect(lostWatch(added)).toEqual([]);
  expect(guarded(added)).toEqual([]);
});
