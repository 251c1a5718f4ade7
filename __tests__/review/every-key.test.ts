import fc from "fast-check";

import type { Organization } from "../../organization/organization";
import { areas } from "../../review/change";
import { changesBetween } from "../../review/organization-changes";
import { edited, organizationFrom } from "../support/edited-organization";
import { organizationOfSamples, samples } from "../support/every-key";
import { schemaLeaves } from "../support/schema-leaves";

/** Keys that mean nothing to whoever reviews a change, and why. */
const silent: Readonly<Record<string, string>> = {
  example: "it lets placeholders pass, and nothing is made of it",
  "ownDetections[].matches[].what": "examples are checked, and nothing is made of them",
  "ownDetections[].matches[].event": "examples are checked, and nothing is made of them",
  "ownDetections[].ignores[].what": "examples are checked, and nothing is made of them",
  "ownDetections[].ignores[].event": "examples are checked, and nothing is made of them",
  "acknowledgements[].change": "it answers a change",
  "acknowledgements[].reason": "it answers a change",
  include: "members are the same in whatever file they are",
};

function changes(keys: readonly string[], back = false) {
  const [then, now] = [organizationOfSamples([], keys), organizationOfSamples(keys, keys)];
  return back ? changesBetween(now, then) : changesBetween(then, now);
}

test("every key of the configuration is tried", () => {
  expect(Object.keys(samples).sort()).toEqual([...schemaLeaves()].sort());
});

test.each(Object.keys(samples).filter((key) => !(key in silent)))("another %s is told of, there and back", (key) => {
  expect(changes([key])).not.toEqual([]);
  expect(changes([key], true)).not.toEqual([]);
});

test.each(Object.keys(samples).filter((key) => !(key in silent)))(
  "what is told of another %s is a whole sentence",
  (key) => {
    for (const { area, text } of [...changes([key]), ...changes([key], true)]) {
      expect(areas).toContain(area);
      expect(text).toMatch(/^\S.{11,}\.$/);
      expect(text).not.toMatch(/undefined|\[object| {2}| [.,;:]|“”|^[a-z]+ is (not|only)? ?\.$/);
    }
  },
);

test("where a trail that is there already has its events is told with what differs, its log group or its region", () => {
  const existing = (logGroupName: string, logGroupRegion?: string) =>
    organizationFrom(edited((it) => (it.trail = { existing: { logGroupName, logGroupRegion } })));
  const told = (before: Organization, after: Organization) => changesBetween(before, after).map(({ text }) => text);

  expect(told(existing("one"), existing("other"))).toEqual(["Events come from the log group other instead of one."]);
  const moved = told(existing("one"), existing("one", "eu-central-1"));
  expect(moved).toHaveLength(1);
  expect(moved[0]).toContain("eu-central-1");
  expect(moved[0]).toContain("the home region");
  expect(told(existing("one"), existing("one"))).toEqual([]);
  expect(changesBetween(existing("one"), existing("other"))[0]).toMatchObject({
    id: "existing-log-group-changed/other",
    area: "trail",
    watch: "same",
  });
});

test("a channel that is in another workspace or team is told of with both", () => {
  const route = (channels: object) =>
    organizationFrom(edited((it) => (it.alerts.routes = [{ name: "chat", ...channels }] as typeof it.alerts.routes)));
  const slack = (workspaceId: string) => route({ slack: [{ workspaceId, channelId: "C0SECURITY" }] });

  const [change, ...others] = changesBetween(slack("T0ACORN001"), slack("T0OTHER002"));

  expect(others).toEqual([]);
  expect(change).toMatchObject({
    id: expect.stringMatching(/^slack-channel-moved\/chat\/C0SECURITY$/) as string,
    watch: "same",
  });
  expect(change!.text).toMatch(/^chat tells the Slack channel C0SECURITY in .*T0OTHER002, not in .*T0ACORN001\.$/);
});

test.each(Object.entries(silent))("another %s is no change: %s", (key) => {
  expect(changes([key])).toEqual([]);
  expect(changes([key], true)).toEqual([]);
});

test("no key hides that of another so that nothing is told", () => {
  const told = fc.subarray(
    Object.keys(samples).filter((key) => !(key in silent)),
    { minLength: 2, maxLength: 6 },
  );

  fc.assert(
    fc.property(told, fc.boolean(), (keys, back) => changes(keys, back).length > 0),
    { numRuns: 200 },
  );
}, 60_000);
