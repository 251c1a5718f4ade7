import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";

import fc from "fast-check";

import { ReviewedPlans } from "../../deploy/reviewed-plans";
import { rollOut } from "../../deploy/rollout";
import type { Stack } from "../../deploy/stack";
import { archiveOf, field, planFile } from "../support/plan-file";
import { CREATED, playedTerraform, shownPlan, type Part } from "../support/played-terraform";
import { temporaryDirectory } from "../support/temporary-directory";

function stack(name: string, wave = "first"): Stack {
  return { stack: `member-${name}`, account: { id: "111111111111", name }, wave, dependsOn: [] };
}
const one = [stack("a")];
const names = (stacks: readonly Stack[]) => stacks.map((each) => each.stack);
const changed = (after: string) => ({ ...CREATED, change: { ...CREATED.change, after } });
const DESTROYED = {
  address: "aws_cloudtrail.Trail",
  mode: "managed",
  type: "aws_cloudtrail",
  change: { actions: ["delete"], before: { name: "trail" }, after: null },
};

/** What was reviewed of a stack. */
type Saved = Readonly<Partial<Record<"plan" | "plan.json" | "lock.hcl", Uint8Array | string>>>;

/** In the place of a file that is not there. */
const MISSING = "(missing)";

function reviewedOf(saved: Readonly<Record<string, Saved>>): string {
  const directory = temporaryDirectory();
  for (const [name, files] of Object.entries(saved)) {
    const all = { plan: planFile(), "plan.json": shownPlan([CREATED]), "lock.hcl": "lock", ...files };
    mkdirSync(path.join(directory, name));
    for (const [file, content] of Object.entries(all)) {
      if (content !== MISSING) writeFileSync(path.join(directory, name, file), content);
    }
  }
  return directory;
}

/** A rollout of what was reviewed. */
async function rolledOut(
  saved: Readonly<Record<string, Saved>>,
  parts: Readonly<Record<string, Part>> = {},
  stacks: readonly Stack[] = one,
) {
  const directory = reviewedOf(saved);
  const played = playedTerraform(parts);
  const { fates, isRefused } = await rollOut(stacks, { ...played.props, reviewed: new ReviewedPlans(directory) });
  const applied = played.calls.filter((call) => call.startsWith("apply member"));
  return { ...played, fates, isRefused, applied, directory, output: played.said.join("\n") };
}

test("what says the same now is applied, and nobody is asked, not even of what is dangerous", async () => {
  const shown = shownPlan([DESTROYED]);

  const { fates, applied, asked, isRefused, lockFiles, directory, output } = await rolledOut(
    { "member-a": { "plan.json": shown } },
    { "member-a": { changes: [DESTROYED] } },
  );

  expect([names(fates.of("applied")), applied, asked, isRefused]).toEqual([
    ["member-a"],
    ["apply member-a"],
    [],
    false,
  ]);
  expect(lockFiles).toEqual([path.join(directory, "member-a/lock.hcl")]);
  expect(output).toContain("**Destroys a trail**");
});

const refusals: readonly {
  readonly what: string;
  readonly reason: string;
  readonly saved: Saved;
  readonly part?: Part;
}[] = [
  {
    what: "does something else",
    reason: "the account has changed since it was planned: aws_cloudwatch_log_group.Group",
    saved: {},
    part: { changes: [changed("b")], reviewed: [CREATED] },
  },
  {
    what: "does less: it was applied already",
    reason: "the account has changed since it was planned: aws_cloudwatch_log_group.Group",
    saved: {},
    part: { changes: [], reviewed: [CREATED] },
  },
  {
    what: "does more",
    reason: "the account has changed since it was planned: aws_cloudtrail.Trail",
    saved: {},
    part: { changes: [CREATED, DESTROYED], reviewed: [CREATED] },
  },
  {
    what: "does something, where nothing was to be done",
    reason: "the account has changed since it was planned: aws_cloudwatch_log_group.Group",
    saved: { plan: MISSING, "lock.hcl": MISSING, "plan.json": shownPlan([]) },
  },
  {
    what: "is of another configuration",
    reason: "the configuration has changed since it was planned",
    saved: { plan: planFile({ configuration: "{ }" }) },
  },
  {
    what: "is of other modules",
    reason: "the configuration has changed since it was planned",
    saved: { plan: planFile({ files: { "tfconfig/modules.json": "[] " } }) },
  },
  {
    what: "has its state elsewhere",
    reason: "the plan has its state in another place than this configuration says",
    saved: { plan: planFile({ bucket: "stolen" }) },
  },
  {
    what: "has its state in two places",
    reason: "the plan has its state in another place than this configuration says",
    saved: {
      plan: planFile({
        files: { tfplan: Buffer.concat([field(13, Buffer.from("states")), field(13, Buffer.from("s"))]).toString() },
      }),
    },
  },
  {
    what: "holds more",
    reason:
      "the plan holds other files than Terraform writes: .terraform.lock.hcl, tfconfig/m-/cdk.tf.json, tfconfig/m-/zz_override.tf.json,",
    saved: { plan: planFile({ files: { "tfconfig/m-/zz_override.tf.json": "{}" } }) },
  },
  {
    what: "holds another file in the place of one",
    reason: "the plan holds other files than Terraform writes: .terraform.lock.hcl, tfconfig/m-/a.tf.json, ",
    saved: {
      plan: archiveOf(
        [
          ...[".terraform.lock.hcl", "tfconfig/m-/a.tf.json", "tfconfig/modules.json"],
          ...["tfplan", "tfstate", "tfstate-prev"],
        ].map((name) => ({ name, data: Buffer.from("") })),
      ),
    },
  },
  {
    what: "has one name for two files",
    reason:
      "the plan holds other files than Terraform writes: .terraform.lock.hcl, tfconfig/m-/cdk.tf.json, tfconfig/modules.json, ",
    saved: {
      plan: archiveOf(
        [
          ".terraform.lock.hcl",
          "tfconfig/m-/cdk.tf.json",
          "tfconfig/modules.json",
          "tfplan\0tfstate",
          "tfstate-prev",
        ].map((name) => ({ name, data: Buffer.from("{}") })),
      ),
    },
  },
  {
    what: "holds less",
    reason: "the plan holds other files than Terraform writes: tfplan",
    saved: { plan: archiveOf([{ name: "tfplan", data: Buffer.from("") }]) },
  },
  {
    what: "is no plan",
    reason: "the reviewed plan can't be compared: it is no plan file, or not a whole one",
    saved: { plan: "plan" },
  },
  {
    what: "says something else to people than to Terraform",
    reason: "plan.json does not say what the plan does: aws_cloudtrail.Trail",
    saved: { "plan.json": shownPlan([CREATED, DESTROYED]) },
  },
  {
    what: "is no JSON for people",
    reason: "the reviewed plan can't be compared: it is no complete JSON",
    saved: { "plan.json": shownPlan([CREATED]).slice(0, -9) },
  },
];

