import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { loadOrganization } from "../config/load-organization";
import { OrganizationApp } from "../stacks/organization-app";
import { archiveIsRead } from "./emulated/archive";
import { type Deployed, deployStack } from "./emulated/deploy-stack";
import { notMade } from "./emulated/deploy-whole";
import { emulatorLacks } from "./emulated/emulator-lacks";
import { forgotten } from "./emulated/forgotten-answers";
import { definitionsAgree } from "./emulated/definitions";
import { changedLimits, limits } from "./emulated/limits";
import { type Emulator, EmulatorServer, ministack, moto, whyNot } from "./emulated/emulator-server";
import { healthEvents } from "./emulated/health-events";
import { readScenarios } from "./emulated/read-scenarios";
import { check, summary } from "./emulated/report";
import { tryMute } from "./emulated/try-mute";
import { tryRead, tryReadAgain } from "./emulated/try-read";
import { TerraformJson } from "./emulated/terraform-json";
import { organizationIsWatched } from "./emulated/whole-organization";
import { exampleFile } from "./example-files";

/**
 * Sends reads of secrets through an emulator of AWS (moto server, https://github.com/getmoto/moto), from the bus of a
 * member account to the queues of the security account, with the rules, targets, topics, table and state machines that the
 * stacks of the example organization have. What the emulator can't do is done by hand here, and said.
 * docs/emulated.md tells what that proves and what not.
 *
 * Then the state machines' definitions are run by another emulator that knows their language (ministack,
 * https://github.com/ministackorg/ministack), and by the interpreter of the unit tests: both have to publish the same.
 *
 * MOTO_SERVER and MINISTACK name the executables. @default - those on the PATH
 */
const root = path.resolve(__dirname, "..");
const MEMBER = "member-payments-prod";
const SECRET = "Secrets_eu-west-1_prodpaymentsdatabase";
const REPLICA = "eu-central-1";

void main();

async function main(): Promise<void> {
  const [security, member] = synthesized("security", MEMBER) as [TerraformJson, TerraformJson];
  await withEmulator(moto, async (url) => {
    await messagesArrive(url, security, member);
    await limitsAreKnown(url);
  });
  await withEmulator(moto, archiveIsRead);
  await withEmulator(moto, organizationIsWatched);
  await withEmulator(ministack, definitionsAgree);
  if (!summary()) process.exitCode = 1;
}

async function withEmulator(emulator: Emulator, run: (url: string) => Promise<void>): Promise<void> {
  const missing = whyNot(emulator);
  if (missing !== undefined) {
    // Whoever names one wants it run.
    if (process.env[emulator.variable] === undefined) console.log(`Skipped: ${missing}`);
    else check(missing, false);
    return;
  }
  const server = await EmulatorServer.start(emulator);
  try {
    await run(server.url);
  } finally {
    await server.stop();
  }
}

/** Stacks of the example organization. */
function synthesized(...stacks: readonly string[]): readonly TerraformJson[] {
  const outdir = mkdtempSync(path.join(tmpdir(), "secretwatch-emulated-"));
  try {
    new OrganizationApp(loadOrganization(path.join(root, exampleFile)), outdir).synth();
    return stacks.map((stack) => new TerraformJson(outdir, stack));
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

async function messagesArrive(url: string, securityStack: TerraformJson, memberStack: TerraformJson): Promise<void> {
  console.log("\n== the stacks security and payments-prod, in two accounts of the emulator");
  const security = await deployStack(url, securityStack);
  const member = await deployStack(url, memberStack);
  const accounts = [security, member].map(({ account }) => account.id);
  check("each stack is in the account that it is for", accounts.join() === "222222222222,333333333333", accounts);

  const databaseArn = member.stack.resource("aws_secretsmanager_secret", SECRET).learned("arn");
  const scenarios = readScenarios(databaseArn, member.stack.region, REPLICA);
  for (const scenario of scenarios) {
    console.log(`\n== ${scenario.what}`);
    await tryRead({ security, member }, scenario);
  }
  const again = scenarios.find(({ what }) => what === "an unexpected reader")!;
  console.log(`\n== ${again.what}, the same read a second time, and one more`);
  await tryReadAgain({ security, member }, again);
  console.log(`\n== ${again.what}, muted`);
  await tryMute({ security, member }, again);
  await archiveHas(security, scenarios.filter(({ telling }) => telling !== undefined).length + 3);
  await healthEvents({ security, member });
}

async function archiveHas({ account, stack }: Deployed, reads: number): Promise<void> {
  console.log("\n== the archive of the central bus");
  const ArchiveName = stack.resource("aws_cloudwatch_event_archive", "Bus").text("name");
  const archive = await account.call("events", stack.region, "DescribeArchive", { ArchiveName });
  check(`it has the ${reads} reads that were told of, and no other`, archive.EventCount === reads, archive);
}

async function limitsAreKnown(url: string): Promise<void> {
  console.log("\n== what the emulator can't do, so that this proves nothing of it");
  for (const { what, still } of limits) console.log(`- ${what}${still === undefined ? "" : " (tried)"}`);
  const changed = await changedLimits(url);
  check("the emulator is as limited as we say", changed.length === 0, changed);
  const documented = readFileSync(path.join(root, "docs/emulated.md"), "utf8").replace(/\s+/g, " ");
  const said = [...limits.map(({ what }) => what), ...emulatorLacks.map(({ why }) => why), ...forgotten];
  const unsaid = [...said, ...Object.values(notMade)].filter((what) => !documented.includes(what));
  check("docs/emulated.md says the same", unsaid.length === 0, unsaid);
}
