import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";

import { edited, small, type OrganizationText } from "../support/edited-organization";
import { secretwatch as runSecretwatch } from "../support/run-command";
import { temporaryDirectory } from "../support/temporary-directory";

const base = path.join(temporaryDirectory({ "organization.yaml": small }), "organization.yaml");

const linkToItself = path.join(temporaryDirectory(), "link");
symlinkSync(linkToItself, linkToItself);

function secretwatch(organization: string, ...args: readonly string[]) {
  return runSecretwatch(args, { organization });
}

function fileOf(edit: (organization: OrganizationText) => void): string {
  return path.join(temporaryDirectory({ "organization.yaml": edited(edit) }), "organization.yaml");
}

/** What the command prints of the small organization after an edit. */
async function diff(edit: (organization: OrganizationText) => void) {
  const { status, stdout } = await secretwatch(fileOf(edit), "diff", base);
  return { status, lines: stdout.trimEnd().replaceAll(base, "BASE").split("\n") };
}

test("nothing", async () => {
  expect(await diff(() => undefined)).toEqual({
    status: 0,
    lines: ["Nothing changes against BASE."],
  });
});

test("a secret is added", async () => {
  expect(
    await diff((it) => it.members[1]!.secrets!.push({ name: "lab/new", expectedReaders: ["role/service/lab"] })),
  ).toEqual({
    status: 0,
    lines: [
      "Secrets",
      "  - The secret lab/new in eu-west-1 is new. role/service/lab may read it in silence.  [lab]",
      "",
      "Stacks",
      "  - 1 of 4 change  [member-lab]",
    ],
  });
});

test("a reader is added", async () => {
  expect(await diff((it) => (it.members[0]!.secrets![1]!.expectedReaders = ["role/batch"]))).toEqual({
    status: 3,
    lines: [
      "Stops being watched",
      "  ! role/batch may read prod/shop/api-key in eu-west-1 in silence: its reads are not told any more.  [shop]",
      "",
      "Not acknowledged",
      "  ! reader-added/shop/eu-west-1/prod/shop/api-key/role/batch",
      "",
      "  Add to organization.yaml:",
      "",
      "  acknowledgements:",
      "    - change: reader-added/shop/eu-west-1/prod/shop/api-key/role/batch",
      '      reason: ""',
      "",
      "Stacks",
      "  - 1 of 4 change  [member-shop]",
    ],
  });
});

test("a member is removed", async () => {
  expect(await diff((it) => it.members.pop())).toEqual({
    status: 3,
    lines: [
      "Stops being watched",
      "  ! The account is removed: nothing keeps its watch up any more. What stack member-lab made stays in AWS, with 2 secrets.  [lab]",
      "",
      "Would be destroyed or replaced",
      "  ! lab@acorn.example (aws_sns_topic_subscription.OwnersTopic_Subscriptions_labacornexample_D24888AD) is destroyed.  [security]",
      "",
      "Not acknowledged",
      "  ! account-removed/lab",
      "",
      "  Add to organization.yaml:",
      "",
      "  acknowledgements:",
      "    - change: account-removed/lab",
      '      reason: ""',
      "",
      "Stacks",
      "  - 2 of 3 change  [security, member-shop]",
      "  - 1 is not made any more; what it made stays  [member-lab]",
    ],
  });
});

test("a member is renamed", async () => {
  expect(await diff((it) => (it.members[1]!.name = "attic"))).toEqual({
    status: 3,
    lines: [
      "Not acknowledged",
      "  ! account-renamed/lab/attic",
      "",
      "  Add to organization.yaml:",
      "",
      "  acknowledgements:",
      "    - change: account-renamed/lab/attic",
      '      reason: ""',
      "",
      "Accounts",
      "  ! The account was lab: its stack is member-attic now. Move its state before anybody plans, or everything is made a second time: mv terraform-state/member-lab.tfstate terraform-state/member-attic.tfstate.  [attic]",
      "",
      "Stacks",
      "  - 1 of 4 change  [security]",
      "  - 1 of 4 are new  [member-attic]",
      "  - 1 is not made any more; what it made stays  [member-lab]",
    ],
  });
});

test("the trail is renamed", async () => {
  expect(await diff((it) => (it.trail = { name: "audit" }))).toEqual({
    status: 3,
    lines: [
      "Would be destroyed or replaced",
      "  ! secretwatch-organization (aws_cloudtrail.Trail_022F0CF2) is replaced: name changes; Terraform refuses while protection is on.  [management]",
      "",
      "Not acknowledged",
      "  ! trail-renamed/secretwatch-organization/audit",
      "",
      "  Add to organization.yaml:",
      "",
      "  acknowledgements:",
      "    - change: trail-renamed/secretwatch-organization/audit",
      '      reason: ""',
      "",
      "Trail",
      "  ! The trail is called audit instead of secretwatch-organization: it is made anew.",
      "",
      "Stacks",
      "  - 2 of 4 change  [security, management]",
    ],
  });
});

