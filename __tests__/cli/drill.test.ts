import { drill, type DrillOptions } from "../../cli/drill";
import { FakeWorld } from "../support/drill-world";
import type { Fate } from "../support/drilled-organization";
import { edited, type OrganizationText } from "../support/edited-organization";
import { secretwatch, takenDown } from "../support/run-command";
import { temporaryDirectory } from "../support/temporary-directory";

const well: Fate = { answer: "missing", delays: [20] };

/** Runs a drill in an AWS in which reads end so. */
async function drilled(
  more: Partial<DrillOptions> = {},
  fateOf: (index: number) => Fate = () => well,
  edit: (organization: OrganizationText) => void = () => undefined,
) {
  const world = new FakeWorld(more, fateOf);
  const directory = temporaryDirectory({ "organization.yaml": edited(edit) });
  const ran = await takenDown(() => drill({ wait: 15, parallel: 4, ...more }, world), { cwd: directory });
  return { ...ran, reads: world.aws?.reads ?? [], asked: [...world.asked] };
}

const plain = (text: string) => text.replace(/\d{14}-[0-9a-f]{8}/g, "RUN");

test("a drill says what it does, each read as it comes, and how long it took", async () => {
  const { status, stdout, stderr, reads } = await drilled({ account: ["shop", "444444444444"] });

  expect(status).toBe(0);
  expect(plain(stderr)).toBe(
    "Drill RUN: secretwatch-drill-RUN, which does not exist, is asked for in 4 accounts and regions. Nobody is told.\n",
  );
  const lines = stdout.trimEnd().split("\n");
  expect(lines.slice(0, 4).sort()).toEqual([
    "lab (444444444444) eu-central-1: came after 20 s",
    "lab (444444444444) eu-west-1: came after 20 s",
    "shop (333333333333) eu-central-1: came after 20 s",
    "shop (333333333333) eu-west-1: came after 20 s",
  ]);
  expect(lines.slice(4)).toEqual([
    "4 of 4 reads came; from the call, as CloudTrail dates it, until the journal had it: p50 20 s, p95 20 s.",
  ]);
  expect(reads).toHaveLength(4);
});

test("what did not come is named, with what was found on its way; exit code 10", async () => {
  const { status, stdout, asked } = await drilled({ wave: ["canary"] }, (index) =>
    index % 2 === 0 ? well : { answer: "missing", delays: [] },
  );

  expect(status).toBe(10);
  expect(stdout).toContain("Did not come within 15 minutes (1):\n  lab (444444444444) eu-central-1\n");
  expect(stdout).toContain("1 of 2 reads came;");
  expect(asked).toContain("sts:GetCallerIdentity");
});

test("for machines, all of it is in one object", async () => {
  const fates: readonly Fate[] = [
    well,
    { answer: "missing", delays: [] },
    { answer: "no role", delays: [] },
    { answer: "value", delays: [] },
  ];
  const { status, stdout } = await drilled({ account: ["shop", "lab"], json: true }, (index) => fates[index % 4]!);

  const report = JSON.parse(stdout) as Record<string, unknown[]>;
  expect(status).toBe(10);
  expect(report).toMatchObject({
    version: 1,
    exitCode: 10,
    notify: false,
    decoys: false,
    reads: 4,
    interrupted: false,
  });
  expect(report).toMatchObject({ seconds: { p50: 20, p95: 20 }, notTried: [], leftOut: [] });
  expect(report.came).toEqual([expect.objectContaining({ account: expect.any(String) as string, seconds: 20 })]);
  expect(report.missing).toHaveLength(1);
  expect(report.notMade).toEqual([expect.objectContaining({ code: "AccessDenied", kind: "denied" })]);
  expect(report.existing).toHaveLength(1);
  expect(stdout).not.toContain("what nobody should see");
});

test("with --notify people are told, but not of quiet accounts, and the start says so", async () => {
  const { status, stderr } = await drilled(
    { notify: true, account: ["shop", "lab"] },
    () => well,
    (it) => {
      it.modes = { canary: "quiet" };
    },
  );

  expect(status).toBe(0);
  expect(plain(stderr)).toBe(
    "Drill RUN: secretwatch-drill-notify-RUN, which does not exist, is asked for in 4 accounts and regions. People are told, but not of what is quiet: 2 reads.\n",
  );
});

test("decoys are read when somebody agrees, and not before", async () => {
  const refused = await secretwatch(["drill", "--decoy"]);
  const agreed = await drilled({ decoy: true, yes: true }, () => ({ answer: "value", delays: [20] }));

  expect(refused.status).toBe(2);
  expect(refused.stderr).toContain("everybody on call is told of each. Nothing was read; say --yes to agree.");
  expect(agreed.status).toBe(0);
  expect(agreed.stderr).toMatch(/: a decoy is read in 2 accounts and regions. People are told.\n$/);
});

test("where the drill role is expected nothing is read, and it is said before", async () => {
  const { status, stderr, reads } = await drilled(
    { account: ["shop", "lab"] },
    () => well,
    (it) => {
      it.members[0]!.expectedReaders = ["role/Secretwatch*"];
    },
  );

  expect(status).toBe(0);
  expect(stderr).toContain(
    "Left out: where the configuration expects the drill role to read, so that no rule sends it; see expectedReaders.\n" +
      "  shop (333333333333) eu-west-1\n  shop (333333333333) eu-central-1\n",
  );
  expect(reads.map(({ account }) => account)).toEqual(["444444444444", "444444444444"]);
});

test("if all is left out nothing is done, which is no success", async () => {
  const everybody = (it: OrganizationText) => {
    it.defaults.expectedReaders = ["role/Secretwatch*"];
  };

  await expect(drilled({}, () => well, everybody)).rejects.toThrow("There is nothing to read: nothing was done.");
});

test.each([
  [["--account", "nobody"], "There is no account nobody."],
  [["--wave", "second"], "There is no wave second."],
  [["--region", "us-east-1"], "There is no region from which reads are sent us-east-1."],
  [["--wait", "0"], "It is a whole number from 1 to 1440."],
  [["--wait", "1441"], "It is a whole number from 1 to 1440."],
  [["--parallel", "many"], "It is a whole number"],
])("drill %j is refused: %s", async (args, problem) => {
  const { status, stderr, stdout } = await secretwatch(["drill", ...args]);

  expect(status).toBe(2);
  expect(stderr).toContain(problem);
  expect(stdout).toBe("");
});
