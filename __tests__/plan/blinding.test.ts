import type { Change, ResourceChange } from "../../plan/plan-document";
import { exitCode } from "../../plan/plan-summary";
import { blindingChanges, type When } from "../../resources/blinding-changes";
import { plannedTypes } from "../../resources/resource-types";
import { commentOn, planOf, resource, summarize } from "./summarize";

function blindedBy(type: string, change: Change): readonly string[] {
  const { dangers } = summarize({ member: planOf(resource(type, change)) });
  return dangers.flatMap(({ value }) => (value.kind === "blinding" ? [value.what] : []));
}

/** A block has a list of one in a plan. */
function having(attribute: string, value: unknown): object {
  const [first = "", ...rest] = attribute.split(".");
  return { [first]: rest.length === 0 ? value : [having(rest.join("."), value)] };
}

/** Before and after of a harmful change. */
function sidesOf(when: When): readonly [unknown, unknown] {
  if (typeof when === "object") return "leaves" in when ? [when.leaves, "else"] : ["else", when.becomes];
  const sides: Readonly<Record<Exclude<When, object>, readonly [unknown, unknown]>> = {
    off: [true, false],
    on: [false, true],
    less: [400, 30],
    shorter: [0, 30],
    loses: [["a", "b"], ["b"]],
    gone: ["a", null],
    another: ["a", "b"],
    changes: [null, "a"],
  };
  return sides[when];
}

const update = (before: object, after: object, more: Partial<Change> = {}): Change => ({
  actions: ["update"],
  before,
  after,
  ...more,
});

const rows = Object.entries(blindingChanges).flatMap(([type, { changes = [] }]) =>
  changes.map(({ attribute, when, what }) => [type, attribute, when, what] as const),
);

describe.each(rows)("%s.%s", (type, attribute, when, what) => {
  const [was, is] = sidesOf(when);
  const [before, after] = [having(attribute, was), having(attribute, is)];

  test("is dangerous where it harms", () => {
    expect(blindedBy(type, update(before, after)).join()).toContain(what);
  });

  test("is not where it stays, where it is new, and where nobody knows yet", () => {
    const unknown = { [attribute.split(".")[0]!]: true };

    expect(blindedBy(type, update(before, { ...before, name: "a" }))).toEqual([]);
    expect(blindedBy(type, { actions: ["create"], before: null, after }).join()).not.toContain(what);
    expect(blindedBy(type, update(before, {}, { after_unknown: unknown })).join()).not.toContain(what);
  });

  test(
    ["changes", "another"].includes(when as string)
      ? "is dangerous the other way round, too"
      : "is not the other way round",
    () => {
      const back = blindedBy(type, update(after, before)).join();

      if (when === "changes" || when === "another") expect(back).toContain(what);
      else expect(back).not.toContain(what);
    },
  );
});

test.each(
  Object.entries(blindingChanges).flatMap(([type, { ends }]) => (ends === undefined ? [] : [[type, ends] as const])),
)("the end of %s is dangerous, its replacement is told by what changes in it", (type, ends) => {
  const sides = { before: { name: "a" }, after: { name: "b" } };

  expect(blindedBy(type, { actions: ["delete"], before: { name: "a" }, after: null })).toEqual([ends]);
  expect(blindedBy(type, { actions: ["delete", "create"], ...sides })).toEqual([]);
});

test("time to keep that is for ever is longer than any, and what gets longer is not dangerous", () => {
  const of = (was: number | null, is: number | null) =>
    blindedBy("aws_cloudwatch_log_group", update({ retention_in_days: was }, { retention_in_days: is }));

  expect(of(400, 30)).toEqual(["keeps what it has for a shorter time: 30 instead of 400"]);
  expect([of(0, 3650), of(null, 3650)].flat()).toHaveLength(2);
  expect([of(400, 0), of(400, null), of(30, 400)].flat()).toEqual([]);
});

test("what it means stands in the comment with its places, and the exit code says so", () => {
  const group = (name: string): ResourceChange =>
    resource(
      "aws_cloudwatch_log_group",
      update({ name, deletion_protection_enabled: true }, { name, deletion_protection_enabled: false }),
      name,
    );

  const summary = summarize({ security: planOf(group("journal"), group("trail")) });

  expect(exitCode(summary)).toBe(20);
  expect(commentOn(summary)).toContain(
    "- **Can be deleted by one call: its protection is off** (`aws_cloudwatch_log_group`)\n  - `security` (333333333333): `journal`, `trail`\n",
  );
});

test("a type that tells what is lost with it does not tell it twice", () => {
  for (const [type, { ends }] of Object.entries(blindingChanges)) {
    const { stateful = false } = Object.hasOwn(plannedTypes, type) ? plannedTypes[type]! : {};
    expect([type, ends !== undefined && stateful !== false]).toEqual([type, false]);
  }
});