test("a wave is quiet", async () => {
  expect(await diff((it) => (it.modes = { canary: "quiet" }))).toEqual({
    status: 3,
    lines: [
      "Stops being watched",
      "  ! It is quiet now: nobody is told of what happens there.  [lab]",
      "",
      "Not acknowledged",
      "  ! mode-quiet/lab",
      "",
      "  Add to organization.yaml:",
      "",
      "  acknowledgements:",
      "    - change: mode-quiet/lab",
      '      reason: ""',
      "",
      "Stacks",
      "  - 2 of 4 change  [security, member-lab]",
    ],
  });
});

test("protection is off", async () => {
  expect(await diff((it) => (it.protection = false))).toEqual({
    status: 3,
    lines: [
      "Not acknowledged",
      "  ! protection-off",
      "",
      "  Add to organization.yaml:",
      "",
      "  acknowledgements:",
      "    - change: protection-off",
      '      reason: ""',
      "",
      "Settings",
      "  ! Protection is off: Terraform would destroy trail, bucket, keys, logs and secrets.",
      "",
      "Stacks",
      "  - 4 of 4 change  [security, management, member-lab, member-shop]",
    ],
  });
});

test("a detection is off", async () => {
  expect(await diff((it) => (it.detections["secret-read-denied"] = { enabled: false }))).toEqual({
    status: 3,
    lines: [
      "Stops being watched",
      "  ! secret-read-denied is off: “Reading a secret was denied” (high) is not noticed any more.",
      "",
      "Would be destroyed or replaced",
      "  - 2 resources that hold nothing, such as rules and alarms.  [security]",
      "",
      "Not acknowledged",
      "  ! detection-off/secret-read-denied",
      "",
      "  Add to organization.yaml:",
      "",
      "  acknowledgements:",
      "    - change: detection-off/secret-read-denied",
      '      reason: ""',
      "",
      "Stacks",
      "  - 1 of 4 change  [security]",
    ],
  });
});

test("one resource that holds nothing is told of as one", async () => {
  // Counted and never mailed: a filter without an alarm.
  const { lines } = await diff((it) => (it.detections["cis-unauthorized-call"] = { enabled: false }));

  expect(lines).toContain("  - 1 resource that holds nothing, such as rules and alarms.  [security]");
});

describe("acknowledgements", () => {
  const withoutLab = (reason: string, ...others: readonly { change: string; reason: string }[]) =>
    fileOf((it) => {
      it.members.pop();
      it.acknowledgements = [{ change: "account-removed/lab", reason }, ...others];
    });

  test("let a guarded change pass, and are quoted beside it", async () => {
    const { status, stdout } = await secretwatch(withoutLab("The lab was closed in May."), "diff", base);

    expect(status).toBe(0);
    expect(stdout).toContain("with 2 secrets. Acknowledged: The lab was closed in May.  [lab]");
    expect(stdout).not.toContain("Not acknowledged");
  });

  test("that match nothing are noted and break nothing", async () => {
    const { status, stdout } = await secretwatch(
      withoutLab("The lab was closed in May.", { change: "protection-off", reason: "For the move in 2023" }),
      "diff",
      base,
    );

    expect(status).toBe(0);
    expect(stdout).toContain("Notes\n  - The acknowledgement of protection-off matches nothing: remove it.\n");
  });

  test("need a reason", async () => {
    const { status, stdout, stderr } = await secretwatch(withoutLab("ok"), "diff", base);

    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toContain('acknowledgements[0].reason: "ok"');
    expect(stderr).toContain("at least 10 characters");
  });
});

