import { AwsProvider, type AwsProviderAssumeRole } from "@cdktf/provider-aws/lib/provider";
import { App, LocalBackend, S3Backend, TerraformResource, TerraformStack } from "cdktf";
import type { Construct } from "constructs";

import type { Account, Organization } from "../organization/organization";
import { boundRoles } from "../modules/access/role-boundary";
import { ownTags } from "../organization/own-tags";
import { stateFile } from "./state-file";

/** Write-only values are neither read nor stored from 6.26 on; 6.25, which the bindings were made from, reads them. */
const PROVIDER_VERSIONS = ">= 6.26.0, < 7.0.0";
/** Native locking of S3 state is stable from 1.11 on. */
const TERRAFORM_VERSIONS = ">= 1.11.0";

/** Context of an app that is written elsewhere than where Terraform will find it: the directory of the output. */
export const OUTPUT_DIRECTORY = "outputDirectory";

/**
 * The project as seen from where Terraform runs, <output>/stacks/<stack>. An output outside of the project counts as one
 * level below it, so that no path of a machine gets into the output.
 */
function projectDirectory(outdir: string): string {
  const levels = outdir.split("/").filter((part) => part !== "" && part !== ".");
  const inside = !outdir.startsWith("/") && !levels.includes("..");
  return Array.from({ length: (inside ? levels.length : 1) + 2 }, () => "..").join("/");
}

export interface AccountStackProps {
  readonly organization: Organization;
  readonly account: Account;
}

/** One account: one state, one role to assume, credentials of another account refused. */
export abstract class AccountStack extends TerraformStack {
  readonly account: Account;

  constructor(
    scope: Construct,
    id: string,
    protected readonly props: AccountStackProps,
  ) {
    super(scope, id);
    this.account = props.account;
    // Asked for by CDK Terrain, CDKTF's successor, before it lets in write-only values; CDKTF does not read it.
    this.node.setContext("targetVersions", { terraform: TERRAFORM_VERSIONS });
  }

  /** What every account has, before its resources: credentials, state, versions. */
  protected addAccess(): void {
    const { organization, account } = this.props;
    this.addProvider(organization, account);
    this.addBackend(organization);
    const boundaryArn = this.roleBoundaryArn(organization, account);
    if (boundaryArn !== undefined) boundRoles(this, boundaryArn);
    this.addOverride("terraform.required_version", TERRAFORM_VERSIONS);
    this.addOverride("terraform.required_providers.aws.version", PROVIDER_VERSIONS);
  }

  /** Permissions boundary of every role of the stack: the deploy role may make none without it. */
  protected roleBoundaryArn({ names }: Organization, account: Account): string | undefined {
    return names.access.roleBoundaryArn(account.id);
  }

  /** Tags that the provider of an account puts on whatever it makes. */
  protected defaultTags({ tags }: Account): Readonly<Record<string, string>> {
    return { ...ownTags.everywhere, ...tags };
  }

  /**
   * A provider for an account; the stack's own has no alias.
   *
   * @param tags what it puts on whatever it makes; none, if empty
   */
  protected addProvider(
    organization: Organization,
    account: Account,
    alias?: string,
    tags = this.defaultTags(account),
  ): AwsProvider {
    return new AwsProvider(this, alias === undefined ? "aws" : `aws-${alias}`, {
      alias,
      region: organization.homeRegion,
      allowedAccountIds: [account.id],
      assumeRole: this.assumedRoles(organization, account),
      defaultTags: Object.keys(tags).length === 0 ? undefined : [{ tags }],
    });
  }

  /**
   * The deploy role; with a pipeline, whichever role that names. An ephemeral variable is in no plan, so that a plan which
   * was made with one role can be applied with another.
   * https://developer.hashicorp.com/terraform/language/block/variable#ephemeral
   */
  protected assumedRoles({ names }: Organization, account: Account): AwsProviderAssumeRole[] | undefined {
    const sessionName = `secretwatch-${this.node.id}`;
    if (names.access.planRoleName === undefined)
      return [{ roleArn: names.access.deployRoleArn(account.id), sessionName }];
    this.addOverride("variable.role_name", {
      type: "string",
      description: "Role to assume in the account",
      default: names.access.deployRoleName,
      nullable: false,
      ephemeral: true,
    });
    return [{ roleArn: names.access.roleArn(account.id, "${var.role_name}"), sessionName }];
  }

  /** Number of Terraform resources, once they are there. */
  get resourceCount(): number {
    return this.node.findAll().filter((node) => TerraformResource.isTerraformResource(node)).length;
  }

  private addBackend({ deployment, homeRegion }: Organization): void {
    const { state } = deployment;
    if (state.type === "local") {
      const outdir = (this.node.tryGetContext(OUTPUT_DIRECTORY) as string | undefined) ?? App.of(this).outdir;
      new LocalBackend(this, {
        path: `${projectDirectory(outdir)}/${stateFile(state, this.node.id)}`,
      });
      return;
    }
    new S3Backend(this, {
      bucket: state.bucket,
      key: stateFile(state, this.node.id),
      region: state.region ?? homeRegion,
      encrypt: true,
      kmsKeyId: state.kmsKeyArn,
      assumeRole: state.roleArn === undefined ? undefined : { roleArn: state.roleArn },
    });
    // The bindings know the lock by DynamoDB table only, which Terraform 1.11 deprecates.
    this.addOverride("terraform.backend.s3.use_lockfile", true);
  }
}
