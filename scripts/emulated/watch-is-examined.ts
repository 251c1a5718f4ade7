import path from "node:path";

import { LiveCalls } from "../../aws/live-calls";
import { examine } from "../../doctor/examine";
import type { ReportedFinding } from "../../doctor/report";
import { type SynthesizedStack, wantedStacks } from "../../doctor/wanted-stacks";
import type { Organization } from "../../organization/organization";
import { deploymentsOf } from "../../stacks/deployments";
import { OrganizationApp } from "../../stacks/organization-app";
import type { AccountClients } from "./account-clients";
import type { CompletedEmulator } from "./completed-emulator";
import { deployRoles } from "./deploy-roles";
import { deployWhole, make } from "./deploy-whole";
import { eventFaults } from "./faults/event-faults";
import type { Fault, Find } from "./faults/fault";
import { ForgottenAnswers } from "./forgotten-answers";
import { organizationFaults } from "./faults/organization-faults";
import { secretFaults, storageFaults } from "./faults/storage-faults";
import { trailFaults } from "./faults/trail-faults";
import { check } from "./report";
import { signsOfLife } from "./signs-of-life";
import { TerraformJson } from "./terraform-json";

const faults: readonly Fault[] = [
  ...trailFaults,
  ...eventFaults,
  ...storageFaults,
  ...secretFaults,
  ...organizationFaults,
];

interface Made {
  readonly json: TerraformJson;
  readonly accounts: ReadonlyMap<string, AccountClients>;
}

/**
 * Deploys every stack, and has doctor find nothing; then what each fault breaks, and nothing else.
 *
 * @returns what finds a resource that is there
 */
export async function watchIsExamined(
  emulator: CompletedEmulator,
  management: AccountClients,
  organization: Organization,
  workspace: string,
): Promise<Find> {
  console.log("\n== doctor: every stack in the emulator, as it is wanted");
  const outdir = path.join(workspace, "out");
  new OrganizationApp(organization, outdir).synth();
  const made = new Map<string, Made>();
  for (const { stack } of deploymentsOf(organization)) {
    const json = new TerraformJson(outdir, stack);
    made.set(stack, { json, accounts: await deployWhole(management.url, json) });
  }
  await deployRoles(management.url, organization);
  const security = made.get("security")!;
  await signsOfLife(organization, [...security.accounts.values()][0]!);
  emulator.there = { ...emulator.there, queries: [...made.values()].flatMap(({ json }) => queriesOf(json)) };
  check(`${made.size} stacks are made`, made.size > 35, made.size);

  const all = [...wantedStacks(organization, new Set(made.keys()), path.join(workspace, "wanted"))];
  const healthy = await found(management, organization, all);
  check("nothing is wrong with them", healthy.length === 0, healthy.map(said));

  console.log(`\n== doctor: ${faults.length} faults, one at a time`);
  const find = finder(made);
  for (const { what, kind, plant, mend, stacks } of faults) {
    await plant(find);
    const findings = await found(
      management,
      organization,
      all.filter(({ name }) => stacks.includes(name)),
    );
    check(
      `${what}: ${kind}, and nothing else`,
      findings.length === 1 && findings[0]!.kind === kind,
      findings.map(said),
    );
    await mend(find);
  }
  const mended = await found(management, organization, all);
  check("with all of them mended, nothing is wrong", mended.length === 0, mended.map(said));
  return find;
}

function said({ kind, what, place, address }: ReportedFinding): object {
  return { kind, what, place, address };
}

function finder(made: ReadonlyMap<string, Made>): Find {
  return (stack, type, prefix = "") => {
    const { json, accounts } = made.get(stack)!;
    const resource = json.resource(type, prefix);
    const clients = accounts.get(resource.roleArn)!;
    return { resource, clients, again: () => make(type, resource, clients) };
  };
}

async function found(
  management: AccountClients,
  organization: Organization,
  stacks: readonly SynthesizedStack[],
): Promise<readonly ReportedFinding[]> {
  Object.assign(process.env, management.environment);
  const calls = new LiveCalls({
    region: organization.homeRegion,
    role: "SecretwatchRead",
    sessionName: "secretwatch-emulated",
    managementAccountId: organization.management.id,
  });
  const report = await examine({
    organization,
    stacks,
    calls: new ForgottenAnswers(calls, organization),
    now: Date.now(),
    before: false,
  });
  return report.groups.flatMap(({ findings }) => findings);
}

function queriesOf(json: TerraformJson): readonly object[] {
  return json.resources("aws_cloudwatch_query_definition").map((query) => ({
    queryDefinitionId: query.address,
    name: query.text("name"),
    queryString: query.text("query_string"),
    logGroupNames: query.attributes.log_group_names,
  }));
}
