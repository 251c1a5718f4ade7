import { CloudwatchEventArchive } from "@cdktf/provider-aws/lib/cloudwatch-event-archive";
import { CloudwatchEventBus } from "@cdktf/provider-aws/lib/cloudwatch-event-bus";
import { CloudwatchEventBusPolicy } from "@cdktf/provider-aws/lib/cloudwatch-event-bus-policy";
import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { TerraformOutput } from "cdktf";

import { CentralEventBus } from "../../../modules/events/central-event-bus";
import { after, memberAccount, securityAccount } from "../../support/constructs";
import { sidsOf } from "../../support/policies-in";
import { decide, type AccessRequest } from "../../support/policy-decision";
import { addressesOf, policyOf, synthesizedModule } from "../../support/synthesized-module";

const busArn = `arn:aws:events:eu-west-1:${securityAccount}:event-bus/central`;
const made = (preventDestroy = true) =>
  synthesizedModule((scope) => {
    const bus = new CentralEventBus(scope, "Bus", {
      busName: "central",
      busArn,
      description: "Reads of secrets",
      organizationId: "o-example1",
      senderRoleArnPattern: "arn:aws:iam::*:role/sender",
      archiveDays: 90,
      archivePattern: '{"source":["aws.secretsmanager"]}',
      preventDestroy,
    });
    new TerraformOutput(scope, "Name", { value: bus.busName });
    after(scope, bus.policy);
  });

test("a bus has a policy and an archive of the same name", () => {
  const text = made();

  expect(addressesOf(text, "Bus")).toEqual([
    "aws_cloudwatch_event_archive.Bus_Archive",
    "aws_cloudwatch_event_bus.Bus",
    "aws_cloudwatch_event_bus_policy.Bus_Policy",
  ]);
  expect(text).toHaveResourceWithProperties(CloudwatchEventBus, { name: "central", description: "Reads of secrets" });
  expect(text).toHaveResourceWithProperties(CloudwatchEventBusPolicy, {
    event_bus_name: "${aws_cloudwatch_event_bus.Bus.name}",
  });
});

test("what matches the pattern is kept for so many days", () => {
  expect(made()).toHaveResourceWithProperties(CloudwatchEventArchive, {
    name: "central",
    description: "Reads of secrets, for replay",
    event_source_arn: "${aws_cloudwatch_event_bus.Bus.arn}",
    event_pattern: '{"source":["aws.secretsmanager"]}',
    retention_days: 90,
  });
});

test.each([true, false])("plans that destroy the bus are refused: %s", (preventDestroy) => {
  expect(made(preventDestroy)).toHaveResourceWithProperties(CloudwatchEventBus, {
    lifecycle: { prevent_destroy: preventDestroy },
  });
});

test("what uses the bus can refer to its name and wait for its policy", () => {
  const text = made();

  expect(JSON.parse(text)).toMatchObject({ output: { Name: { value: "${aws_cloudwatch_event_bus.Bus.name}" } } });
  expect(text).toHaveResourceWithProperties(SnsTopic, {
    depends_on: ["aws_cloudwatch_event_bus_policy.Bus_Policy"],
  });
});

describe("who puts events on the bus", () => {
  const role = (account: string, name = "sender") => `arn:aws:iam::${account}:role/${name}`;
  const inOrganization = { "aws:PrincipalOrgID": "o-example1" };
  const forwarded = { ...inOrganization, "events:eventBusInvocation": "true" };
  const byHand = { ...inOrganization, "events:eventBusInvocation": "false" };
  const put = (principal: string, context: AccessRequest["context"], other: Partial<AccessRequest> = {}) =>
    decide(policyOf(made(), CloudwatchEventBusPolicy), {
      principal,
      action: "events:PutEvents",
      resource: busArn,
      context: { "aws:PrincipalArn": principal, "aws:PrincipalIsAWSService": "false", ...context },
      ...other,
    });

  test("rules of the organization's accounts do, with their role, also those of the bus's own account", () => {
    expect(put(role(memberAccount), forwarded)).toBe("allowed");
    expect(put(role(securityAccount), forwarded)).toBe("allowed");
  });

  test.each([
    ["not allowed", "the role in another organization", role("999999999999"), { "aws:PrincipalOrgID": "o-example2" }],
    ["not allowed", "the role in none", role("999999999999"), { "events:eventBusInvocation": "true" }],
    ["denied", "a rule with another role", role(memberAccount, "admin"), forwarded],
    ["denied", "the role under a path", role(memberAccount, "team/sender"), forwarded],
    ["denied", "a user of that name", role(memberAccount).replace(":role/", ":user/"), forwarded],
    ["denied", "an administrator of a member, by hand", role(memberAccount, "admin"), byHand],
    ["denied", "an administrator of the bus's own account, by hand", role(securityAccount, "admin"), byHand],
    ["denied", "whoever got hold of the role, by hand", role(securityAccount), byHand],
  ])("%s: %s", (decision, _who, principal, context) => {
    expect(put(principal, context)).toBe(decision);
  });

  test("the role may not do more than that, nor on another bus", () => {
    expect(put(role(memberAccount), forwarded, { action: "events:PutRule" })).toBe("not allowed");
    expect(put(role(memberAccount), forwarded, { resource: `${busArn}-2` })).toBe("not allowed");
  });

  test("a replay of the archive, which EventBridge makes itself, is not denied", () => {
    const service = { "aws:PrincipalIsAWSService": "true" };

    expect(put("events.amazonaws.com", {}, { context: service })).toBe("not allowed");
  });

  test("the policy says it in three statements, with everybody as EventBridge writes it", () => {
    const policy = policyOf(made(), CloudwatchEventBusPolicy);

    expect(sidsOf(policy)).toEqual(["OrganizationSends", "NobodyElseSends", "NothingByHand"]);
    expect(policy).toContain('"Principal":"*"');
  });
});
