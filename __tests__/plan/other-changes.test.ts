import type { Change, PlanDocument, ResourceChange } from "../../plan/plan-document";
import { exitCode } from "../../plan/plan-summary";
import { stackOfFile } from "../../plan/stack-of-file";
import { commentOn, planOf, resource, summarize } from "./summarize";

const update = (before: object, after: object, more: Partial<Change> = {}): Change => ({
  actions: ["update"],
  before,
  after,
  ...more,
});

function ofAccount(account: string, ...changes: readonly ResourceChange[]): PlanDocument {
  const expressions = { allowed_account_ids: { constant_value: [account] } };
  return { ...planOf(...changes), configuration: { provider_config: { aws: { expressions } } } };
}

test("the same change of many accounts is told once, though their own ids and names are in it", () => {
  const plans = Object.fromEntries(
    ["a", "b", "c"].map((name, index) => {
      const account = `33333333333${index}`;
      const change = update(
        { arn: `arn:${account}:${name}`, period: 60 },
        { arn: `arn:${account}:${name}`, period: 300 },
      );
      return [`member-${name}`, ofAccount(account, resource("aws_cloudwatch_metric_alarm", change))];
    }),
  );

  const summary = summarize(plans);

  expect(summary.others).toHaveLength(1);
  expect(commentOn(summary)).toContain("the same in 3 accounts");
  expect(commentOn(summary)).toContain("`member-b` (333333333331)");
});

test("different changes stay apart", () => {
  const plan = (period: number) => planOf(resource("aws_cloudwatch_metric_alarm", update({ period: 60 }, { period })));

  expect(summarize({ a: plan(120), b: plan(300) }).others).toHaveLength(2);
});

test("a value that is known after the apply is said to be", () => {
  const change = update({ region: "a" }, {}, { after_unknown: { region: true } });
  const commentOf = (type: string) => commentOn(summarize({ a: planOf(resource(type, change)) }));

  expect(commentOf("aws_sqs_queue")).toContain("`a` → `(known after the apply)`");
  expect(commentOf("aws_x")).toContain("`(not shown)` → `(known after the apply)`");
});

test("long texts are shown around what differs", () => {
  const long = (word: string) => `${"a".repeat(500)} ${word} ${"b".repeat(500)}`;

  const comment = commentOn(
    summarize({
      a: planOf(resource("aws_iam_role", update({ description: long("old") }, { description: long("new") }))),
    }),
  );

  expect(comment).toMatch(/`…a{1,30} old b{1,30}…` → `…a{1,30} new b{1,30}…`/);
});

test("moved, imported and forgotten resources are told and count as changes", () => {
  const same: Change = { actions: ["no-op"], before: {}, after: {} };
  const summary = summarize({
    a: planOf(
      { ...resource("aws_x", same, "New"), previous_address: "aws_x.Old" },
      resource("aws_x", { ...same, importing: { id: "x" } }, "Imported"),
      resource("aws_x", { actions: ["forget"], before: {}, after: null }, "Forgotten"),
    ),
  });

  expect(exitCode(summary)).toBe(10);
  expect(commentOn(summary)).toMatch(/moved `aws_x.New`[\s\S]*from aws\\_x\.Old/);
  expect(commentOn(summary)).toContain("imported `aws_x.Imported`");
  expect(commentOn(summary)).toContain("forgotten `aws_x.Forgotten`");
});

test("drift is told, and is no change unless there is something to apply", () => {
  const gone = resource("aws_cloudwatch_metric_alarm", { actions: ["delete"], before: {}, after: null });
  const drifted = (applyable: boolean) =>
    summarize({ a: { format_version: "1.2", applyable, resource_drift: [gone] } });

  expect(commentOn(drifted(false))).toContain("### Changed outside of Terraform");
  expect([exitCode(drifted(false)), exitCode(drifted(true))]).toEqual([0, 10]);
});

test("checks that do not pass are told in their own words, which are no Markdown", () => {
  const checks = ["fail", "pass"].map((status) => ({
    address: { to_display: `check.${status}` },
    status,
    instances: [{ problems: [{ message: "<b>Ask</b> @everyone *now*" }] }],
  }));

  const comment = commentOn(summarize({ a: { ...planOf(), checks } }));

  expect(comment).toContain("`check.fail`");
  expect(comment).not.toContain("`check.pass`");
  expect(comment).toContain("\\<b\\>Ask\\</b\\> @&#8203;everyone \\*now\\*");
});

test("a value can't break out of its place in the comment", () => {
  const change = update({ description: "a" }, { description: "``` </details> | @everyone\n# Approved" });

  const comment = commentOn(summarize({ a: planOf(resource("aws_iam_role", change)) }));

  expect(comment).toContain("```` ``` </details> | @everyone # Approved ````");
});

test("data sources and what stays as it is are no changes", () => {
  const read = { ...resource("aws_x", { actions: ["read"], before: null, after: {} }), mode: "data" };

  expect(exitCode(summarize({ a: { ...planOf(read), applyable: false } }))).toBe(0);
});

test("what is left of an earlier replacement is told apart", () => {
  const change: Change = { actions: ["delete"], before: {}, after: null };
  const { others } = summarize({ a: planOf({ ...resource("aws_x", change), deposed: "12ab" }) });

  expect(others[0]!.occurrences[0]!.address).toBe("aws_x.This (left from an earlier replacement)");
});

test.each([
  ["plans/member-a.json", "member-a"],
  ["plans/member-a/plan.json", "member-a"],
  ["plans/member-a/tfplan.json", "member-a"],
  ["member-a.plan.json", "member-a"],
  ["plan.json", "plan"],
])("the stack of %s is %s", (file, stack) => {
  expect(stackOfFile(file)).toBe(stack);
});
