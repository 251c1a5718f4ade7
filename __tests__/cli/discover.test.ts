import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

import type { SavedAnswer } from "../../aws/saved-answers";
import { answersOf, made, type MadeAccount, type MadeOrganization } from "../support/made-organization";
import { secretwatch } from "../support/run-command";
import { temporaryDirectory } from "../support/temporary-directory";

const account = (id: string, name: string, more: Partial<MadeAccount> = {}): MadeAccount => {
  return { id, name, state: "ACTIVE", unit: made.root, optedIn: [], secrets: [], ...more };
};
const secret = { name: "prod/db", region: "eu-west-1", copies: [] };
const organization = (): MadeOrganization => ({
  units: [{ id: "ou-q3k8-unit0000", name: "Workloads", parent: made.root }],
  accounts: [
    account(made.management, "Acorn"),
    account(made.security, "Audit"),
    account("901234568000", "Shop", { unit: "ou-q3k8-unit0000", secrets: [secret] }),
    account("901234568001", "Old shop", { state: "SUSPENDED" }),
  ],
});
const on = ["--email", "on-call@secretwatch.dev"];

/** A directory with the answers of an organization in `aws`. */
function place(of: MadeOrganization, more: Readonly<Record<string, SavedAnswer>> = {}): string {
  const directory = temporaryDirectory();
  save(directory, of, more);
  return directory;
}

function save(directory: string, of: MadeOrganization, more: Readonly<Record<string, SavedAnswer>> = {}): void {
  for (const [name, answer] of [...answersOf(of), ...Object.entries(more)]) {
    const file = path.join(directory, "aws", name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify(answer));
  }
}

const run = (cwd: string, ...args: readonly string[]) => secretwatch(["discover", "--from", "aws", ...args], { cwd });
const contentOf = (cwd: string) =>
  ["organization.yaml", ...readdirSync(path.join(cwd, "accounts")).map((name) => `accounts/${name}`)].map(
    (name) => [name, readFileSync(path.join(cwd, name), "utf8")] as const,
  );

/** Shop got a secret and a neighbour, and Audit another name. */
function later(): MadeOrganization {
  const { units, accounts } = organization();
  accounts[1]!.name = "Security";
  accounts[2]!.secrets.push({ ...secret, name: "prod/new" });
  return { units, accounts: [...accounts, account("901234568002", "Bakery")] };
}

