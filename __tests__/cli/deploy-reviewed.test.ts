import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

import { small } from "../support/edited-organization";
import { askedIn, detailsIn, directoryWith, fakeTerraform, type Scenario } from "../support/fake-terraform";
import { planFile } from "../support/plan-file";
import { secretwatch } from "../support/run-command";

const before = { ...process.env };
beforeAll(() => {
  process.env.TERRAFORM_BINARY_NAME = fakeTerraform;
});
afterEach(() => {
  delete process.env.TF_VAR_role_name;
});
afterAll(() => {
  process.env = before;
});

const piped = `${small}
pipeline:
  planRoleName: Planner
  oidc:
    plan: ["repo:acorn/cloud:pull_request"]
    apply: [${["0-security", "2-management", "canary", "all"].map((wave) => `"repo:acorn/cloud:environment:secretwatch-${wave}"`).join()}]
deployment: { roleName: Deployer, state: { type: s3, bucket: acorn-terraform-state } }
`;
const plans = (configuration: string): Scenario => ({
  "*": { plan: { file: planFile({ configuration }).toString("base64") } },
});

/** A directory in which stacks were planned, and the plans kept. */
async function planned(stacks: readonly string[], organization = small): Promise<string> {
  const cwd = directoryWith(plans("{}"), organization);
  await secretwatch(["deploy", ...stacks, "--plan-only", "--plans", "plans"], { cwd });
  return cwd;
}
const applied = (cwd: string) => askedIn(cwd).filter((each) => /^apply (?!ended)/.test(each));

test("what was planned, kept and reviewed is applied without a question, with the provider that it was planned with", async () => {
  const cwd = await planned(["security", "management"]);
  writeFileSync(path.join(cwd, "plans/security/lock.hcl"), "reviewed");

  const { status, stdout } = await secretwatch(["deploy", "security", "management", "--reviewed", "plans"], { cwd });

  expect(status).toBe(0);
  expect(stdout).toMatch(/^applied: 2 stacks \(security, management\)$/m);
  expect(applied(cwd)).toEqual(["apply security", "apply management"]);
  expect(
    detailsIn(cwd)
      .filter((each) => each.startsWith("init security"))
      .at(-1),
  ).toContain("-lockfile=readonly");
  expect(existsSync(path.join(cwd, "plans/security/plan"))).toBe(true);
});

test("of a refused stack it says why, how to go on, and ends with 1; the reviewed plan is left", async () => {
  const cwd = await planned(["security", "management"], piped);
  writeFileSync(path.join(cwd, "fake-terraform.json"), JSON.stringify(plans("[]")));

  const { status, stdout, stderr } = await secretwatch(
    ["deploy", "security", "management", "--plan-role", "--reviewed", "plans"],
    { cwd },
  );

  expect(status).toBe(1);
  expect(applied(cwd)).toEqual([]);
  expect(stdout).toMatch(/^refused: 1 stack \(security\)\nnot started: 1 stack \(management\)$/m);
  expect(stderr).toContain(
    "security: refused: the configuration has changed since it was planned. Nothing of it was applied.",
  );
  const rest = "security management --wave 0-security --wave 2-management";
  expect(stderr).toContain(
    `To go on, plan what is left again, have that reviewed, and apply it:
  npx secretwatch deploy --plan-only --plan-role --plans plans ${rest}
  npx secretwatch deploy --reviewed plans --plan-role ${rest}\n`,
  );
  expect(readFileSync(path.join(cwd, "plans/security/plan")).equals(planFile())).toBe(true);
});

test("stacks without a reviewed plan are named, all of them, and nothing is asked", async () => {
  const cwd = directoryWith({});

  const { status, stderr } = await secretwatch(["deploy", "security", "management", "--reviewed", "plans"], { cwd });

  expect([status, askedIn(cwd)]).toEqual([2, []]);
  expect(stderr).toMatch(/^There is no reviewed plan of security: .*\nThere is no reviewed plan of management: .*\n$/);
});

test.each([["--plan-only"], ["--plans", "plans"], ["--auto-approve"], ["--allow-dangerous"]])(
  "%s says nothing beside --reviewed, and is refused",
  async (...option) => {
    const cwd = await planned(["security"]);
    const asked = askedIn(cwd);

    const { status, stderr } = await secretwatch(["deploy", "security", "--reviewed", "plans", ...option], { cwd });

    expect([status, askedIn(cwd)]).toEqual([2, asked]);
    expect(stderr).toContain(`and asks nobody: leave ${option[0]} out.`);
    expect(existsSync(path.join(cwd, "plans/security/plan"))).toBe(true);
  },
);

test("with --plan-role the deploy role is taken to apply, and for nothing else", async () => {
  const cwd = await planned(["security"], piped);

  await secretwatch(["deploy", "security", "--reviewed", "plans", "--plan-role"], { cwd });

  const roles = detailsIn(cwd).map((each) => each.replace(/:.*/, ""));
  expect(roles.slice(3)).toEqual([
    "init security as Planner",
    "plan security as Planner",
    "show security as Planner",
    "show security as Planner",
    "apply security as Deployer",
  ]);
});

test("a role that the environment names is the one to apply with, whatever the one to plan with", async () => {
  process.env.TF_VAR_role_name = "Another";
  const cwd = directoryWith({}, piped);

  await secretwatch(["deploy", "security", "--auto-approve", "--plan-role"], { cwd });

  const roles = detailsIn(cwd).map((each) => each.replace(/:.*/, ""));
  expect(roles).toEqual([
    "init security as Planner",
    "plan security as Planner",
    "show security as Planner",
    "apply security as Another",
  ]);
});

test("without a pipeline there is no role to plan with, and the deploy role is not taken in its place", async () => {
  const cwd = directoryWith({});

  const { status, stderr } = await secretwatch(["deploy", "security", "--plan-only", "--plan-role"], { cwd });

  expect([status, askedIn(cwd)]).toEqual([2, []]);
  expect(stderr).toContain("and the configuration has no pipeline.");
});
