import { existsSync } from "node:fs";
import path from "node:path";

import fc from "fast-check";

import { planOnly, rollOut } from "../../deploy/rollout";
import type { Stack } from "../../deploy/stack";
import { arbitraryStacks } from "../support/arbitrary-stacks";
import { CREATED, playedTerraform, type Part } from "../support/played-terraform";

function stack(name: string, wave: string, ...dependsOn: readonly string[]): Stack {
  return { stack: `member-${name}`, account: { id: "111111111111", name }, wave, dependsOn };
}
const two = [stack("a", "first"), stack("b", "second")];
const names = (stacks: readonly Stack[]) => stacks.map((each) => each.stack);
const DESTROYED = {
  address: "aws_cloudtrail.Trail",
  mode: "managed",
  type: "aws_cloudtrail",
  change: { actions: ["delete"], before: { name: "trail" }, after: null },
};
const diagnostic = {
  severity: "error",
  summary: "Resource precondition failed",
  detail: "CloudTrail has no trusted access",
};

const arbitraryPart = fc.record({
  fails: fc.oneof(
    { weight: 5, arbitrary: fc.constant([]) },
    fc.constantFrom<Part["fails"]>(["init"], ["plan"], ["apply"]),
  ),
  changes: fc.constantFrom([CREATED], []),
  turns: fc.nat(4),
});

test("nothing of a later wave is begun before all of the earlier one is done, and nothing after a failure in one", async () => {
  await fc.assert(
    fc.asyncProperty(
      arbitraryStacks,
      fc.integer({ min: 1, max: 4 }),
      fc.infiniteStream(arbitraryPart),
      async (stacks, parallel, drawn) => {
        const parts = Object.fromEntries(
          stacks.map((each) => [each.stack, { ...drawn.next().value, diagnostic } as Part]),
        );
        const { props, calls } = playedTerraform(parts);

        const { fates } = await rollOut(stacks, { ...props, parallel, autoApprove: true });

        const waveOf = new Map(stacks.map((each) => [each.stack as string, each.wave]));
        const waves = [...new Set(stacks.map(({ wave }) => wave))];
        const order = calls.map((call) => waves.indexOf(waveOf.get(call.split(" ").at(-1)!)!));
        expect(order).toEqual([...order].sort((a, b) => a - b));

        const failed = new Set(fates.of("failed").map(({ wave }) => waves.indexOf(wave)));
        expect(failed.size).toBeLessThan(2);
        if (failed.size === 1) expect(Math.max(...order)).toBe([...failed][0]);
        const isIn = (wave: number) => stacks.filter((each) => waves.indexOf(each.wave) === wave);
        // Each of a wave that was begun is planned, whatever fails.
        for (const each of isIn(Math.max(...order))) expect(calls).toContain(`init ${each.stack}`);
        if (failed.size === 0) expect(fates.left).toEqual([]);
      },
    ),
    { numRuns: 40 },
  );
});

test("a plan is applied that has something to apply which its JSON does not show", async () => {
  const parts = { "member-a": { changes: [], isToApply: true }, "member-b": { changes: [] } };
  const { props, calls } = playedTerraform(parts);

  const { fates } = await rollOut(two, { ...props, autoApprove: true });

  expect(calls.filter((call) => call.startsWith("apply "))).toEqual(["apply member-a", "apply ended member-a"]);
  expect(fates.of("as it was").map((each) => each.stack)).toEqual(["member-b"]);
});

test("a wave is planned as a whole, asked for once, and applied", async () => {
  const stacks = [stack("a", "first"), stack("b", "first"), stack("c", "second")];
  const { props, calls, asked } = playedTerraform({}, ["yes", "yes"]);

  const { fates } = await rollOut(stacks, props);

  expect(asked).toEqual([
    'Apply it to 2 stacks of wave first? Only "yes" does it: ',
    'Apply it to 1 stack of wave second? Only "yes" does it: ',
  ]);
  const applied = calls.indexOf("apply member-a");
  expect(calls.slice(0, applied)).toEqual(expect.arrayContaining(["plan ended member-a", "plan ended member-b"]));
  expect(names(fates.of("applied"))).toEqual(["member-a", "member-b", "member-c"]);
});