describe("discover", () => {
  test("writes a configuration that is correct, and prints the same as a patch", async () => {
    const [written, patched] = [place(organization()), place(organization())];

    const { status } = await run(written, ...on, "--write");
    const { stdout } = await run(patched, ...on);
    execFileSync("git", ["apply", "-"], { cwd: patched, input: stdout });

    expect(status).toBe(0);
    expect(contentOf(patched)).toEqual(contentOf(written));
    expect(readdirSync(written).sort()).toEqual([".gitignore", "accounts", "aws", "cdktf.json", "organization.yaml"]);
    const checked = await secretwatch(["check"], { cwd: written });
    expect(checked.status).toBe(0);
    expect(checked.stdout).toContain("organization.yaml is correct: 1 member, 0 secrets and 1 watched where they are,");
  });

  test("says what is left out, what is proposed, and what is left to answer", async () => {
    const directory = place({
      ...organization(),
      accounts: organization().accounts.filter(({ name }) => name !== "Audit"),
    });

    const { stdout } = await run(directory, "--write");

    expect(stdout).toContain("Left out: Old shop (901234568001) is SUSPENDED.");
    expect(stdout).toMatch(/Left to answer.*\n {2}--email ADDRESS.*\n {2}--security ID/);
    const { status, stderr } = await secretwatch(["check"], { cwd: directory });
    expect(status).toBe(1);
    expect(stderr).toMatch(/security\.id: "000000000000" is a placeholder/);
    expect(stderr).toMatch(/"security-team@todo\.invalid" is a placeholder/);
  });

  test("a second run prints a patch that git applies, writes the same, and then has nothing to say", async () => {
    const [written, patched] = [place(organization()), place(organization())];
    for (const directory of [written, patched]) {
      await run(directory, ...on, "--write");
      save(directory, later());
    }

    const { stdout } = await run(patched);
    execFileSync("git", ["apply", "-"], { cwd: patched, input: stdout });
    await run(written, "--write");

    expect(contentOf(patched)).toEqual(contentOf(written));
    expect(contentOf(written).map(([name]) => name)).toEqual([
      "organization.yaml",
      "accounts/root.yaml",
      "accounts/workloads.yaml",
    ]);
    const again = await run(written, "--check");
    expect([again.status, again.stderr]).toEqual([0, ""]);
  });

  test("says for CI and for machines what differs, and writes nothing", async () => {
    const directory = place(organization());
    await run(directory, ...on, "--write");
    const before = contentOf(directory);
    save(directory, later());

    const { status, stdout } = await run(directory, "--check", "--json");

    expect(status).toBe(10);
    const { changes } = JSON.parse(stdout) as { changes: { kind: string; subject: string }[] };
    expect(changes.map(({ kind, subject }) => [kind, subject])).toEqual([
      ["unit-new", "root"],
      ["account-new", "bakery"],
      ["account-renamed", "audit"],
      ["secret-new", "prod/new"],
    ]);
    expect(contentOf(directory)).toEqual(before);
  });

  test("takes closed accounts out only when it is told to, and says what that does", async () => {
    const directory = place(organization());
    await run(directory, ...on, "--write");
    const closed = organization();
    closed.accounts[2]!.state = "CLOSED";
    save(directory, closed);

    const { stdout } = await run(directory, "--write");
    const kept = contentOf(directory)
      .map(([, text]) => text)
      .join("");
    await run(directory, "--write", "--remove");

    expect(stdout).toContain("shop (901234568000) is not active any more: CLOSED\n  Taken out, its stack member-shop");
    expect(kept).toContain("901234568000");
    expect(
      contentOf(directory)
        .map(([, text]) => text)
        .join(""),
    ).not.toContain("901234568000");
    expect((await secretwatch(["check"], { cwd: directory })).status).toBe(0);
  });

  test("an account that refuses is there all the same, without its secrets, which are not taken for gone", async () => {
    const denied = { Error: { Code: "AccessDeniedException", Message: "no" } };
    const answers = { "secretsmanager/list-secrets/901234568000/eu-west-1.json": denied };
    const directory = place(organization());
    await run(directory, ...on, "--write");
    save(directory, organization(), answers);

    const { status, stdout } = await run(directory, "--check");
    const fresh = await run(place(organization(), answers), ...on);

    expect([status, stdout]).toEqual([1, expect.stringContaining("Nothing is new, closed, moved or renamed.")]);
    expect(stdout).toContain("secretsmanager:ListSecrets in Shop (901234568000), 1 time: AccessDeniedException: no");
    expect(fresh.stdout).toContain('id: "901234568000"');
    expect(fresh.stdout).toContain("secretsmanager:ListSecrets in Shop");
  });

  test.each([
    ["an example", "example: true\n", [], "organization.yaml is an example"],
    ["another organization", "", [], "organization.yaml is of o-z9z8z7z6z5, and AWS was asked about o-q3k8z7m2x1"],
  ])("refuses the file of %s", async (_, line, args, said) => {
    const directory = place(organization());
    const file = `${line}organizationId: o-z9z8z7z6z5\norganizationalUnits: {}\nhomeRegion: eu-west-1\ngovernedRegions: [eu-west-1]
management: { name: management, id: "901234567801" }\nsecurity: { name: security, id: "901234567802" }\nalerts: { emails: [a@secretwatch.dev] }\n`;
    writeFileSync(path.join(directory, "organization.yaml"), file);

    const { status, stderr } = await run(directory, ...args, "--write");

    expect([status, stderr]).toEqual([2, expect.stringContaining(said)]);
    expect(readFileSync(path.join(directory, "organization.yaml"), "utf8")).toBe(file);
  });

  test.each([
    [["--security", "901234568001"], "--security: there is no active account 901234568001 in the organization."],
    [["--security", made.management], `--security: ${made.management} is the management account. Name another one.`],
    [["--home-region", "me-south-1"], "--home-region: me-south-1 is not on in every account."],
    [["--region", "eu-west-9"], "--region: there is no eu-west-9 in partition aws."],
    [
      ["--email", "me", "you@", "--owner", "@us"],
      ["--email: me", "--email: you@", "--owner: @us"]
        .map((each) => `${each} is no mail address, as name@domain.`)
        .join("\n"),
    ],
    [["--without", "r-q3k8"], "It is the id of an account or a unit."],
  ])("refuses %s", async (args, said) => {
    const directory = place(organization());

    const { status, stderr } = await run(directory, ...args, "--write");

    expect([status, stderr]).toEqual([2, expect.stringContaining(said)]);
    expect(readdirSync(directory)).toEqual(["aws"]);
  });

  test("leaves the files as they were if what comes of them is not correct", async () => {
    const directory = place(organization());
    await run(directory, ...on, "--write");
    const before = contentOf(directory);
    save(directory, later());

    const { status, stderr } = await run(directory, "--write", "--owner", "owner@secretwatch.invalid");

    expect([status, stderr]).toEqual([1, expect.stringContaining('"owner@secretwatch.invalid" is a placeholder')]);
    expect(contentOf(directory)).toEqual(before);
  });

  test("says that nothing can be said without the accounts", async () => {
    const directory = place(organization());
    writeFileSync(path.join(directory, "aws/organizations/list-accounts-for-parent/r-q3k8.json"), "");

    const { status, stderr } = await run(directory, "--write");

    expect(status).toBe(1);
    expect(stderr).toMatch(/organizations:ListAccountsForParent was refused/);
    expect(readdirSync(directory)).toEqual(["aws"]);
  });
});
