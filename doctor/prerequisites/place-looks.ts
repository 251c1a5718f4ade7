import type { Account } from "../../organization/organization";
import { accountsOf } from "../../organization/organization";
import { inParallel } from "../in-parallel";
import { shellCommand } from "../../text/shell-command";
import type { Finding } from "../finding";
import type { Prerequisite } from "./prerequisite";

/** Accounts that are asked at a time. */
const AT_ONCE = 8;

/** Regions that are on only where somebody said so: https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-regions.html */
export const regionsOn: Prerequisite = async ({ organization, stacks, inquiry }) => {
  const { management, homeRegion } = organization;
  const looked = accountsOf(organization).filter(({ id }) => stacks.some(({ account }) => account === id));
  const findings = await inParallel(AT_ONCE, looked, async ({ id, regions }: Account) => {
    const answer = await inquiry.answerOf("account:ListRegions", {}, { account: id, region: homeRegion });
    if (answer === undefined) return [];
    const on = new Set(
      (answer.Regions ?? []).flatMap(({ RegionName, RegionOptStatus = "" }) =>
        ["ENABLED", "ENABLED_BY_DEFAULT"].includes(RegionOptStatus) ? [RegionName] : [],
      ),
    );
    const of = id === management.id ? "" : ` --account-id ${id}`;
    return regions
      .filter((region) => !on.has(region))
      .map((region): Finding => ({
        kind: "region-off",
        what: `${region} is off in the account, and governed.`,
        place: { account: id, region },
        mend: `aws account enable-region${of} --region-name ${region}`,
      }));
  });
  return findings.flat();
};

/**
 * Parameters that nobody uses and whose reading is critical, by their name. Listed by Cloud Control, whose list asks for names and types
 * alone (ssm:DescribeParameters), where its GetResource would read values:
 * https://docs.aws.amazon.com/cloudcontrolapi/latest/userguide/resource-operations-list.html
 */
export const decoyParameters: Prerequisite = async ({ organization, stacks, inquiry }) => {
  const looked = organization.members.filter(({ id }) => stacks.some(({ account }) => account === id));
  const wanted = looked.flatMap(({ id, watchedParameters }) =>
    watchedParameters
      .filter(({ decoy, name }) => decoy && !name.endsWith("/*"))
      .flatMap(({ name, regions }) => regions.map((region) => ({ name, place: { account: id, region } }))),
  );
  const findings = await inParallel(AT_ONCE, wanted, async ({ name, place }): Promise<readonly Finding[]> => {
    const answer = await inquiry.answerOf("cloudformation:ListResources", { TypeName: "AWS::SSM::Parameter" }, place);
    if (answer === undefined) return [];
    const plain = name.startsWith("arn:") ? name.slice(name.indexOf(":parameter/") + ":parameter".length) : name;
    // A name without a path is written without its slash.
    const names = new Set([plain, plain.replace(/^\/(?=[^/]+$)/, "")]);
    if ((answer.ResourceDescriptions ?? []).some(({ Identifier = "" }) => names.has(Identifier))) return [];
    const mend = shellCommand`aws ssm put-parameter --region ${place.region} --type SecureString --name ${[...names].pop()!} --value "$(openssl rand -base64 24)"`;
    return [{ kind: "decoy-parameter-missing", what: `There is no parameter ${name}.`, place, mend }];
  });
  return findings.flat();
};