test.each(["no", "y", "Yes", "", undefined])(
  "an answer of %p applies nothing, and no later wave begins",
  async (answer) => {
    const { props, calls } = playedTerraform({}, [answer]);

    const { fates } = await rollOut(two, props);

    expect(calls.filter((call) => call.startsWith("apply"))).toEqual([]);
    expect(names(fates.of("not approved"))).toEqual(["member-a"]);
    expect(names(fates.of("not started"))).toEqual(["member-b"]);
  },
);

test("stacks without changes are passed over without a question", async () => {
  const { props, calls, asked } = playedTerraform({ "member-a": { changes: [] }, "member-b": { changes: [] } });

  const { fates } = await rollOut(two, props);

  expect([asked, calls.filter((call) => call.startsWith("apply"))]).toEqual([[], []]);
  expect(fates.left).toEqual([]);
  expect(names(fates.of("as it was"))).toEqual(["member-a", "member-b"]);
});

test("what is dangerous is named, and nobody's approval is not enough for it", async () => {
  const parts = { "member-a": { changes: [DESTROYED] } };
  const refused = playedTerraform(parts);
  const allowed = playedTerraform(parts);
  const asked = playedTerraform(parts, ["yes", "yes"]);

  const results = [
    await rollOut(two, { ...refused.props, autoApprove: true }),
    await rollOut(two, { ...allowed.props, autoApprove: true, allowDangerous: true }),
    await rollOut(two, asked.props),
  ];

  expect(results.map(({ isRefused }) => isRefused)).toEqual([true, false, false]);
  expect(results.map(({ fates }) => names(fates.of("applied")))).toEqual([[], names(two), names(two)]);
  expect(refused.said.join("\n")).toContain("**Destroys a trail**");
  expect(asked.asked[0]).toContain("what is dangerous above");
});

test("where one fails, the others of its wave are finished, no later one begins, and its message is said with its name", async () => {
  const stacks = [stack("a", "first"), stack("b", "first"), stack("c", "second")];
  const { props, said } = playedTerraform({ "member-a": { fails: ["plan"], diagnostic } });

  const { fates } = await rollOut(stacks, { ...props, autoApprove: true });

  expect(names(fates.of("applied"))).toEqual(["member-b"]);
  expect(names(fates.of("failed"))).toEqual(["member-a"]);
  expect(names(fates.of("not started"))).toEqual(["member-c"]);
  expect(said).toContain("member-a: Error: Resource precondition failed\n  CloudTrail has no trusted access");
});

test("a plan that something was applied after is refused with what to do", async () => {
  const stale = {
    severity: "error",
    summary: "Saved plan is stale",
    detail: "The given plan file can no longer be applied",
  };
  const { props, said } = playedTerraform({ "member-a": { fails: ["apply"], diagnostic: stale } });

  const { fates } = await rollOut(two, { ...props, autoApprove: true });

  expect(names(fates.of("failed"))).toEqual(["member-a"]);
  expect(said.at(-1)).toContain("Something was applied since it was planned: deploy again.");
});

test("an interruption lets what runs end and begins nothing more", async () => {
  const { props, calls, processes } = playedTerraform({ "member-a": { turns: 3 } });
  const running = rollOut(two, { ...props, autoApprove: true });
  await new Promise((resolve) => setImmediate(resolve));

  processes.interrupt();
  const { fates } = await running;

  expect(calls.filter((call) => !call.includes("ended")).length).toBe(
    calls.filter((call) => call.includes("ended")).length,
  );
  expect(calls.some((call) => call.endsWith("member-b") || call.startsWith("apply"))).toBe(false);
  expect(names(fates.left)).toEqual(names(two));
});

test("plans alone are all made, whatever fails, and kept where they are asked for with the provider's lock file", async () => {
  const stacks = [...two, stack("c", "third"), stack("d", "third")];
  const { props, plans, calls } = playedTerraform({
    "member-a": { fails: ["plan"], diagnostic },
    "member-c": { changes: [] },
  });

  const { isWhole } = await planOnly(stacks, { ...props, keep: true });

  const kept = (name: string) =>
    ["plan", "plan.json", "lock.hcl"].filter((file) => existsSync(path.join(plans, name, file)));
  expect(isWhole).toBe(false);
  expect(calls.some((call) => call.startsWith("apply"))).toBe(false);
  expect([kept("member-b"), kept("member-c"), kept("member-d")]).toEqual([
    ["plan", "plan.json", "lock.hcl"],
    ["plan.json"],
    ["plan", "plan.json", "lock.hcl"],
  ]);
});
