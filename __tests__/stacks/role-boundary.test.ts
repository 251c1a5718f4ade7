import type { PolicyStatement } from "../../modules/access/policy-document";
import type { Organization } from "../../organization/organization";
import { everything } from "../../scripts/requests/everything";
import { deployRole } from "../support/deploy-role";
import { uncheckedOrganization } from "../support/edited-organization";
import { everyOrganization } from "../support/every-organization";
import { decide } from "../support/policy-decision";
import { synthesize, type Synthesized } from "../support/synthesized";

const organizations = [
  ...everyOrganization,
  ["everything there is", () => uncheckedOrganization(everything("aws"))],
  ["everything there is in GovCloud", () => uncheckedOrganization(everything("aws-us-gov"))],
] as const;

describe.each(organizations)("with %s", (_name, make) => {
  const organization = make();
  const stacks = synthesize(organization);

  test("every role that the deploy role makes has the boundary of its account", () => {
    const roles = rolesOf(stacks);

    expect(roles.length).toBeGreaterThan(0);
    for (const { stack, values } of roles) {
      const account = (stack.provider.aws[0]!.allowed_account_ids as string[])[0]!;
      expect(values.provider).toBeUndefined();
      expect(values.permissions_boundary).toBe(
        `arn:${organization.partition}:iam::${account}:policy/${organization.names.access.deployRoleName}Boundary`,
      );
    }
  });

  test("all that the roles may do lies within it", () => {
    const bound = new Set(rolesOf(stacks).map(({ stack }) => stack));
    const outside = [...bound].flatMap((stack) => outsideOf(organization, stack));

    expect(outside).toEqual([]);
  });
});

function rolesOf(stacks: Readonly<Record<string, Synthesized>>) {
  return Object.entries(stacks)
    .filter(([name]) => name !== "pipeline")
    .flatMap(([, stack]) => Object.values(stack.resource?.aws_iam_role ?? {}).map((values) => ({ stack, values })));
}

/** Actions and resources of the roles' policies that the boundary does not let through. */
function outsideOf({ partition, names }: Organization, stack: Synthesized): readonly string[] {
  const account = (stack.provider.aws[0]!.allowed_account_ids as string[])[0]!;
  const suffix = partition === "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com";
  const within = deployRole({
    "AWS::Partition": partition,
    "AWS::AccountId": account,
    "AWS::URLSuffix": suffix,
    NamePrefix: names.ownPrefix.slice(0, -1),
  });
  const policies = Object.values(stack.resource?.aws_iam_role_policy ?? {}).map(({ policy }) => policy as string);
  const statements = policies.flatMap((each) => (JSON.parse(each) as { Statement: PolicyStatement[] }).Statement);
  return statements.flatMap(({ Action, Resource, Condition }) =>
    [Action].flat().flatMap((action) =>
      [Resource!].flat().flatMap((each) => {
        const resource = resolved(each, stack);
        // Keys of topics let roles in through SNS only; those of tables say so here.
        const via = Condition?.StringEquals?.["kms:ViaService"] ?? `sns.eu-west-1.${suffix}`;
        const asked = {
          principal: "a role of ours",
          action: action.replace("*", ""),
          resource,
          context: { "kms:ViaService": via },
        };
        return decide(within.boundary, asked) === "allowed" ? [] : [`${action} ${resource}`];
      }),
    ),
  );
}

/** ARN of a topic or key that Terraform fills in. */
function resolved(resource: string, stack: Synthesized): string {
  const [, type, id] = /^\$\{(\w+)\.([\w-]+)\.arn\}$/.exec(resource) ?? [];
  if (type === undefined) return resource;
  const [, partition, account] = /^arn:([\w-]+):iam::(\d+):/.exec(
    String(Object.values(stack.resource!.aws_iam_role!)[0]!.permissions_boundary),
  )!;
  if (type === "aws_kms_key") return `arn:${partition}:kms:eu-west-1:${account}:key/0123`;
  return `arn:${partition}:sns:eu-west-1:${account}:${String(stack.resource![type]![id!]!.name)}`;
}