test.each(refusals)("a plan that $what is refused, and nothing is applied", async ({ reason, saved, part = {} }) => {
  const { fates, applied, output } = await rolledOut({ "member-a": saved }, { "member-a": part });

  expect([names(fates.of("refused")), names(fates.left), applied]).toEqual([["member-a"], ["member-a"], []]);
  expect(output).toContain(`member-a: refused: ${reason}`);
  expect(output).toMatch(/\. Nothing of it was applied\.$/m);
});

test("a reviewed plan that Terraform can't show is a failure, with what it says", async () => {
  const { fates, applied, output } = await rolledOut({ "member-a": {} }, { "member-a": { reviewed: "fails" } });

  expect([names(fates.of("failed")), applied]).toEqual([["member-a"], []]);
  expect(output).toContain("member-a: it printed:\n  The reviewed plan can't be shown.\n  no plan");
});

test("Terraform is not given a plan that holds something else", async () => {
  const { calls } = await rolledOut({ "member-a": { plan: planFile({ configuration: "{ }" }) } });

  expect(calls.filter((call) => call === "show member-a")).toHaveLength(1);
});

test("every stack that is refused is named, the others of its wave are applied, and no later wave begins", async () => {
  const refusedOnes = fc.array(fc.boolean(), { minLength: 1, maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(refusedOnes, async (drawn) => {
      const stacks = [...drawn.map((_, index) => stack(String(index))), stack("last", "second")];
      const saved = Object.fromEntries(
        stacks.map((each, index) => [
          each.stack as string,
          drawn[index] === true ? { plan: planFile({ configuration: "{ }" }) } : {},
        ]),
      );

      const { fates, output } = await rolledOut(saved, {}, stacks);

      const refused = names(stacks.filter((_, index) => drawn[index] === true));
      expect(names(fates.of("refused"))).toEqual(refused);
      expect([...output.matchAll(/^(\S+): refused: /gm)].map(([, name]) => name)).toEqual(refused);
      expect(names(fates.of("applied"))).toEqual(
        names(
          stacks.filter((each) => !refused.includes(each.stack) && (refused.length === 0 || each.wave === "first")),
        ),
      );
    }),
    { numRuns: 30 },
  );
});

test("a stack of which nothing was to be changed, and nothing is, is passed over", async () => {
  const saved = { plan: MISSING, "lock.hcl": MISSING, "plan.json": shownPlan([]) };

  const { fates, lockFiles } = await rolledOut({ "member-a": saved }, { "member-a": { changes: [] } });

  expect([names(fates.of("as it was")), lockFiles]).toEqual([["member-a"], []]);
});

test("what is missing of reviewed plans is said of every stack", () => {
  const directory = reviewedOf({
    "member-a": {},
    "member-b": { "lock.hcl": MISSING, "plan.json": MISSING },
    "member-d": { plan: MISSING },
  });
  rmSync(path.join(directory, "member-d/plan.json"));
  mkdirSync(path.join(directory, "member-d/plan.json"));

  const problems = new ReviewedPlans(directory).problems(["a", "b", "c", "d"].map((name) => stack(name)));

  expect(problems.map(String)).toEqual([
    `There is no reviewed plan of member-b: ${path.join(directory, "member-b")} has no plan.json, no lock.hcl that can be read.`,
    `There is no reviewed plan of member-c: ${path.join(directory, "member-c")} has no plan.json that can be read.`,
    `There is no reviewed plan of member-d: ${path.join(directory, "member-d")} has no plan.json that can be read.`,
  ]);
});
