import path from "node:path";

import { loadOrganization } from "../../config/load-organization";
import { everybody, policyDocument } from "../../modules/access/policy-document";
import { resourceTypes } from "../../resources/resource-types";
import { edited, organizationFrom } from "../support/edited-organization";
import { policiesIn } from "../support/policies-in";
import { root, synthesize } from "../support/synthesized";

/** Policies are as services return them; else a plan would show a difference for ever. */
const everythingOn = organizationFrom(
  edited((it) => {
    it.guardrails = {
      protectWatch: { organizationalUnits: ["workloads", "sandbox"], securityAccount: true },
      denyReadsFromOutside: { organizationalUnits: ["workloads", "sandbox"] },
    };
    it.deployment = { state: { type: "s3", bucket: "acorn-terraform-state" } };
    it.pipeline = {
      oidc: {
        issuer: "token.actions.githubusercontent.com",
        plan: ["repo:acorn/x:pull_request"],
        apply: ["repo:acorn/x:ref:refs/heads/main"],
      },
    };
    it.alerts.routes.push({
      name: "chat",
      slack: [{ workspaceId: "T0ACORN001", channelId: "C0SECURITY" }],
      https: ["https://siem.acorn.example/in"],
    });
  }),
);
const example = (name: string) => loadOrganization(path.join(root, name, "organization.yaml"));
const policies = [
  everythingOn,
  ...["examples/existing-trail", "examples/log-archive", "examples/acorn"].map(example),
].flatMap((organization) => Object.values(synthesize(organization)).flatMap(policiesIn));

/** Which service keeps the policy; of the others no policy is for everybody. */
const serviceOf: Readonly<Record<string, keyof typeof everybody>> = {
  aws_cloudwatch_event_bus_policy: "events",
  aws_organizations_policy: "organizations",
  aws_s3_bucket_policy: "s3",
  aws_secretsmanager_secret_policy: "secretsmanager",
  aws_sns_topic_policy: "sns",
  aws_sqs_queue_policy: "sqs",
};

test("every kind of resource with a policy is among them", () => {
  const types = [...new Set(policies.map(({ type, attribute }) => `${type}.${attribute}`))].sort();

  expect(types).toEqual(
    Object.entries(resourceTypes)
      .flatMap(([type, row]) => row.policies.map((attribute) => `${type}.${attribute}`))
      .sort(),
  );
});

test("every policy has its keys in order and a list of one as the one", () => {
  expect(policies.filter(({ text, statements }) => text !== policyDocument(statements))).toEqual([]);
});

test("every policy says everybody as its service returns it", () => {
  const isEverybody = (principal: unknown) =>
    principal === "*" || [(principal as { AWS?: unknown } | undefined)?.AWS].flat().includes("*");
  const said = policies.flatMap(({ address, type, statements }) =>
    statements.filter(({ Principal }) => isEverybody(Principal)).map(({ Principal }) => ({ address, type, Principal })),
  );

  expect(new Set(said.map(({ type }) => type))).toEqual(new Set(Object.keys(serviceOf)));
  expect(said).toEqual(said.map((each) => ({ ...each, Principal: everybody[serviceOf[each.type]!] })));
});

test("no two statements of a policy have one name, which the event bus refuses", () => {
  const repeated = policies.filter(
    ({ statements }) => new Set(statements.map(({ Sid }) => Sid)).size < statements.length,
  );

  expect(repeated.map(({ address }) => address)).toEqual([]);
});
