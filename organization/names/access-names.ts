import { Naming } from "./naming";

/** As in examples/deploy-role/template.yaml. */
export function deployPolicyNames(deployRoleName: string): readonly string[] {
  return ["Access", "Boundary", "Messages", "Records", "Secrets"].map((purpose) => `${deployRoleName}${purpose}`);
}

const entryRoles = ["Plan", "Apply"] as const;

type EntryRole = (typeof entryRoles)[number];

const entryRoleNameOf = (purpose: EntryRole) => `SecretwatchPipeline${purpose}`;

/** Roles with which the pipeline comes in, in the security account. */
export const entryRoleNames: readonly string[] = entryRoles.map(entryRoleNameOf);

/** What the names of roles begin with with which service-managed stack sets work; their service-linked role makes them. */
export const stackSetRolePrefix = "stacksets-exec-";

/**
 * Roles that people make to get into accounts, and that no application has.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_accounts_access-cross-account-role.html
 * https://docs.aws.amazon.com/controltower/latest/userguide/awscontroltowerexecution.html
 */
const administratorRoles: readonly string[] = ["OrganizationAccountAccessRole", "AWSControlTowerExecution"];

/** Who gets in, and keys. */
export class AccessNames extends Naming {
  /** Role that Terraform assumes in every account. */
  readonly deployRoleName = this.facts.deployRoleName;

  /** Policy beyond which no role goes that the deploy role makes. Not of our prefix, like the deploy role: out of its reach. */
  readonly roleBoundaryName = `${this.facts.deployRoleName}Boundary`;

  /** Managed policies that are made with the deploy role: the boundary, and what it may do itself. */
  readonly deployPolicyNames = deployPolicyNames(this.facts.deployRoleName);

  /** Role that Terraform assumes in every account to plan. @default - no pipeline */
  readonly planRoleName: string | undefined = this.facts.planRoleName;

  /** Whether a role is there to administer accounts or to deploy to them, so that no application reads with it. */
  isAdministrator(roleName: string): boolean {
    const its = [...administratorRoles, this.deployRoleName, this.planRoleName];
    return its.includes(roleName) || roleName.startsWith(stackSetRolePrefix);
  }

  keyAlias(purpose: string): string {
    return `alias/${this.ownPrefix}${purpose}`;
  }

  roleArn(accountId: string, roleName: string): string {
    return this.arnOf("iam", "", accountId, `role/${roleName}`);
  }

  /** A policy that AWS manages. */
  managedPolicyArn(policyName: string): string {
    return this.arnOf("iam", "", "aws", `policy/${policyName}`);
  }

  /** A managed policy of an account. */
  policyArn(accountId: string, policyName: string): string {
    return this.arnOf("iam", "", accountId, `policy/${policyName}`);
  }

  /** The permissions boundary of our roles in an account. It is made together with the deploy role. */
  roleBoundaryArn(accountId: string): string {
    return this.policyArn(accountId, this.roleBoundaryName);
  }

  /** An IAM role or user as a reader is written: role/NAME of this account, or an ARN. */
  principalArn(accountId: string, reader: string): string {
    return reader.startsWith("arn:") ? reader : this.arnOf("iam", "", accountId, reader);
  }

  /** Every key of every account: a key's ARN holds no name. */
  get keyArnPattern(): string {
    return this.arnOf("kms", "*", "*", "key/*");
  }

  /** Aliases of our keys in every account. */
  get keyAliasArnPattern(): string {
    return this.arnOf("kms", "*", "*", this.keyAlias("*"));
  }

  deployRoleArn(accountId: string): string {
    return this.arnOf("iam", "", accountId, `role/${this.deployRoleName}`);
  }

  /** Role with which the pipeline comes in: for plans, or for what was reviewed. Not of our prefix: out of the deploy role's reach. */
  entryRoleName(purpose: EntryRole): string {
    return entryRoleNameOf(purpose);
  }

  get entryRoleArns(): readonly string[] {
    return entryRoleNames.map((name) => this.roleArn(this.facts.securityAccountId, name));
  }

  /** Roles with which a service-managed stack set makes the deploy role. */
  get stackSetRoleArnPattern(): string {
    return this.roleArn("*", `${stackSetRolePrefix}*`);
  }

  /** Provider in the security account whose tokens the entry roles believe. @param issuer host and path, without https:// */
  tokenProviderArn(issuer: string): string {
    return this.arnOf("iam", "", this.facts.securityAccountId, `oidc-provider/${issuer}`);
  }

  /** A role of this name in whichever account. */
  roleArnAnywhere(roleName: string): string {
    return this.arnOf("iam", "", "*", `role/${roleName}`);
  }

  /** The account as a principal: whoever its administrators allow. */
  accountRootArn(accountId: string): string {
    return this.arnOf("iam", "", accountId, "root");
  }
}