describe("a base", () => {
  const git = (directory: string, ...args: readonly string[]) =>
    execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@acorn.example", ...args], {
      cwd: directory,
      encoding: "utf8",
    });

  /** A repository with the project in a directory of it, and members in a file of their own. */
  function repository(): { readonly directory: string; readonly organization: string; readonly team: string } {
    const directory = temporaryDirectory({ "elsewhere/big.txt": "no configuration" });
    git(directory, "init", "--quiet", "--initial-branch=main");
    const organization = path.join(directory, "watch", "organization.yaml");
    const team = path.join(directory, "teams", "lab.yaml");
    mkdirSync(path.dirname(organization));
    mkdirSync(path.dirname(team));
    writeFileSync(
      organization,
      edited((it) => {
        it.members.pop();
        it.include = ["../teams/*.yaml"];
      }),
    );
    writeFileSync(
      team,
      'members: [{ name: lab, id: "444444444444", organizationalUnit: sandbox, owner: lab@acorn.example }]\n',
    );
    git(directory, "add", ".");
    git(directory, "commit", "--quiet", "--message=first");
    return { directory, organization, team };
  }

  test("may be a git ref: files that it includes are compared too, and work tree and index stay as they are", async () => {
    const { directory, organization, team } = repository();
    writeFileSync(
      team,
      'members: [{ name: lab, id: "444444444444", organizationalUnit: workloads, owner: lab@acorn.example }]\n',
    );
    git(directory, "add", ".");
    writeFileSync(path.join(directory, "untracked"), "");
    const before = git(directory, "status", "--porcelain");

    const { status, stdout, stderr } = await secretwatch(organization, "diff", "HEAD");

    expect({ status, stdout, stderr }).toEqual({
      status: 0,
      stdout: "Accounts\n  - The account moves from unit sandbox to workloads.  [lab]\n",
      stderr: "",
    });
    expect(git(directory, "status", "--porcelain")).toBe(before);
  });

  test("with problems is named, as git names its files", async () => {
    const { directory, organization, team } = repository();
    const good = "members: []\n";
    writeFileSync(team, "members: [{ name: lab }]\n");
    git(directory, "commit", "--quiet", "--all", "--message=broken");
    writeFileSync(team, good);

    const { status, stdout, stderr } = await secretwatch(organization, "diff", "main");

    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toContain("main:teams/lab.yaml:1:");
    expect(stderr).not.toContain("main:watch");
  });

  test.each<[string, string, string]>([
    ["a file that it includes", "teams/lab.yaml", "secret/lab.yaml"],
    ["the configuration", "watch/organization.yaml", "secret/lab.yaml"],
    ["what it includes files from", "teams", "secret"],
  ])("in which %s is a link out of it prints nothing of what it leads to", async (_, link, target) => {
    const { directory, organization } = repository();
    // Elsewhere for the work tree and for the files of the commit alike.
    const secret = temporaryDirectory({ "secret/lab.yaml": "members: wJalrXUtnFEMI\n" });
    rmSync(path.join(directory, link), { recursive: true });
    symlinkSync(path.join(secret, target), path.join(directory, link));
    git(directory, "add", ".");
    git(directory, "commit", "--quiet", "--message=link");
    rmSync(path.join(directory, link));
    writeFileSync(organization, small);

    const { status, stdout, stderr } = await secretwatch(organization, "diff", "HEAD");

    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toContain("leads out of");
    expect(stderr).not.toContain("wJalr");
    expect(stderr).not.toMatch(/^ +at /m);
  });

  test("that has a link in the place of a file of ours is read, and nothing is written through the link", async () => {
    const { directory, organization, team } = repository();
    // The second search writes the index once more, when the first has brought the link.
    writeFileSync(team, `${readFileSync(team, "utf8")}include: [blog.yaml]\n`);
    writeFileSync(path.join(directory, "teams/blog.yaml"), "members: []\n");
    const target = path.join(temporaryDirectory({ "target.txt": "mine" }), "target.txt");
    symlinkSync(target, path.join(directory, ".git-index"));
    const text = readFileSync(organization, "utf8").replace("../teams/*.yaml", "../**/lab.yaml");
    writeFileSync(organization, text);
    git(directory, "add", ".");
    git(directory, "commit", "--quiet", "--message=link");

    expect((await secretwatch(organization, "diff", "HEAD")).status).toBe(0);
    expect(readFileSync(target, "utf8")).toBe("mine");
  });

  test("without a configuration makes everything new", async () => {
    const { directory, organization } = repository();
    git(directory, "checkout", "--quiet", "--orphan", "empty");
    git(directory, "rm", "--quiet", "--cached", "-r", ".");
    git(directory, "commit", "--quiet", "--allow-empty", "--message=empty");

    expect((await secretwatch(organization, "diff", "empty")).stdout).toBe(
      [
        "Stacks",
        "  - empty has no configuration: everything is new.",
        "  - 4 of 4 are new  [security, management, member-shop, member-lab]",
        "",
      ].join("\n"),
    );
    expect(
      (await secretwatch(organization, "affected", "--base", temporaryDirectory(), "--format", "github")).stdout,
    ).toContain('{"include":[{"stack":"security","account_id":"222222222222",');
  });

  test.each([
    ["that is nothing", ["diff", "no-such-ref"], '"no-such-ref" is neither a git ref nor a directory nor a file.'],
    ["with a name that is too long", ["diff", "x".repeat(5000)], "is neither a git ref nor a directory nor a file."],
    ["that is a link to itself", ["diff", linkToItself], "is neither a git ref nor a directory nor a file."],
    ["that is an option", ["diff", "--", "--all"], '"--all" is neither a git ref nor a directory nor a file.'],
    ["that nobody named", ["affected"], "required option '--base <base>' not specified"],
    ["in an unknown format", ["diff", "x", "--format", "pdf"], "argument 'pdf' is invalid"],
  ])("%s is a wrong command line", async (_, args, message) => {
    const { status, stdout, stderr } = await secretwatch(base, ...args);

    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toContain(message);
  });

  test("that is a ref and a path is a wrong command line", async () => {
    const { directory, organization } = repository();
    mkdirSync(path.join(directory, "main"));
    const { status, stderr } = await runSecretwatch(["diff", "main"], { cwd: directory, organization });

    expect(status).toBe(2);
    expect(stderr).toContain(
      '"main" is a git ref and a path. Write ./main for the path, refs/heads/main for the branch.',
    );
  });
});

