import { isDeepStrictEqual } from "node:util";

import fc from "fast-check";

import { PlannedChanges } from "../../../deploy/reviewed/planned-changes";
import type { ResourceChange } from "../../../plan/plan-document";
import { PlanProblem } from "../../../plan/plan-shape";
import { CREATED } from "../../support/played-terraform";

function changesOf(resources: readonly object[], outputs: Readonly<Record<string, object>> = {}): PlannedChanges {
  const changes = new PlannedChanges();
  for (const each of resources) changes.change(each as ResourceChange);
  for (const [name, each] of Object.entries(outputs)) changes.output(name, each as ResourceChange["change"]);
  return changes;
}

const value = fc.jsonValue({ maxDepth: 3 });
const resource = fc
  .record({
    address: fc.constantFrom("aws_a.a", "aws_a.b", 'aws_a.c["x"]'),
    type: fc.constant("aws_a"),
    deposed: fc.option(fc.string(), { nil: undefined }),
    actions: fc.constantFrom(["create"], ["delete", "create"], ["update"], ["delete"]),
    before: value,
    after: value,
    after_unknown: value,
  })
  .map(({ actions, before, after, after_unknown, ...all }) => ({
    ...all,
    change: { actions, before, after, after_unknown },
  }));
const resources = fc.array(resource, { maxLength: 6 });

/** The same with the keys of each object in the opposite order. */
function turned(it: unknown): unknown {
  if (Array.isArray(it)) return it.map(turned);
  if (typeof it !== "object" || it === null) return it;
  return Object.fromEntries(
    Object.entries(it)
      .reverse()
      .map(([key, each]) => [key, turned(each)]),
  );
}

test("neither the order of changes matters nor that of keys, nor why Terraform does it, nor what stays", () => {
  fc.assert(
    fc.property(resources, value, (all, reason) => {
      const otherwise = [...all].reverse().map((each) => ({ ...(turned(each) as object), action_reason: reason }));
      const stays = { ...CREATED, address: "aws_a.stays", change: { actions: ["no-op"], before: reason } };

      expect(changesOf(all).differences(changesOf([...otherwise, stays] as object[]))).toEqual([]);
    }),
  );
});

test("whatever else is different in one is found, and named", () => {
  fc.assert(
    fc.property(
      resources,
      resource,
      fc.constantFrom("before", "after", "after_unknown"),
      value,
      (all, one, key, to) => {
        fc.pre(!isDeepStrictEqual(plain(one.change[key]), plain(to)));
        const other = { ...one, change: { ...one.change, [key]: to } };

        expect(changesOf([...all, one]).differences(changesOf([...all, other]))).toEqual([one.address]);
      },
    ),
  );
});

test.each([
  ["one more", [CREATED], []],
  ["the same one twice", [CREATED, CREATED], [CREATED]],
  ["another one that is left of it", [CREATED], [{ ...CREATED, deposed: "a" }]],
  ["another action", [CREATED], [{ ...CREATED, change: { ...CREATED.change, actions: ["delete", "create"] } }]],
  ["what is imported", [CREATED], [{ ...CREATED, change: { ...CREATED.change, importing: { id: "x" } } }]],
])("%s is another plan", (_, one, other) => {
  expect(changesOf(one).differences(changesOf(other))).toEqual([CREATED.address]);
  expect(changesOf(other).differences(changesOf(one))).toEqual([CREATED.address]);
});

test("outputs count, and none is taken for a resource that is called like one", () => {
  const change = { actions: ["create"], before: null, after: "a" };
  const one = changesOf([], { arn: change });

  expect(one.differences(changesOf([]))).toEqual(["output.arn"]);
  expect(one.differences(changesOf([], { arn: { ...change, after: "b" } }))).toEqual(["output.arn"]);
  expect(one.differences(changesOf([{ address: "output.arn", type: "x", change }]))).toEqual(["output.arn"]);
  expect(one.differences(changesOf([], { arn: change }))).toEqual([]);
});

test("a plan that is nested without an end is refused, and ends nothing", () => {
  const nested = JSON.parse(`${"[".repeat(5000)}${"]".repeat(5000)}`) as unknown;

  expect(() => changesOf([{ ...CREATED, change: { actions: ["create"], after: nested } }])).toThrow(PlanProblem);
});

/** As it is in JSON, which has no -0. */
function plain(it: unknown): unknown {
  return JSON.parse(JSON.stringify(it));
}
