import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";

import fc from "fast-check";
import { parse } from "yaml";

import { hostileText, unseenIn } from "../support/hostile-texts";
import { every, fromAddress, own, readEvent, roleArn, roleIdentity } from "../support/read-events";
import { secretwatch } from "../support/run-command";
import { temporaryDirectory } from "../support/temporary-directory";

const root = `organizationId: o-q3k8z7m2x1
organizationalUnits: { workloads: ou-q3k8-workload }
homeRegion: eu-west-1
governedRegions: [eu-west-1]
management: { name: management, id: "901234567801" }
security: { name: security, id: "901234567802" }
alerts: { emails: [on-call@secretwatch.dev] }
include: [accounts/*.yaml]
`;
const member = `members: # ours
  - name: payments
    id: "${own}"
    organizationalUnit:   workloads
    owner: "payments@secretwatch.dev"
    secrets:
      - name: prod/database
        expectedReaders: [role/first]   # the old one
`;
const reads = every(1).map((day) => readEvent(roleIdentity("service/api"), "prod/database", { day, hour: 8 }));

function project(included = member, events: readonly object[] = reads): string {
  return temporaryDirectory({
    "organization.yaml": root,
    "accounts/payments.yaml": included,
    "events.json": JSON.stringify({ Records: events.map((event, index) => ({ ...event, eventID: `e-${index}` })) }),
  });
}

const contentOf = (directory: string) => readFileSync(path.join(directory, "accounts/payments.yaml"), "utf8");

