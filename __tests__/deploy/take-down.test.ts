import { takeDown } from "../../deploy/take-down";
import type { Stack } from "../../deploy/stack";
import { playedTerraform, type Part } from "../support/played-terraform";

const stacks: readonly Stack[] = [
  { stack: "security", account: { id: "222222222222", name: "security" }, wave: "0-security", dependsOn: [] },
  { stack: "management", account: { id: "111111111111", name: "root" }, wave: "2-management", dependsOn: ["security"] },
  { stack: "member-a", account: { id: "333333333333", name: "a" }, wave: "canary", dependsOn: ["management"] },
  { stack: "member-b", account: { id: "444444444444", name: "b" }, wave: "all", dependsOn: ["management"] },
];
const organizationId = "o-exampleorgid";

function destroyed(type: string, before: object = {}) {
  return {
    address: `${type}.X`,
    mode: "managed",
    type,
    change: { actions: ["delete"], before: { ...before }, after: null },
  };
}
const harmless = [destroyed("aws_cloudwatch_event_target")];
const all = (part: Part) => Object.fromEntries(stacks.map(({ stack }) => [stack, part]));
const applied = (calls: readonly string[]) =>
  calls.filter((call) => /^apply (?!ended)/.test(call)).map((call) => call.slice(6));

test("stacks are destroyed in the opposite order, each when what depends on it is gone", async () => {
  const { props, calls } = playedTerraform(all({ changes: harmless, turns: 2 }), [organizationId]);

  const { fates } = await takeDown(stacks, { ...props, organizationId });

  expect(applied(calls)).toEqual(["member-b", "member-a", "management", "security"]);
  expect(calls.filter((call) => call.startsWith("apply")).map((call) => call.includes("ended"))).toEqual(
    stacks.flatMap(() => [false, true]),
  );
  expect(fates.left).toEqual([]);
});

test.each([
  [
    "Terraform",
    "Instance cannot be destroyed",
    "Resource aws_kms_key.Key has lifecycle.prevent_destroy set, but the plan calls for this resource to be destroyed.",
  ],
  [
    "OpenTofu",
    "Resource instance cannot be destroyed",
    "Resource instance aws_kms_key.Key has prevent_destroy set, but the plan calls for it to be destroyed.",
  ],
])(
  "all are planned first, and where one is protected, in the words of %s, nothing is destroyed and it is said what would be lost",
  async (_, summary, detail) => {
    const diagnostic = { severity: "error", summary, detail };
    const parts = { ...all({ changes: harmless }), security: { fails: ["plan"], diagnostic } satisfies Part };
    const { props, calls, asked, said } = playedTerraform(parts, [organizationId]);

    const { fates } = await takeDown(stacks, { ...props, organizationId, autoApprove: true });

    expect([applied(calls), asked]).toEqual([[], []]);
    expect(said.join("\n")).toContain("security: protected");
    expect(said.join("\n")).toContain("1 key (Key); lost would be: whatever is encrypted under it");
    expect(said).toContain("Nothing was destroyed.");
    expect(fates.of("failed").map(({ stack }) => stack)).toEqual(["security"]);
  },
);

test("what else keeps a stack from being planned is said as Terraform says it", async () => {
  const diagnostic = { severity: "error", summary: "Error acquiring the state lock", detail: "ID: 7" };
  const { props, said } = playedTerraform({
    ...all({ changes: harmless }),
    "member-a": { fails: ["plan"], diagnostic },
  });

  await takeDown(stacks, { ...props, organizationId, autoApprove: true });

  expect(said).toContain("member-a: Error: Error acquiring the state lock\n  ID: 7");
});

test("nothing is destroyed where AWS would refuse a part of it", async () => {
  const table = destroyed("aws_dynamodb_table", { name: "x", deletion_protection_enabled: true });
  const { props, calls, said } = playedTerraform({ ...all({ changes: harmless }), security: { changes: [table] } });

  await takeDown(stacks, { ...props, organizationId, autoApprove: true });

  expect(applied(calls)).toEqual([]);
  expect(said.join("\n")).toContain("aws_dynamodb_table x has its deletion protection on");
  expect(said.join("\n")).toContain("Deploy it with protection: false first");
});

test("what has to be emptied is said before the question", async () => {
  const buckets = [
    destroyed("aws_s3_bucket", { bucket: "logs", force_destroy: false }),
    destroyed("aws_s3_bucket", { bucket: "results", force_destroy: true }),
  ];
  const { props, asked, said } = playedTerraform({ ...all({ changes: harmless }), security: { changes: buckets } }, [
    "no",
  ]);

  await takeDown(stacks, { ...props, organizationId });

  expect(asked).toHaveLength(1);
  expect(said.join("\n")).toContain("The bucket logs has to be empty");
  expect(said.join("\n")).not.toContain("The bucket results has to be empty");
});

test.each(["yes", "o-other", "", undefined])("%p instead of the organization's id destroys nothing", async (answer) => {
  const { props, calls } = playedTerraform(all({ changes: harmless }), [answer]);

  const { fates } = await takeDown(stacks, { ...props, organizationId });

  expect(applied(calls)).toEqual([]);
  expect(fates.of("not approved")).toHaveLength(stacks.length);
});

test("where one can't be destroyed, what it depends on stays", async () => {
  const diagnostic = { severity: "error", summary: "deleting bucket", detail: "BucketNotEmpty" };
  const { props, calls, said } = playedTerraform({
    ...all({ changes: harmless }),
    "member-a": { changes: harmless, fails: ["apply"], diagnostic },
  });

  const { fates } = await takeDown(stacks, { ...props, organizationId, autoApprove: true });

  expect(applied(calls)).toEqual(["member-b", "member-a"]);
  expect(fates.of("not started").map(({ stack }) => stack)).toEqual(["security", "management"]);
  expect(said).toContain("member-a: Error: deleting bucket\n  BucketNotEmpty");
});
