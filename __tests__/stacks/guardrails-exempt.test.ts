import fc from "fast-check";

import type { PolicyStatement } from "../../modules/access/policy-document";
import { edited, organizationFrom } from "../support/edited-organization";
import { decide } from "../support/policy-decision";
import { resourcesOf, synthesize } from "../support/synthesized";

const organization = organizationFrom(
  edited((file) => {
    file.deployment = { state: { type: "s3", bucket: "acorn-state" } };
    file.pipeline = { oidc: { plan: ["repo:acorn/cloud:pull_request"], apply: ["repo:acorn/cloud:environment:all"] } };
    file.guardrails = { protectWatch: { organizationalUnits: ["sandbox"], securityAccount: true } };
  }),
);
const policies = Object.values(resourcesOf(synthesize(organization).management, "aws_organizations_policy"));
const statements = (part: string) =>
  policies
    .filter(({ name }) => (name as string).includes(`-${part}-`))
    .flatMap(({ content }) => (JSON.parse(content as string) as { Statement: PolicyStatement[] }).Statement);

const account = "222222222222";
const [names, paths] = [
  ["SecretwatchDeploy", "secretwatch-forwarding", "stacksets-exec-0123", "SecretwatchPipelineApply", "Admin", "x"],
  ["", "team/", "SecretwatchDeploy/", "secretwatch-x/", "stacksets-exec-x/", "team/secretwatch-x/"],
];
/** Roles, users and the root user, called and put under paths like those which are let through. */
const principals = fc.oneof(
  fc
    .tuple(
      fc.constantFrom("role", "user"),
      fc.constantFrom(...paths),
      fc.constantFrom(...names),
      fc.constantFrom("", "2"),
    )
    .map(([kind, path, name, end]) => `arn:aws:iam::${account}:${kind}/${path}${name}${end}`),
  fc.constant(`arn:aws:iam::${account}:root`),
);

/** A request that a statement is about, but for who asks. */
function about(statement: PolicyStatement, principal: string): Parameters<typeof decide>[1] {
  const first = (values: string | readonly string[]) => [values].flat()[0]!.replaceAll("*", "x");
  const conditions = Object.entries(statement.Condition ?? {}).filter(([operator]) => operator !== "ArnNotLike");
  const context = conditions.flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, values]) => [key, operator.startsWith("ForAny") ? [first(values)] : first(values)]),
  );
  return {
    principal,
    action: first(statement.Action),
    resource: first(statement.Resource!),
    context: { ...(Object.fromEntries(context) as Record<string, string>), "aws:PrincipalArn": principal },
  };
}

const refuses = (parts: readonly PolicyStatement[], request: Parameters<typeof decide>[1]) =>
  decide(JSON.stringify({ Statement: parts }), request) === "denied";

test.each(["members", "central"])("whom the policy of %s lets through, nobody else can make", (part) => {
  const all = statements(part);
  const admin = `arn:aws:iam::${account}:role/Admin`;
  const isMadeByNobody = (role: string) =>
    role.includes(":role/") &&
    refuses(all, {
      principal: admin,
      action: "iam:CreateRole",
      resource: role,
      context: { "aws:PrincipalArn": admin },
    });

  expect(all.length).toBeGreaterThan(10);
  expect(all.filter((each) => !refuses([each], about(each, admin)))).toEqual([]);
  fc.assert(
    fc.property(fc.constantFrom(...all), principals, (statement, principal) => {
      expect(refuses(all, about(statement, principal)) || isMadeByNobody(principal)).toBe(true);
    }),
    { numRuns: 1000 },
  );
});