describe("learn", () => {
  test.each([
    ["as it is", member],
    ["with lines that end in CR LF", member.replaceAll("\n", "\r\n")],
    ["without an end of its last line", member.trimEnd()],
    [
      "with all of it in flow style",
      `members: [{ name: payments, id: "${own}", organizationalUnit: workloads, owner: a@secretwatch.dev }]\n`,
    ],
  ])("prints a patch that git and patch apply, and writes the same, to a file %s", async (_, included) => {
    const [patched, patchedByPatch, written] = [project(included), project(included), project(included)];

    const { stdout, status } = await secretwatch(["learn", "events.json"], { cwd: patched });
    execFileSync("git", ["apply", "-"], { cwd: patched, input: stdout });
    // Without --binary it takes ends of lines for a mistake.
    execFileSync("patch", ["-p1", "--binary"], { cwd: patchedByPatch, input: stdout });
    await secretwatch(["learn", "events.json", "--write"], { cwd: written });

    expect(status).toBe(0);
    expect(contentOf(patched)).toContain("role/service/api");
    expect([patched, patchedByPatch].map(contentOf)).toEqual([contentOf(written), contentOf(written)]);
    expect(readdirSync(path.join(written, "accounts"))).toEqual(["payments.yaml"]);
    const again = await secretwatch(["learn", "events.json", "--check"], { cwd: written });
    expect([again.status, again.stdout.split("\n")[0]]).toEqual([0, "Nothing to propose, of 28 events on 28 days."]);
  });

  test("prints a patch for the directory of the project, and says so, if the configuration is not below", async () => {
    const directory = project();
    mkdirSync(path.join(directory, "elsewhere"));
    const around = { cwd: path.join(directory, "elsewhere"), organization: "../organization.yaml" };

    const { stdout } = await secretwatch(["learn", "../events.json"], around);
    execFileSync("git", ["apply", "-"], { cwd: directory, input: stdout });

    expect(stdout).toContain("With --write, or git apply in ..:\n--- a/accounts/payments.yaml");
    expect(contentOf(directory)).toContain("role/service/api");
    const forMachines = await secretwatch(["learn", "../events.json", "--json"], around);
    expect(JSON.parse(forMachines.stdout)).toMatchObject({ directory: "..", proposals: [] });
  });

  test("keeps comments, spaces and order, and says why beside each reader", async () => {
    const directory = project();

    await secretwatch(["learn", "events.json", "--write"], { cwd: directory });

    expect(contentOf(directory)).toBe(
      member.replace(
        "        expectedReaders: [role/first]   # the old one\n",
        `        expectedReaders:   # the old one
          - role/first
          - role/service/api # 28 reads on 28 days, 2026-10-01 to 2026-10-28, through vpce-0123456789abcdef0
`,
      ),
    );
  });

  test("ends with 10 for --check if there is something to propose, and writes nothing", async () => {
    const directory = project();

    const { status } = await secretwatch(["learn", "events.json", "--check"], { cwd: directory });

    expect([status, contentOf(directory)]).toEqual([10, member]);
  });

  test("says what to add where a list is an alias, and edits nothing", async () => {
    const shared = `x-readers: &readers [role/first]\n${member.replace("[role/first]", "*readers")}`;
    const directory = project(shared);

    const { stdout } = await secretwatch(["learn", "events.json", "--write"], { cwd: directory });

    expect(stdout).toMatch(
      /payments has it by an alias or a merge, and can't be edited\. Add by hand:\n +secrets\[0\]\.expectedReaders:\n +- role\/service\/api #/,
    );
    expect(contentOf(directory)).toBe(shared);
  });

  test("writes nothing if some events can't be read", async () => {
    const directory = project();
    writeFileSync(path.join(directory, "broken.json"), '{"Records": [{"eventID": ');

    const { status, stderr } = await secretwatch(["learn", "events.json", "broken.json", "--write"], {
      cwd: directory,
    });

    expect([status, contentOf(directory)]).toEqual([1, member]);
    expect(stderr).toMatch(
      /broken\.json: .*\nWhat could not be read may speak against a reader: nothing was written\./s,
    );
  });

  test("proposes no network of documentation, which the configuration can't have", async () => {
    const directory = project(
      member,
      every(1).flatMap((day) =>
        [8, 9].map((hour) =>
          readEvent(roleIdentity("service/api"), "prod/database", { day, hour }, fromAddress("203.0.113.7")),
        ),
      ),
    );

    const { stdout } = await secretwatch(["learn", "events.json", "--json"], { cwd: directory });

    const { proposals } = JSON.parse(stdout) as { proposals: unknown[] };
    expect(proposals).toEqual([expect.objectContaining({ reader: "role/service/api", from: null })]);
  });

  test("reads only what is asked for of the places, as history does", async () => {
    const directory = project();

    const { stdout, status } = await secretwatch(["learn", "events.json", "--to", "2026-10-02", "--json"], {
      cwd: directory,
    });

    const { days, leftOut } = JSON.parse(stdout) as { days: string[]; leftOut: { reason: string }[] };
    expect([status, days, leftOut.map(({ reason }) => reason)]).toEqual([0, ["2026-10-01", "2026-10-02"], ["rare"]]);
  });

  test.each([
    ["a role with a star", roleArn("service/*")],
    ["a role with a line break", roleArn("a\n    - role/x")],
    ["a role with a comment", roleArn("a # b")],
  ])("does not propose %s, which no role is called", async (_, arn) => {
    const identity = { ...roleIdentity("x"), sessionContext: { sessionIssuer: { type: "Role", arn } } };
    const directory = project(
      member,
      every(1).map((day) => readEvent(identity, "prod/database", { day, hour: 8 })),
    );

    const { stdout, status } = await secretwatch(["learn", "events.json", "--check", "--json"], { cwd: directory });

    const { proposals, leftOut } = JSON.parse(stdout) as { proposals: unknown[]; leftOut: { reason: string }[] };
    expect([status, proposals, leftOut.map(({ reason }) => reason)]).toEqual([0, [], ["unnamed"]]);
  });

  test("counts only what would be silent among what it hides, and says what stays told", async () => {
    const identity = roleIdentity("service/api");
    const stolen = readEvent(identity, "prod/database", { day: 20, hour: 3 }, fromAddress("198.51.100.77"));
    const directory = project(member, [...reads, stolen]);

    const { stdout } = await secretwatch(["learn", "events.json"], { cwd: directory });

    expect(stdout).toMatch(/^1 reader to expect, of 29 events on 28 days\. These 28 reads would be silent/);
    expect(stdout).toContain("through vpce-0123456789abcdef0; told as before: 1 read from elsewhere");
  });

  test("lets no name of a secret or a place become more than a text or a comment", async () => {
    const hostile = fromAddress("1\n      - role/evil\u0085- role/evil # \u001b[2J");
    const named = every(1).flatMap((day) => [
      readEvent(roleIdentity("service/api"), "prod/database", { day, hour: 8 }, hostile),
      readEvent(roleIdentity("service/api"), "a: [b]\n- c", { day, hour: 9 }),
      readEvent(roleIdentity("service/api"), "prod/*", { day, hour: 9 }),
    ]);
    const directory = project(member, named);

    await secretwatch(["learn", "events.json", "--write"], { cwd: directory });

    const lines = contentOf(directory).split("\n");
    expect(lines.filter((line) => line.trimStart().startsWith("- role/"))).toHaveLength(2);
    expect(lines.filter((line) => line.includes("evil"))).toEqual([
      expect.stringMatching(/^ +- role\/service\/api # .*evil/),
    ]);
    for (const each of ["watchedSecrets", "\u001b", "\u0085"]) expect(contentOf(directory)).not.toContain(each);
  });

  test("changes nothing but readers and watched secrets, whatever events call things", async () => {
    const found = { written: 0 };
    await fc.assert(
      fc.asyncProperty(
        fc.array(hostileText, { minLength: 4, maxLength: 4 }),
        async ([secret, place, session, role]) => {
          const callers = [roleIdentity("service/api", own, session), roleIdentity(role!)];
          const events = every(2).flatMap((day) =>
            callers.flatMap((identity) => [
              readEvent(identity, "prod/database", { day, hour: 8 }, fromAddress(place!)),
              readEvent(identity, secret!, { day, hour: 9 }),
            ]),
          );
          const directory = project(member, events);

          await secretwatch(["learn", "events.json", "--write"], { cwd: directory });

          const content = contentOf(directory);
          const [was, is] = [member, content].map((text) => parse(text) as { members: [Record<string, object[]>] });
          expect(is!.members).toHaveLength(1);
          const [{ secrets, watchedSecrets = [], ...others }] = is!.members;
          const { secrets: before, ...othersBefore } = was!.members[0];
          expect(others).toEqual(othersBefore);
          const readers = (secrets![0] as { expectedReaders: string[] }).expectedReaders;
          expect(secrets).toEqual([{ ...before![0], expectedReaders: readers }]);
          expect(readers).toEqual(expect.arrayContaining(["role/first", "role/service/api"]));
          expect(readers.filter((reader) => !/^role\/[\w+=,.@/-]+$/.test(reader))).toEqual([]);
          expect(
            watchedSecrets.flatMap(Object.keys).filter((key) => !["name", "expectedReaders"].includes(key)),
          ).toEqual([]);
          expect(unseenIn(content)).toEqual([]);
          found.written += content === member ? 0 : 1;
        },
      ),
      { numRuns: 8, endOnFailure: true },
    );

    expect(found.written).toBe(8);
  });
});
