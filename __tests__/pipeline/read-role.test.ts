import { readFileSync } from "node:fs";
import path from "node:path";

import { type OperationRow, operations } from "../../aws/operations";
import { operationsOf } from "../../aws/operation-roles";
import { policyDocument, type PolicyStatement } from "../../modules/access/policy-document";
import { readTemplate } from "../../scripts/cloudformation-template";
import { type AccessRequest, decide } from "../support/policy-decision";
import { unknownTo } from "../support/service-reference";
import { root } from "../support/synthesized";

const file = path.join(root, "examples/read-role/template.yaml");

function readRole(parameters: Readonly<Record<string, string>> = {}) {
  const { Policies, AssumeRolePolicyDocument } = readTemplate(file, parameters).Resources.Role!.Properties;
  const [{ PolicyDocument }] = Policies as [{ PolicyDocument: { Statement: PolicyStatement[] } }];
  const policy = policyDocument(PolicyDocument.Statement);
  const may = (action: string, resource = "*", context: AccessRequest["context"] = {}) =>
    decide(policy, { principal: "the read-only role", action, resource, context });
  return { statements: PolicyDocument.Statement, policy, may, trust: JSON.stringify(AssumeRolePolicyDocument) };
}

const { may, policy, statements } = readRole();
const secret = "arn:aws:secretsmanager:eu-west-1:333333333333:secret:prod/payments/database-AbCdEf";

test("it may do exactly what is needed to look around, and no call of another role", () => {
  const allowed = statements.filter(({ Effect }) => Effect === "Allow").flatMap(({ Action }) => Action);
  const needed = operationsOf("read-only").flatMap((name) => (operations[name] as OperationRow).actions ?? [name]);

  expect([...allowed].sort()).toEqual([...new Set(needed)].sort());
  expect(allowed).not.toContain("secretsmanager:GetSecretValue");
});

test("every action of it is one of AWS, and takes the resources that it is for", async () => {
  const findings = await Promise.all(statements.map((statement) => unknownTo(statement, "identity")));

  expect(findings.flat()).toEqual([]);
});

test("it changes nothing: its actions look, and decrypt for the table", () => {
  const allowed = statements.filter(({ Effect }) => Effect === "Allow").flatMap(({ Action }) => Action);

  expect(allowed.filter((action) => !/^\w+:(BatchGet|Describe|Filter|Get|List)/.test(action))).toEqual(["kms:Decrypt"]);
});

test.each([
  "secretsmanager:GetSecretValue",
  "secretsmanager:BatchGetSecretValue",
  "ssm:GetParameter",
  "ssm:GetParametersByPath",
  "kms:Decrypt",
  "kms:GenerateDataKey",
  "s3:GetObject",
  "logs:GetLogEvents",
  "logs:StartQuery",
])("it is denied %s, whatever else it is given", (action) => {
  expect(may(action, secret)).toBe("denied");
});

test.each([
  ["iam:GetRole", "arn:aws:iam::333333333333:role/administrator"],
  ["iam:PassRole", "arn:aws:iam::333333333333:role/secretwatch-forwarding"],
  ["logs:FilterLogEvents", "arn:aws:logs:eu-west-1:333333333333:log-group:/orders/production:*"],
  ["dynamodb:BatchGetItem", "arn:aws:dynamodb:eu-west-1:333333333333:table/orders"],
  ["secretsmanager:PutSecretValue", secret],
  ["sqs:GetQueueAttributes", "arn:aws:sqs:eu-west-1:333333333333:orders"],
  ["sts:AssumeRole", "arn:aws:iam::444444444444:role/SecretwatchRead"],
])("%s on %s it may not", (action, resource) => {
  expect(may(action, resource)).toBe("not allowed");
});

test("it looks at secrets, at what is ours, and at who deploys it", () => {
  const key = "arn:aws:kms:eu-west-1:333333333333:key/0123";

  expect(may("secretsmanager:ListSecrets")).toBe("allowed");
  expect(may("secretsmanager:DescribeSecret", secret)).toBe("allowed");
  expect(may("iam:GetRole", "arn:aws:iam::333333333333:role/SecretwatchDeploy")).toBe("allowed");
  expect(may("cloudtrail:GetTrailStatus", "arn:aws:cloudtrail:eu-west-1:111111111111:trail/any")).toBe("allowed");
  expect(may("kms:Decrypt", key, { "kms:ViaService": "dynamodb.eu-west-1.amazonaws.com" })).toBe("allowed");
  expect(may("kms:Decrypt", key, { "kms:ViaService": "secretsmanager.eu-west-1.amazonaws.com" })).toBe("denied");
});

test("only who is named takes it, with an external id where there is one", () => {
  const taken = (parameters: Readonly<Record<string, string>>, principal: string, context = {}) =>
    decide(readRole(parameters).trust, { principal, action: "sts:AssumeRole", context });
  const pipeline = "arn:aws:iam::222222222222:role/pipeline";
  const known = { ExternalId: "known" };

  expect(taken({}, pipeline)).toBe("allowed");
  expect(taken({}, "arn:aws:iam::222222222222:role/another")).toBe("not allowed");
  expect(taken(known, pipeline)).toBe("not allowed");
  expect(taken(known, pipeline, { "sts:ExternalId": "other" })).toBe("not allowed");
  expect(taken(known, pipeline, { "sts:ExternalId": "known" })).toBe("allowed");
});

test("CloudFormation reads its dates as text", () => {
  expect(readFileSync(file, "utf8")).toContain('Version: "2012-10-17"');
});

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
test("its policy fits a role", () => {
  expect(policy.length).toBeLessThan(10_240);
});
