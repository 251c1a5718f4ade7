import fc from "fast-check";

import { asMarkdown } from "../../../plan/comment/markdown";
import type { Danger, Note, OtherChange, PlanSummary, PolicyChange } from "../../../plan/plan-summary";

const MOST_BYTES = 65_000;

const letters = fc.constantFrom("a", "é", "版", "🔑", "`", "|");
const text = fc.oneof(
  fc.stringMatching(/^[a-z*_`<@| 版🔑]{1,80}$/u),
  fc.tuple(letters, fc.integer({ min: 1, max: 70_000 })).map(([each, count]) => each.repeat(count)),
);
/** Names of files have up to 255 bytes. */
const name = fc.oneof(
  fc.stringMatching(/^[a-z版🔑-]{1,60}$/u),
  letters.map((each) => each.repeat(Math.floor(255 / Buffer.byteLength(each)))),
);

const occurrence = fc.record({ stack: name, account: fc.constant("333333333333"), address: name, name: text });
const occurrences = fc
  .tuple(fc.array(occurrence, { minLength: 1, maxLength: 5 }), fc.nat(200))
  .map(([some, more]) => [
    ...some,
    ...Array.from({ length: more }, (_, index) => ({ ...some[0]!, stack: `${index}${some[0]!.stack}`.slice(0, 120) })),
  ]);
const groupsOf = <Value>(value: fc.Arbitrary<Value>) => fc.array(fc.record({ value, occurrences }), { maxLength: 8 });

const stateful = fc.record({
  kind: fc.constant("stateful" as const),
  verb: fc.constantFrom("destroy" as const, "replace" as const),
  type: fc.constant("aws_sns_topic"),
  what: fc.constant("subscriptions"),
  because: fc.array(name, { maxLength: 30 }),
});
const open = fc.record({ kind: fc.constant("open-policy" as const), type: fc.constant("aws_sns_topic"), what: text });
const danger: fc.Arbitrary<Danger> = fc.oneof(stateful, open);
const grant = fc.record({
  effect: fc.constant("allow"),
  principals: fc.array(text, { maxLength: 5 }),
  actions: fc.array(text, { maxLength: 5 }),
  resources: fc.array(text, { maxLength: 5 }),
  conditions: fc.array(text, { maxLength: 5 }),
});
const policy: fc.Arbitrary<PolicyChange> = fc.record({
  type: fc.constant("aws_sns_topic_policy"),
  verb: fc.constantFrom("create" as const, "update" as const, "destroy" as const),
  difference: fc.record({
    added: fc.array(grant, { maxLength: 3 }),
    removed: fc.constant([]),
    changed: fc.constant([]),
  }),
});
const other: fc.Arbitrary<OtherChange> = fc.record({
  type: fc.constant("aws_sns_topic"),
  verb: fc.constantFrom("create" as const, "update" as const, "destroy" as const),
  attributes: fc.array(fc.record({ attribute: name, before: text, after: text }), { maxLength: 3 }),
});
const note: fc.Arbitrary<Note> = fc.record({
  kind: fc.constantFrom("drift" as const, "check" as const, "output" as const),
  what: text,
});
const summary: fc.Arbitrary<PlanSummary> = fc.record({
  stacks: fc.array(
    fc.record({
      stack: name,
      file: name,
      counts: fc.constant({ create: 1, update: 0, replace: 0, destroy: 0 }),
      changes: fc.boolean(),
    }),
    { maxLength: 14 },
  ),
  dangers: groupsOf(danger),
  policies: groupsOf(policy),
  attachments: fc.constant([]),
  patterns: fc.constant([]),
  others: groupsOf(other),
  notes: groupsOf(note),
  unreadable: fc.array(fc.record({ file: text, problem: text }), { maxLength: 40 }),
});

test("whatever is planned, the comment fits", () => {
  fc.assert(
    fc.property(summary, (all) => {
      expect(Buffer.byteLength(asMarkdown(all).toString())).toBeLessThanOrEqual(MOST_BYTES);
    }),
    { numRuns: 60 },
  );
});

test("a danger with more places than fit is told in short", () => {
  const places = Array.from({ length: 400 }, (_, index) => ({
    stack: `member-${index % 30}`,
    address: `aws_sns_topic.T${index}`,
    name: `${index}${"🔑".repeat(118)}`,
  }));
  const value = { kind: "stateful", verb: "destroy", type: "aws_sns_topic", what: "subscriptions" } as const;
  const counts = { create: 0, update: 0, replace: 0, destroy: 1 };
  const stacks = [{ stack: "member-0", file: "f", counts, changes: true }];
  const all = {
    stacks,
    dangers: [{ value, occurrences: places }],
    policies: [],
    attachments: [],
    patterns: [],
    others: [],
    notes: [],
  };

  const comment = asMarkdown({ ...all, unreadable: [] }).toString();

  expect(comment).toMatch(/- \*\*Destroys 400 .+\*\*\. Lost: subscriptions\n {2}- the same in 30 accounts/);
  expect(comment).not.toContain("Left out");
});
