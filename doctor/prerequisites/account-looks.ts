import { inParallel } from "../in-parallel";
import { shellCommand } from "../../text/shell-command";
import type { Finding } from "../finding";
import type { Inquiry } from "../inquiry";
import { centralAccountsOf, type Organization } from "../../organization/organization";
import type { OrganizationPrerequisite } from "./prerequisite";

interface Found {
  readonly state: string;
  /** Ids of the unit that it is in, of those above, and of the root. */
  readonly units: readonly string[];
}

/** Accounts of the file: that they are there, in use, and below the unit that the file says, whose guardrails bind them. */
export const accounts: OrganizationPrerequisite = async ({ organization, accounts: looked, inquiry }) => {
  const found = await accountsOf(organization, inquiry);
  if (found === undefined) return [];
  const { members, homeRegion } = organization;
  const all = [
    ...centralAccountsOf(organization).map(({ id, name }) => ({ id, name, unit: undefined })),
    ...members.map(({ id, name, organizationalUnit: unit }) => ({ id, name, unit })),
  ];
  return all
    .filter(({ id }) => looked.has(id))
    .flatMap(({ id, name, unit }): Finding | readonly Finding[] => {
      const place = { account: id, region: homeRegion };
      const its = found.get(id);
      if (its === undefined) {
        const what = `The account ${name} ${id} is not in the organization.`;
        return { kind: "account-gone", what, place, mend: "Take it out of organization.yaml, or mend its id." };
      }
      if (its.state !== "ACTIVE") {
        const what = `The account ${name} ${id} is ${its.state}.`;
        return { kind: "account-not-active", what, place, mend: "Take it out of organization.yaml once it is closed." };
      }
      const unitId = unit === undefined ? undefined : organization.organizationalUnits[unit];
      if (unit === undefined || unitId === undefined || its.units.includes(unitId)) return [];
      const what = `The account ${name} ${id} is in ${its.units[0]!}, and not below ${unit} ${unitId}.`;
      const mend = shellCommand`aws organizations move-account --account-id ${id} --source-parent-id ${its.units[0]!} --destination-parent-id ${unitId}`;
      return { kind: "account-moved", what, place, mend };
    });
};

/** All accounts of the organization by their id; nothing if a part of it could not be listed. */
async function accountsOf(
  { management, homeRegion }: Organization,
  inquiry: Inquiry,
): Promise<ReadonlyMap<string, Found> | undefined> {
  const place = { account: management.id, region: homeRegion };
  const found = new Map<string, Found>();
  const below = async (parent: string, above: readonly string[]): Promise<boolean> => {
    const units = [parent, ...above];
    const [accounts, inner] = await Promise.all([
      inquiry.answerOf("organizations:ListAccountsForParent", { ParentId: parent }, place),
      inquiry.answerOf("organizations:ListOrganizationalUnitsForParent", { ParentId: parent }, place),
    ]);
    if (accounts === undefined || inner === undefined) return false;
    for (const { Id, State, Status } of accounts.Accounts ?? []) {
      if (Id !== undefined) found.set(Id, { state: State ?? Status ?? "unknown", units });
    }
    const whole = await inParallel(4, inner.OrganizationalUnits ?? [], ({ Id = "" }) => below(Id, units));
    return whole.every((each) => each);
  };
  const roots = (await inquiry.answerOf("organizations:ListRoots", {}, place))?.Roots ?? [];
  const whole = await Promise.all(roots.map(({ Id = "" }) => below(Id, [])));
  return roots.length > 0 && whole.every((each) => each) ? found : undefined;
}
