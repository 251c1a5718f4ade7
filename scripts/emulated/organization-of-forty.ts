import {
  CloseAccountCommand,
  CreateAccountCommand,
  CreateOrganizationalUnitCommand,
  CreateOrganizationCommand,
  EnableAWSServiceAccessCommand,
  EnablePolicyTypeCommand,
  ListRootsCommand,
  MoveAccountCommand,
  OrganizationsClient,
  RegisterDelegatedAdministratorCommand,
} from "@aws-sdk/client-organizations";
import { CreateSecretCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";

import { AccountClients } from "./account-clients";

/** Manages the organization. */
const MANAGEMENT = "814567093021";

export const REGIONS = ["eu-west-1", "eu-central-1"] as const;

/** An account that was made. */
export interface MadeAccount {
  readonly id: string;
  readonly name: string;
  /** Names of the units that it is in, from the root on. */
  readonly units: readonly string[];
  readonly owner?: string;
  /** Names of its secrets, by region. */
  readonly secrets: Readonly<Record<string, readonly string[]>>;
  readonly isClosed: boolean;
}

type Plan = Omit<MadeAccount, "id">;

/** Secrets in more than a page, as Secrets Manager lists 100 at a time. */
const MANY = Array.from({ length: 130 }, (_, index) => `legacy/app-${String(index).padStart(3, "0")}`);

/** 39 accounts beside the one that manages them, in units three deep, one of which has more than a page of accounts. */
function plans(): readonly Plan[] {
  const none = { secrets: {}, isClosed: false };
  const central: readonly Plan[] = [
    { ...none, name: "Security", units: ["Security"], owner: "security@acorn.internal" },
    { ...none, name: "Log Archive", units: ["Security"], owner: "security@acorn.internal" },
  ];
  const teams = Array.from({ length: 24 }, (_, index): Plan => ({
    ...none,
    name: `Team ${index} (prod)`,
    units: ["Workloads", "Prod"],
    owner: `team-${index}@acorn.internal`,
    secrets: { "eu-west-1": [`prod/team-${index}/database`], "eu-central-1": index % 5 === 0 ? [`copy/${index}`] : [] },
  }));
  const tests = Array.from({ length: 9 }, (_, index): Plan => ({
    ...none,
    name: `Team ${index}: test`,
    units: ["Workloads", "Test", `Group ${index % 3}`],
    ...(index % 2 === 0 ? {} : { owner: `team-${index}@acorn.internal` }),
  }));
  const others: readonly Plan[] = [
    { ...none, name: "Größe & Söhne", units: ["Workloads"], secrets: { "eu-west-1": MANY } },
    { ...none, name: "sandbox", units: [] },
    { ...none, name: "Sandbox", units: ["Workloads", "Test"] },
    { ...none, name: "Gone", units: ["Workloads", "Prod"], isClosed: true },
  ];
  return [...central, ...teams, ...tests, ...others];
}

/** Whoever works in the account that manages the organization. */
export function manager(url: string): Promise<AccountClients> {
  return AccountClients.ofRole(url, `arn:aws:iam::${MANAGEMENT}:role/Manager`);
}

/** Makes it in an emulator that has no organization. */
export async function organizationOfForty(url: string): Promise<readonly MadeAccount[]> {
  const organizations = (await manager(url)).of(OrganizationsClient, "us-east-1");
  await organizations.send(new CreateOrganizationCommand({ FeatureSet: "ALL" }));
  const { Roots } = await organizations.send(new ListRootsCommand({}));
  const root = Roots![0]!.Id!;
  const units = new Map([["", root]]);
  const made: MadeAccount[] = [];
  for (const plan of plans()) {
    const unit = await unitOf(organizations, units, plan.units);
    const id = await account(organizations, plan);
    if (unit !== root) {
      const move = { AccountId: id, SourceParentId: root, DestinationParentId: unit };
      await organizations.send(new MoveAccountCommand(move));
    }
    await secrets(url, id, plan);
    if (plan.isClosed) await organizations.send(new CloseAccountCommand({ AccountId: id }));
    made.push({ ...plan, id });
  }
  for (const PolicyType of ["SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY"] as const) {
    await organizations.send(new EnablePolicyTypeCommand({ RootId: root, PolicyType })).catch(() => undefined);
  }
  await organizations.send(new EnableAWSServiceAccessCommand({ ServicePrincipal: "cloudtrail.amazonaws.com" }));
  const security = made.find(({ name }) => name === "Security")!.id;
  await organizations.send(
    new RegisterDelegatedAdministratorCommand({ AccountId: security, ServicePrincipal: "guardduty.amazonaws.com" }),
  );
  return made;
}

async function unitOf(
  organizations: OrganizationsClient,
  units: Map<string, string>,
  names: readonly string[],
): Promise<string> {
  let parent = units.get("")!;
  for (const [index, Name] of names.entries()) {
    const path = names.slice(0, index + 1).join("/");
    if (!units.has(path)) {
      const { OrganizationalUnit } = await organizations.send(
        new CreateOrganizationalUnitCommand({ ParentId: parent, Name }),
      );
      units.set(path, OrganizationalUnit!.Id!);
    }
    parent = units.get(path)!;
  }
  return parent;
}

async function account(organizations: OrganizationsClient, { name, owner }: Plan): Promise<string> {
  const { CreateAccountStatus: made } = await organizations.send(
    new CreateAccountCommand({
      AccountName: name,
      Email: `aws+${encodeURIComponent(name)}@acorn.internal`,
      ...(owner === undefined ? {} : { Tags: [{ Key: "owner", Value: owner }] }),
    }),
  );
  return made!.AccountId!;
}

async function secrets(url: string, id: string, plan: Plan): Promise<void> {
  const clients = await AccountClients.ofRole(url, `arn:aws:iam::${id}:role/Anybody`);
  for (const [region, names] of Object.entries(plan.secrets)) {
    for (const Name of names) await clients.of(SecretsManagerClient, region).send(new CreateSecretCommand({ Name }));
  }
}
