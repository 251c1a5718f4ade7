import { readFileSync } from "node:fs";
import path from "node:path";

import { parse } from "yaml";

import { policyDocument, type PolicyStatement } from "../../modules/access/policy-document";
import { actionsOfPipeline } from "../../resources/needed-actions";
import { decide } from "../support/policy-decision";
import { root } from "../support/synthesized";

const variables: Readonly<Record<string, string>> = {
  "AWS::Partition": "aws",
  "AWS::AccountId": "333333333333",
  NamePrefix: "secretwatch",
  SqlPrefix: "secretwatch",
  TrailName: "secretwatch-organization",
  BucketName: "secretwatch-trail-*",
};
const text = readFileSync(path.join(root, "examples/plan-role/template.yaml"), "utf8");
/** As CloudFormation fills it in. */
const template = JSON.parse(
  JSON.stringify(parse(text))
    .replace(/\{"Fn::Sub":("[^"]*")\}/g, "$1")
    .replace(/\{"Fn::Sub":\[("[^"]*"),\{"SqlPrefix":[^}]*\}\]\}\}\}\]\}/g, "$1")
    .replace(/\$\{([\w:]+)\}/g, (_, name: string) => variables[name]!),
) as {
  Resources: { Role: { Properties: { Policies: { PolicyDocument: { Statement: PolicyStatement[] } }[] } } };
};
const statements = template.Resources.Role.Properties.Policies.flatMap(
  ({ PolicyDocument }) => PolicyDocument.Statement,
);
const policy = policyDocument(statements);
const may = (action: string, resource = "*") => decide(policy, { principal: "the plan role", action, resource });

const secret = "arn:aws:secretsmanager:eu-west-1:333333333333:secret:prod/payments/database-AbCdEf";
const { plan: read, apply: write } = actionsOfPipeline();

test("the plan role reads exactly what the stacks need", () => {
  const allowed = statements.filter(({ Effect }) => Effect === "Allow").flatMap(({ Action }) => Action);

  expect([...allowed].sort()).toEqual(read);
});

test("it changes nothing", () => {
  const onlyWritten = write.filter((action) => !read.includes(action));

  expect(onlyWritten.length).toBeGreaterThan(100);
  for (const action of onlyWritten) expect([action, may(action)]).not.toEqual([action, "allowed"]);
  expect(may("secretsmanager:PutSecretValue", secret)).toBe("not allowed");
  expect(may("iam:PassRole", "arn:aws:iam::333333333333:role/secretwatch-forwarding")).toBe("not allowed");
  expect(may("sts:AssumeRole")).toBe("not allowed");
});

test.each([
  "secretsmanager:GetSecretValue",
  "secretsmanager:BatchGetSecretValue",
  "kms:Decrypt",
  "s3:GetObject",
  "logs:GetLogEvents",
])("it is denied %s, whatever else it is given", (action) => {
  expect(may(action, secret)).toBe("denied");
});

test("it reads the settings of secrets, and those of its own name elsewhere", () => {
  const queue = (name: string) => `arn:aws:sqs:eu-west-1:333333333333:${name}`;

  expect(may("secretsmanager:DescribeSecret", secret)).toBe("allowed");
  expect(may("secretsmanager:ListSecretVersionIds", secret)).toBe("allowed");
  expect(may("sqs:GetQueueAttributes", queue("secretwatch-undelivered"))).toBe("allowed");
  expect(may("sqs:GetQueueAttributes", queue("orders"))).toBe("not allowed");
  expect(may("iam:GetRole", "arn:aws:iam::333333333333:role/administrator")).toBe("not allowed");
});

test("CloudFormation reads its dates as text", () => {
  expect(text).toContain('Version: "2012-10-17"');
});

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
test("its policy fits a role", () => {
  expect(policy.length).toBeLessThan(10_240);
});
