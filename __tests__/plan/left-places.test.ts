import type { Change, PlanDocument, ResourceChange } from "../../plan/plan-document";
import { commentOn, planOf, resource, summarize } from "./summarize";

const destroy = (region: string): Change => ({ actions: ["delete"], before: { name: "it", region }, after: null });
const keep = (region: string): Change => ({
  actions: ["no-op"],
  before: { name: "it", region },
  after: { name: "it", region },
});
const alarm = (change: Change, id: string): ResourceChange => resource("aws_cloudwatch_metric_alarm", change, id);

function summaryOf(...changes: readonly ResourceChange[]) {
  return summarize({ a: planOf(...changes) }).dangers.map(({ value }) => value.what);
}

const gone = "Nobody is told any more of what it was about";

test("a region of which nothing stays is told once, in place of its alarms and rules", () => {
  expect(summaryOf(alarm(destroy("x"), "A"), alarm(destroy("x"), "B"), alarm(keep("y"), "C"))).toEqual([
    "is watched no longer in x: nothing stays there",
  ]);
  expect(summaryOf(alarm(destroy("x"), "A"), alarm(keep("x"), "B"))).toEqual([gone]);
  expect(summaryOf(alarm(destroy("x"), "A"), alarm(keep("y"), "C"), alarm(keep("x"), "B"))).toEqual([gone]);
});

test("a stack of which nothing stays is told once, and what is lost with it all the same", () => {
  expect(summaryOf(alarm(destroy("x"), "A"), alarm(destroy("y"), "B"))).toEqual([
    "is watched no longer: nothing of the stack stays",
  ]);
  expect(summaryOf(alarm(destroy("x"), "A"), resource("aws_sqs_queue", destroy("x")))).toEqual([
    "is watched no longer: nothing of the stack stays",
    "the messages that wait in it.",
  ]);
});

test("what does not watch is no reason to say that nobody watches any more", () => {
  expect(summaryOf(resource("aws_x", destroy("x")), alarm(keep("y"), "A"))).toEqual([]);
});

test("a region that 37 accounts leave is said once, with the accounts counted", () => {
  const plans = Object.fromEntries(
    Array.from({ length: 37 }, (_, index): [string, PlanDocument] => [
      `member-a${index}`,
      planOf(alarm(destroy("x"), "A"), resource("aws_sqs_queue", destroy("x")), alarm(keep("y"), "B")),
    ]),
  );

  const [head = ""] = commentOn(summarize(plans)).split("### Created");

  expect(head).toContain(
    "- **Is watched no longer in x: nothing stays there**\n  - `2 resources` in each of 37 accounts: `member-a0`",
  );
  expect(head).toContain(
    "- **Destroys 37 queues**. Lost: the messages that wait in it.\n  - `it` in each of 37 accounts: `member-a0`",
  );
  expect(head.match(/member-a36/g) ?? []).toHaveLength(0);
  expect(head.split("\n").length).toBeLessThan(15);
});

test("a decoy says which role has to know it first, by its name", () => {
  const name = "prod/vault/recovery-keys";
  const version = "aws_secretsmanager_secret_version";
  const plan: PlanDocument = {
    ...planOf(
      resource("aws_secretsmanager_secret", { actions: ["create"], before: null, after: { name } }),
      resource(version, {
        actions: ["create"],
        before: null,
        after: { secret_string_wo_version: 1 },
        after_unknown: { secret_id: true },
      }),
    ),
    configuration: {
      root_module: {
        resources: [
          {
            address: `${version}.This`,
            type: version,
            expressions: {
              secret_id: { references: ["aws_secretsmanager_secret.This.id", "aws_secretsmanager_secret.This"] },
            },
          },
        ],
      },
    },
  };

  const comment = commentOn(summarize({ "member-pay": plan, "member-shop": plan }));

  expect(comment).toContain("### What has to be there first\n\n- `prod/vault/recovery-keys` the same in 2 accounts: ");
  expect(comment).toContain("let DecoyName, SecondDecoyName or ThirdDecoyName be prod/vault/recovery-keys there first");
  expect(commentOn(summarize({ a: planOf() }))).not.toContain("DecoyName");
});
