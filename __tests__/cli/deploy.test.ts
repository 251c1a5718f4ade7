import { existsSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";

import { secretwatch } from "../support/run-command";
import { askedIn, diagnostic, directoryWith, fakeTerraform, type Scenario } from "../support/fake-terraform";
import { small } from "../support/edited-organization";

const before = { ...process.env };
beforeAll(() => {
  process.env.TERRAFORM_BINARY_NAME = fakeTerraform;
});
afterAll(() => {
  process.env = before;
});

/** The command in a directory of its own, with what the fake was asked. */
async function ran(args: readonly string[], scenario: Scenario = {}, organization = small) {
  const cwd = directoryWith(scenario, organization);
  const result = await secretwatch(args, { cwd });
  return { ...result, cwd, asked: askedIn(cwd) };
}
const ofCommand = (asked: readonly string[], command: string) =>
  asked
    .filter((each) => each.startsWith(`${command} `) && !each.startsWith(`${command} ended`))
    .map((each) => each.split(" ")[1]);

test("deploy writes the stacks, applies them wave by wave and says what became of each", async () => {
  const { status, stdout, asked } = await ran(["deploy", "--auto-approve"]);

  expect(status).toBe(0);
  expect(ofCommand(asked, "apply").slice(0, 2)).toEqual(["security", "management"]);
  expect(asked.indexOf("apply ended security")).toBeLessThan(asked.indexOf("init management"));
  expect(stdout).toContain("applied security");
  expect(stdout).toMatch(/^applied: \d stacks \(security, management, /m);
});

test("initializations run one at a time, whatever runs at the same time: they share a cache of providers", async () => {
  const { asked } = await ran(["deploy", "--plan-only", "--parallel", "8"]);

  const inits = asked.filter((each) => each.startsWith("init"));
  expect(inits.length).toBeGreaterThan(4);
  expect(inits.map((each) => each.startsWith("init ended"))).toEqual(inits.map((_, index) => index % 2 === 1));
});

test("a failure is said with the stack's name, as Terraform says it, and how to go on", async () => {
  const message = diagnostic("Resource precondition failed", "CloudTrail has no trusted access to the organization.");

  const { status, stdout, stderr, asked } = await ran(["deploy", "--auto-approve"], {
    management: { plan: { status: 1, stdout: message } },
  });

  expect(status).toBe(1);
  expect(stderr).toContain(
    "management: Error: Resource precondition failed\n  CloudTrail has no trusted access to the organization.",
  );
  expect(stderr).toMatch(/npx secretwatch deploy --wave 2-management --wave \S+/);
  expect(stdout).toMatch(/^failed: 1 stack \(management\)$/m);
  expect(stdout).toMatch(/^not started: \d stacks/m);
  expect(ofCommand(asked, "apply")).toEqual(["security"]);
});

test("what standard output and error of concurrent stacks say is not mixed", async () => {
  const long = (name: string) =>
    diagnostic(`Failure of ${name}`, Array.from({ length: 300 }, () => `of ${name}`).join("\n"));
  const scenario: Record<string, Scenario[string]> = { security: {}, management: {} };
  const names = ["member-shop", "member-lab"];
  for (const name of names) scenario[name] = { plan: { status: 1, stdout: long(name) } };

  const { stderr } = await ran(["deploy", "member-*", "--plan-only"], scenario);

  const owners = stderr.split("\n").flatMap((line) => /of (member-\w+)$/.exec(line.trim())?.[1] ?? []);
  const changes = owners.filter((owner, index) => index > 0 && owners[index - 1] !== owner);
  expect(new Set(owners).size).toBe(2);
  expect(changes).toHaveLength(1);
});

test("plans are kept where they are asked for, and nowhere else", async () => {
  const kept = await ran(["deploy", "security", "--plan-only", "--plans", "plans"]);
  const gone = await ran(["deploy", "security", "--plan-only"]);

  expect(readdirSync(path.join(kept.cwd, "plans/security")).sort()).toEqual(["lock.hcl", "plan", "plan.json"]);
  expect(existsSync(path.join(gone.cwd, "plans"))).toBe(false);
  expect([kept.status, gone.status]).toEqual([0, 0]);
});

test("a summary that Terraform cut off is a failure of its stack", async () => {
  const { status, stderr } = await ran(["deploy", "security", "--plan-only"], {
    security: { show: { stdout: '{"format_' } },
  });

  expect(status).toBe(1);
  expect(stderr).toContain("security: it printed:\n  The plan can't be read: it is no complete JSON.");
});

test.each([
  [["deploy", "securty"], 'There is no stack "securty". Did you mean "security"?\n'],
  [["deploy", "--wave", "x", "--account", "y"], /^There is no wave "x".*\nThere is no account "y".*\n$/],
  [["deploy", "--parallel", "0"], /whole number from 1 to 99/],
  [["deploy", "--plan-only", "--auto-approve"], /applies nothing/],
  [["deploy", "--plans", "organization.yaml/plans"], /can't be made \(ENOTDIR\)/],
])("%p is refused before anything is asked", async (args, said) => {
  const { status, stderr, asked } = await ran(args);

  expect(status).toBe(2);
  expect(stderr).toEqual(typeof said === "string" ? said : expect.stringMatching(said));
  expect(asked).toEqual([]);
});

test("a Terraform that is too old, none or something else is said before anything is written", async () => {
  const old = await ran(["deploy"], { version: "Terraform v1.9.8\n" });
  process.env.TERRAFORM_BINARY_NAME = "no-such-terraform";
  const none = await ran(["destroy"]);
  process.env.TERRAFORM_BINARY_NAME = fakeTerraform;

  expect([old.status, none.status]).toEqual([2, 2]);
  expect(old.stderr).toContain("is Terraform 1.9; 1.11 or later is needed.");
  expect(none.stderr).toContain("no-such-terraform could not be started (ENOENT).");
  expect([old, none].map(({ cwd }) => existsSync(path.join(cwd, "cdktf.out")))).toEqual([false, false]);
});

test("one data directory for all stacks is refused", async () => {
  process.env.TF_DATA_DIR = "/tmp/data";
  const { status, stderr } = await ran(["deploy"]);
  delete process.env.TF_DATA_DIR;

  expect([status, stderr]).toEqual([2, expect.stringContaining("TF_DATA_DIR is /tmp/data")]);
});

test("a configuration with problems is said as synth says it, and nothing is asked", async () => {
  const { status, stderr, asked } = await ran(["deploy"], {}, "organizationId: 7\n");

  expect(status).toBe(1);
  expect(stderr).toContain("organization.yaml:");
  expect(asked).toEqual([]);
});

test("destroy plans all stacks to be destroyed and says what is protected, with the way there", async () => {
  const message = diagnostic(
    "Instance cannot be destroyed",
    "Resource aws_cloudtrail.Trail has lifecycle.prevent_destroy set, but the plan calls for this resource to be destroyed.",
  );

  const { status, stdout, stderr, asked } = await ran(["destroy", "--auto-approve"], {
    management: { plan: { status: 1, stdout: message } },
  });

  expect(status).toBe(1);
  expect(stderr).toContain("management: protected: not destroyed is");
  expect(stderr).toContain("1 trail (Trail); lost would be: ");
  expect(stderr).toContain("docs/leaving.md");
  expect(stdout).toContain("failed: 1 stack (management)");
  expect(ofCommand(asked, "apply")).toEqual([]);
});

test("a second run passes over what is as it should be", async () => {
  const nothing = JSON.stringify({
    format_version: "1.2",
    configuration: { provider_config: { aws: {} } },
    resource_changes: [],
  });
  const { cwd } = await ran(["deploy", "security", "--auto-approve"]);
  const security = { plan: { status: 0 }, show: { stdout: nothing } };
  writeFileSync(path.join(cwd, "fake-terraform.json"), JSON.stringify({ security }));
  rmSync(path.join(cwd, "fake-terraform.log"));

  const { status, stdout } = await secretwatch(["deploy", "security"], { cwd });

  expect(status).toBe(0);
  expect(stdout).toContain("as it was: 1 stack (security)");
  expect(ofCommand(askedIn(cwd), "apply")).toEqual([]);
});