describe("what machines and pull requests get", () => {
  const changed = fileOf((it) => {
    it.members.pop();
    it.members[0]!.expectedReaders = ["role/a_b"];
  });

  test("is the same every time", async () => {
    const one = await secretwatch(changed, "diff", base, "--format", "markdown");
    const other = await secretwatch(changed, "diff", base, "--format", "markdown");

    expect(one).toEqual(other);
  });

  test("JSON has every field of the contract", async () => {
    const { status, stdout } = await secretwatch(changed, "diff", base, "--json");
    const { changes, resources, stacks, ...rest } = JSON.parse(stdout) as Record<"changes" | "resources", unknown[]> & {
      stacks: Record<"waves", { name: string; stacks: unknown[] }[]>;
    };

    expect(status).toBe(3);
    expect(rest).toEqual({
      base,
      baseFound: true,
      upgrade: null,
      acknowledgements: { missing: ["account-removed/lab", "reader-added/shop/role/a_b"], given: [], unused: [] },
    });
    expect(changes[1]).toEqual({
      id: "reader-added/shop/role/a_b",
      everywhere: "reader-added/*/role/a_b",
      area: "readers",
      watch: "less",
      guarded: true,
      acknowledged: null,
      text: "role/a_b may read any secret in silence: its reads are not told any more.",
      account: { id: "333333333333", name: "shop" },
    });
    expect(resources[0]).toEqual({
      stack: "security",
      address: "aws_sns_topic_subscription.OwnersTopic_Subscriptions_labacornexample_D24888AD",
      type: "aws_sns_topic_subscription",
      name: "lab@acorn.example",
      action: "destroy",
      attributes: [],
      stateful: true,
      refused: false,
    });
    expect(stacks).toEqual({
      total: 3,
      waves: [
        {
          name: "0-security",
          stacks: [
            {
              stack: "security",
              account: { id: "222222222222", name: "security" },
              wave: "0-security",
              reason: "changed",
            },
          ],
        },
        {
          name: "all",
          stacks: [
            {
              stack: "member-shop",
              account: { id: "333333333333", name: "shop" },
              wave: "all",
              reason: "changed",
            },
          ],
        },
      ],
      byHand: [],
      removed: [{ stack: "member-lab", account: { id: "444444444444", name: "lab" }, wave: "canary" }],
    });
  });

  test("Markdown says so where nothing changes", async () => {
    const { status, stdout } = await secretwatch(base, "diff", base, "--format", "markdown");

    expect(status).toBe(0);
    expect(stdout).toMatch(/^### Secretwatch: changes against `.+`\n\nNothing changes\.\n$/);
  });

  test("Markdown formats nothing that a configuration says", async () => {
    const { stdout } = await secretwatch(changed, "diff", base, "--format", "markdown");

    expect(stdout).toContain("### Secretwatch: changes against `");
    expect(stdout).toContain("- ⚠️ role/a\\_b may read any secret in silence: its reads are not told any more. — shop");
    expect(stdout).toContain('```yaml\nacknowledgements:\n  - change: account-removed/lab\n    reason: ""\n  - ');
  });

  test("affected lists nothing where nothing differs", async () => {
    expect(JSON.parse((await secretwatch(base, "affected", "--base", base)).stdout)).toEqual({
      waves: [],
      byHand: [],
      removed: [],
      matrix: { include: [] },
    });
    expect((await secretwatch(base, "affected", "--base", base, "--format", "text")).stdout).toBe(
      "No stack differs.\n",
    );
    expect((await secretwatch(base, "affected", "--base", base, "--format", "github")).stdout).toBe('{"include":[]}\n');
  });
});
