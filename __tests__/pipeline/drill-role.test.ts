import path from "node:path";

import { operations, type OperationRow } from "../../aws/operations";
import { operationsOf } from "../../aws/operation-roles";
import { DRILL_ROLE_NAME, HealthNames } from "../../organization/names/health-names";
import { readTemplate } from "../../scripts/cloudformation-template";
import { exampleOrganization, root } from "../support/synthesized";
import { decide, type AccessRequest } from "../support/policy-decision";

/** The role, and its policy as one that a resource would have beside it: of what is not denied, others may allow anything. */
function drillRole(parameters: Readonly<Record<string, string>> = {}) {
  const { Resources } = readTemplate(path.join(root, "examples/drill-role/template.yaml"), parameters);
  const { RoleName, Policies, AssumeRolePolicyDocument } = Resources.Role!.Properties;
  const [{ PolicyDocument }] = Policies as [{ PolicyDocument: object }];
  const policy = JSON.stringify(PolicyDocument);
  const may = (action: string, resource: string, context: AccessRequest["context"] = {}) =>
    decide(policy, { principal: "the drill role", action, resource, context });
  return { name: RoleName, may, policy, trust: JSON.stringify(AssumeRolePolicyDocument) };
}

const secret = (name: string, account = "333333333333") => `arn:aws:secretsmanager:eu-west-1:${account}:secret:${name}`;
const READ = "secretsmanager:GetSecretValue";
const decoys = { DecoyName: "prod/backup/root" };

test("the role is the one by which the message composer knows drills", () => {
  const { health } = exampleOrganization().names;

  expect(health).toBeInstanceOf(HealthNames);
  expect(drillRole().name).toBe(DRILL_ROLE_NAME);
  expect(health.drillRoleName).toBe(DRILL_ROLE_NAME);
  expect(health.drillRoleName.startsWith(health.canarySecretPrefix.split("-")[0]!)).toBe(false);
});

test("it may ask for every name of a drill, with the suffix of an ARN and without, and in every region", () => {
  const { may } = drillRole();
  const { drillSecretPrefix, loudDrillSecretPrefix } = exampleOrganization().names.health;

  for (const prefix of [drillSecretPrefix, loudDrillSecretPrefix]) {
    expect(may(READ, secret(`${prefix}20261128190501-4f3a9c21`))).toBe("allowed");
    expect(may(READ, secret(`${prefix}20261128190501-4f3a9c21-a1B2c3`))).toBe("allowed");
    expect(may(READ, secret(`${prefix}x`).replace("eu-west-1", "us-east-1"))).toBe("allowed");
  }
  expect(drillRole({ NamePrefix: "watch" }).may(READ, secret("watch-drill-x"))).toBe("allowed");
});

test.each([
  ["another secret", READ, secret("prod/payments/database-a1B2c3")],
  ["the canary's secret", READ, secret("secretwatch-canary-1")],
  ["a secret of another prefix", READ, secret("watch-drill-1")],
  ["a secret of another account", READ, secret("secretwatch-drill-1", "444444444444")],
  ["a decoy, if none is named", READ, secret("prod/backup/root-a1B2c3")],
  ["several secrets", "secretsmanager:BatchGetSecretValue", secret("secretwatch-drill-1")],
  ["what a secret is", "secretsmanager:DescribeSecret", secret("secretwatch-drill-1")],
  ["making a secret of such a name", "secretsmanager:CreateSecret", secret("secretwatch-drill-1")],
  ["parameters", "ssm:GetParameter", "arn:aws:ssm:eu-west-1:333333333333:parameter/db"],
  ["other roles", "sts:AssumeRole", "arn:aws:iam::333333333333:role/administrator"],
  ["files", "s3:GetObject", "arn:aws:s3:::bucket/key"],
  ["direct decryption", "kms:Decrypt", "arn:aws:kms:eu-west-1:333333333333:key/1"],
])("it is denied %s, whatever a policy of the resource gives it", (_, action, resource) => {
  expect(drillRole().may(action, resource)).toBe("denied");
  expect(drillRole({ DecoyName: "another/decoy" }).may(action, resource)).toBe("denied");
});

test("decoys that are named it may read, and those alone; their key decrypts for Secrets Manager", () => {
  const { may } = drillRole(decoys);
  const via = { "kms:ViaService": "secretsmanager.eu-west-1.amazonaws.com" };

  expect(may(READ, secret("prod/backup/root-a1B2c3"))).toBe("allowed");
  expect(may(READ, secret("prod/backup/root-database-a1B2c3"))).toBe("denied");
  // The key's policy allows it: the role's own neither has to nor forbids it.
  expect(may("kms:Decrypt", "arn:aws:kms:eu-west-1:333333333333:key/1", via)).toBe("not allowed");
  expect(
    may("kms:Decrypt", "arn:aws:kms:eu-west-1:333333333333:key/1", { "kms:ViaService": "s3.eu-west-1.amazonaws.com" }),
  ).toBe("denied");
});

test("every call is of one role, and only the drill's gets values", () => {
  const [readOnly, drill] = [operationsOf("read-only"), operationsOf("drill")];
  const actionsOf = (names: readonly (keyof typeof operations)[]) =>
    names.flatMap((name) => (operations[name] as OperationRow).actions ?? [name]);
  const values = /^(secretsmanager:(Batch)?GetSecretValue|ssm:GetParameter.*|s3:GetObject)$/;

  expect([...readOnly, ...drill].sort()).toEqual(Object.keys(operations).sort());
  expect(drill).toEqual(["secretsmanager:GetSecretValue"]);
  expect(actionsOf(readOnly).filter((action) => values.test(action))).toEqual([]);
});

test("only who is named takes the role, and CloudFormation reads its dates as text", () => {
  const { trust, policy } = drillRole();
  const taken = (principal: string) => decide(trust, { principal, action: "sts:AssumeRole" });

  expect(taken("arn:aws:iam::222222222222:role/pipeline")).toBe("allowed");
  expect(taken("arn:aws:iam::222222222222:role/another")).toBe("not allowed");
  expect(policy).toContain('"Version":"2012-10-17"');
});
