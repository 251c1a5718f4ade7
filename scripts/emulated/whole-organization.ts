import { appendFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import {
  CloseAccountCommand,
  CreateAccountCommand,
  ListParentsCommand,
  ListRootsCommand,
  MoveAccountCommand,
  OrganizationsClient,
} from "@aws-sdk/client-organizations";

import { loadOrganization } from "../../config/load-organization";
import type { Organization } from "../../organization/organization";
import type { AccountClients } from "./account-clients";
import { CompletedEmulator } from "./completed-emulator";
import { drillComesThrough } from "./drill-comes-through";
import { EmulatedCommand } from "./emulated-command";
import { type MadeAccount, manager, organizationOfForty, REGIONS } from "./organization-of-forty";
import { check } from "./report";
import { watchIsExamined } from "./watch-is-examined";

/** Of the emulator: any name does. */
const ROLE = "SecretwatchRead";

/** From an organization to its file, from the file to what is deployed, and from that to what is wrong with it. */
export async function organizationIsWatched(url: string): Promise<void> {
  const workspace = mkdtempSync(path.join(tmpdir(), "secretwatch-emulated-"));
  const emulator = await CompletedEmulator.before(url);
  emulator.there = { regions: REGIONS };
  try {
    const accounts = await organizationOfForty(url);
    const file = path.join(workspace, "organization.yaml");
    const management = await manager(emulator.url);
    const command = new EmulatedCommand(management, file);
    emulator.throttles = true;
    const organization = await fileIsDiscovered(command, file, accounts);
    check("some calls were throttled, and made again", emulator.throttled > 0, emulator.throttled);
    emulator.throttles = false;
    emulator.there = { regions: REGIONS, administrator: organization.security.id };
    const find = await watchIsExamined(emulator, management, organization, workspace);
    await drillComesThrough({ management, organization, find, workspace });
    await changesAreFound(management, command, accounts);
  } finally {
    await emulator.stop();
    rmSync(workspace, { recursive: true });
  }
}

const asking = ["--role", ROLE, "--region", ...REGIONS];

async function fileIsDiscovered(
  command: EmulatedCommand,
  file: string,
  accounts: readonly MadeAccount[],
): Promise<Organization> {
  console.log("\n== discover: an organization of 40 accounts, from the emulator to organization.yaml");
  const given = ["--email", "watch@acorn.internal", "--home-region", REGIONS[0], "--state-bucket", "acorn-state"];
  const { status, stdout, stderr } = await command.run(["discover", ...asking, ...given, "--write"]);
  check("it writes the files", status === 0, { stdout, stderr });
  check("it says which account was left out", stdout.includes("Gone"), stdout);
  appendFileSync(file, "\ndefaults:\n  decoys: [{ name: prod/backup/root-database, kmsKey: aws }]\n");
  const checked = await command.run(["check"]);
  check("the configuration checks", checked.status === 0, checked);

  const organization = loadOrganization(file);
  const central = [organization.security, organization.logArchive].map((each) => each?.id);
  const active = accounts.filter(({ id, isClosed }) => !isClosed && !central.includes(id));
  const ids = organization.members.map(({ id }) => id).sort();
  check(
    "members are the active accounts",
    ids.join() ===
      active
        .map(({ id }) => id)
        .sort()
        .join(),
    ids,
  );
  const watched = organization.members.flatMap((member) =>
    member.watchedSecrets.map(({ name }) => `${member.id} ${name}`),
  );
  const there = active.flatMap(({ id, secrets }) =>
    Object.values(secrets).flatMap((names) => names.map((name) => `${id} ${name}`)),
  );
  check(`each of ${there.length} secrets is watched, more than a page of one account`, hasAll(watched, there), watched);
  const owned = active.filter(({ id, owner }) => owner !== undefined && ownerOf(organization, id) !== owner);
  check("owners are those of the tags", owned.length === 0, owned);
  const again = await command.run(["discover", ...asking, "--check"]);
  check("asked again, there is nothing new", again.status === 0, again);
  return organization;
}

function hasAll(some: readonly string[], all: readonly string[]): boolean {
  return some.length === all.length && all.every((each) => some.includes(each));
}

function ownerOf({ members }: Organization, account: string): string | undefined {
  return members.find(({ id }) => id === account)?.owner;
}

/** An account that is new, one that was moved and one that was closed. */
async function changesAreFound(
  management: AccountClients,
  command: EmulatedCommand,
  accounts: readonly MadeAccount[],
): Promise<void> {
  console.log("\n== discover: accounts that are new, moved and closed");
  const organizations = management.of(OrganizationsClient, "us-east-1");
  const [moved, closed] = accounts.filter(({ units }) => units.at(-1) === "Prod") as [MadeAccount, MadeAccount];
  await organizations.send(new CreateAccountCommand({ AccountName: "Newcomer", Email: "new@acorn.internal" }));
  const { Parents: [from] = [] } = await organizations.send(new ListParentsCommand({ ChildId: moved.id }));
  const { Roots: [root] = [] } = await organizations.send(new ListRootsCommand({}));
  const move = { AccountId: moved.id, SourceParentId: from!.Id!, DestinationParentId: root!.Id! };
  await organizations.send(new MoveAccountCommand(move));
  await organizations.send(new CloseAccountCommand({ AccountId: closed.id }));
  const { status, stdout } = await command.run(["discover", ...asking, "--check"]);
  check("what changed is an exit code of its own", status === 10, stdout);
  check("the new account is named", stdout.includes("Newcomer"), stdout);
  check("the moved account is named", stdout.includes(moved.id), stdout);
  check("the closed account is named", stdout.includes(closed.id), stdout);
}
