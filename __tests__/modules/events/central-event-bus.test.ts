import { CloudwatchEventArchive } from "@cdktf/provider-aws/lib/cloudwatch-event-archive";
import { CloudwatchEventBus } from "@cdktf/provider-aws/lib/cloudwatch-event-bus";
import { CloudwatchEventBusPolicy } from "@cdktf/provider-aws/lib/cloudwatch-event-bus-policy";
import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { TerraformOutput } from "cdktf";

import { CentralEventBus } from "../../../modules/events/central-event-bus";
import { after, memberAccount, securityAccount } from "../../support/constructs";
import { sidsOf } from "../../support/policies-in";
import { decide } from "../../support/policy-decision";
import { addressesOf, policyOf, synthesizedModule } from "../../support/synthesized-module";

const busArn = `arn:aws:events:eu-west-1:${securityAccount}:event-bus/central`;
const made = (preventDestroy = true) =>
  synthesizedModule((scope) => {
    const bus = new CentralEventBus(scope, "Bus", {
      busName: "central",
      busArn,
      description: "Reads of secrets",
      organizationId: "o-example1",
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

test.each([
  ["allowed", "an account of the organization", {}],
  ["not allowed", "an account of another one", { context: { "aws:PrincipalOrgID": "o-example2" } }],
  ["not allowed", "an account of none", { context: {} }],
  ["not allowed", "more than sending", { action: "events:PutRule" }],
  ["not allowed", "another bus", { resource: `${busArn}-2` }],
])("%s: %s", (decision, _who, other) => {
  const policy = policyOf(made(), CloudwatchEventBusPolicy);
  const request = {
    principal: `arn:aws:iam::${memberAccount}:role/any`,
    action: "events:PutEvents",
    resource: busArn,
    context: { "aws:PrincipalOrgID": "o-example1" },
  };

  expect(decide(policy, { ...request, ...other })).toBe(decision);
  expect(sidsOf(policy)).toEqual(["OrganizationSends"]);
  expect(policy).toContain('"Principal":"*"');
});
