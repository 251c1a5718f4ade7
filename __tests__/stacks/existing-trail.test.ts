import { mkdirSync, readFileSync } from "node:fs";
import path from "node:path";

import { loadOrganization } from "../../config/load-organization";
import { ADDRESSES_OF_OUR_TRAIL } from "../../stacks/parts/forgotten-trail";
import { OrganizationApp } from "../../stacks/organization-app";
import { decide, type AccessRequest } from "../support/policy-decision";
import { anyAddressOfAws, resourceOf, resourcesOf, root, synthesize, type Synthesized } from "../support/synthesized";
import { temporaryDirectory } from "../support/temporary-directory";

const organization = loadOrganization(path.join(root, "examples/existing-trail/organization.yaml"));
const ofOurOwn = { ...organization, trail: { insights: [], excludeKmsEvents: false, tags: true } };
const stacks = synthesize(organization);
const { security, management } = stacks;
const ruleType = "aws_observabilityadmin_centralization_rule_for_organization";

function addressesOf(stack: Synthesized | undefined): readonly string[] {
  return Object.entries(stack?.resource ?? {}).flatMap(([type, byId]) =>
    Object.keys(byId).map((id) => `${type}.${id}`),
  );
}

function removedFrom(stack: Synthesized | undefined): unknown {
  return (stack as { removed?: unknown }).removed;
}

test("there is nothing of a second trail in any stack", () => {
  const types = Object.values(stacks).flatMap(({ resource = {} }) => Object.keys(resource));

  expect(types.filter((type) => /cloudtrail|s3_bucket/.test(type))).toEqual([]);
  expect(Object.keys(management!.resource ?? {})).not.toContain("aws_kms_key");
  expect(Object.keys(resourcesOf(security, "aws_kms_key")).some((id) => id.startsWith("LogArchiveKey"))).toBe(false);
  expect(addressesOf(security).filter((address) => address.includes("TrailDeliveryRole"))).toEqual([]);
});

test("the order is the same as ever", () => {
  const directory = temporaryDirectory();
  new OrganizationApp(organization, directory).synth();

  const manifest = JSON.parse(readFileSync(path.join(directory, "manifest.json"), "utf8")) as {
    stacks: Record<string, { dependencies: string[] }>;
  };

  expect(Object.entries(manifest.stacks).map(([name, { dependencies }]) => [name, ...dependencies])).toEqual([
    ["management", "security"],
    ["member-shop", "management"],
    ["security"],
  ]);
});

describe("the rule", () => {
  const rule = resourceOf(management, ruleType);

  test("copies one log group of the management account to the security account, by names that AWS knows", () => {
    expect(rule.rule_name).toBe("secretwatch-trail-centralization");
    expect(rule.rule).toEqual([
      {
        source: [
          {
            scope: "AccountId = '111111111111'",
            regions: ["eu-central-1"],
            source_logs_configuration: [
              {
                log_group_selection_criteria: "LogGroupName = 'aws-controltower/CloudTrailLogs'",
                encrypted_log_group_strategy: "ALLOW",
              },
            ],
          },
        ],
        destination: [
          {
            account: "222222222222",
            region: "eu-west-1",
            destination_logs_configuration: [
              {
                logs_encryption_configuration: [{ encryption_strategy: "AWS_OWNED" }],
                log_group_name_configuration: [{ log_group_name_pattern: "/secretwatch/organization-trail" }],
              },
            ],
          },
        ],
      },
    ]);
  });

  test("has half an hour to get healthy, as the documentation says", () => {
    const text = readFileSync(path.join(root, "docs/existing-trail.md"), "utf8");

    // Create and update are all that the provider has: https://github.com/hashicorp/terraform-provider-aws/pull/44806
    expect(rule.timeouts).toEqual({ create: "30m", update: "30m" });
    expect(text).toContain("waits half an hour");
  });

  test("is imported by its name, at the address that the documentation names", () => {
    const text = readFileSync(path.join(root, "docs/existing-trail.md"), "utf8");
    const [id] = Object.keys(resourcesOf(management, ruleType));

    expect(text).toContain(`import \\\n  ${ruleType}.${id} ${rule.rule_name as string}\n`);
  });

  test("ends where the security stack makes a log group, with that stack's account and region", () => {
    const [{ destination }] = rule.rule as [{ destination: [Record<string, unknown>] }];
    const { account, region, destination_logs_configuration: logs } = destination[0];

    expect(security!.provider.aws[0]).toMatchObject({ allowed_account_ids: [account], region });
    expect(logs).toMatchObject([
      {
        log_group_name_configuration: [
          { log_group_name_pattern: resourceOf(security, "aws_cloudwatch_log_group", "TrailLogGroup").name },
        ],
      },
    ]);
  });

  test("takes Control Tower's group in the home region unless the file says otherwise", () => {
    const example = readFileSync(path.join(root, "examples/existing-trail/organization.yaml"), "utf8");
    const directory = temporaryDirectory({
      "organization.yaml": example.replace(/trail:\n {2}existing:\n( {4}.*\n)+/, "trail: { existing: {} }\n"),
    });

    const after = synthesize(loadOrganization(path.join(directory, "organization.yaml"))).management;

    expect(resourceOf(after, ruleType).rule).toMatchObject([
      {
        source: [
          {
            regions: ["eu-west-1"],
            source_logs_configuration: [
              { log_group_selection_criteria: "LogGroupName = 'aws-controltower/CloudTrailLogs'" },
            ],
          },
        ],
      },
    ]);
  });

  test("is made by the management account, with a provider that knows its block", () => {
    expect(rule.provider).toBeUndefined();
    expect(management!.provider.aws[0]).toMatchObject({ allowed_account_ids: ["111111111111"] });
    expect(management!.terraform.required_providers).toEqual({
      aws: { source: anyAddressOfAws, version: ">= 6.41.0, < 7.0.0" },
    });
    expect(security!.terraform.required_providers).toEqual({
      aws: { source: anyAddressOfAws, version: ">= 6.26.0, < 7.0.0" },
    });
  });

  test("waits until the organization trusts CloudWatch and CloudWatch has its role", () => {
    const [lookUp] = Object.values(management!.data!.aws_organizations_organization!);
    const [roles] = Object.values(management!.data!.aws_iam_roles!);

    expect(lookUp!.lifecycle).toMatchObject({
      postcondition: [
        { condition: '${self.id == "o-exampleorgid"}' },
        { condition: '${self.feature_set == "ALL"}' },
        { condition: '${contains(self.aws_service_access_principals, "observabilityadmin.amazonaws.com")}' },
      ],
    });
    expect(roles).toMatchObject({
      path_prefix: "/aws-service-role/observabilityadmin.amazonaws.com/",
      lifecycle: { postcondition: [{ condition: "${length(self.names) > 0}" }] },
    });
    expect(rule.depends_on).toEqual([
      expect.stringMatching(/^data\.aws_organizations_organization\./),
      expect.stringMatching(/^data\.aws_iam_roles\./),
    ]);
  });

  test.each([true, false])("can't be destroyed while protection is on: %s", (protection) => {
    const after = synthesize({ ...organization, protection }).management;

    expect(resourceOf(after, ruleType).lifecycle).toEqual({ prevent_destroy: protection });
  });
});

describe("the key of the log group", () => {
  const key = resourceOf(security, "aws_kms_key", "TrailLogGroupKey");
  const logGroup = (name: string) => ({
    "kms:EncryptionContext:aws:logs:arn": `arn:aws:logs:eu-west-1:222222222222:log-group:${name}`,
  });
  const role = "arn:aws:iam::222222222222:role";
  const centralization = {
    "aws:PrincipalArn": `${role}/aws-service-role/logs-centralization.observabilityadmin.amazonaws.com/AWSServiceRoleForObservabilityAdmin_LogsCentralization`,
  };
  const use = (
    context: Readonly<Record<"aws:PrincipalArn", string>> & Readonly<Record<string, string>>,
    action = "kms:GenerateDataKey",
  ): AccessRequest => ({ principal: context["aws:PrincipalArn"], action, context });

  test("has the tag that centralization asks for", () => {
    expect(key.tags).toEqual({ LogsManaged: "true" });
  });

  test("works for the role of centralization, for this log group and nobody else", () => {
    const ours = logGroup("/secretwatch/organization-trail");
    const policy = key.policy as string;

    expect(decide(policy, use({ ...centralization, ...ours }))).toBe("allowed");
    expect(decide(policy, use({ ...centralization, ...logGroup("another") }))).toBe("not allowed");
    expect(decide(policy, use({ "aws:PrincipalArn": `${role}/Admin`, ...ours }))).toBe("not allowed");
    expect(decide(policy, use({ ...centralization, ...ours }, "kms:CreateGrant"))).toBe("not allowed");
  });

  test("still works for CloudWatch Logs", () => {
    expect(
      decide(key.policy as string, {
        principal: "logs.eu-west-1.amazonaws.com",
        action: "kms:Encrypt",
        context: logGroup("/secretwatch/organization-trail"),
      }),
    ).toBe("allowed");
  });
});

test("silence is what a filter on the log group does not see, since AWS's own metric may not count copies", () => {
  const filter = resourceOf(security, "aws_cloudwatch_log_metric_filter", "TrailEvents");
  const alarm = resourceOf(security, "aws_cloudwatch_metric_alarm", "TrailSilence");

  expect(filter).toMatchObject({
    name: "secretwatch-trail-events",
    pattern: "",
    metric_transformation: { name: "secretwatch-trail-events", namespace: "secretwatch", value: "1" },
  });
  expect(filter.metric_transformation).not.toHaveProperty("default_value");
  expect(alarm).toMatchObject({
    alarm_name: "secretwatch-trail-silent",
    metric_name: expect.stringMatching(/^\$\{aws_cloudwatch_log_metric_filter\.TrailEvents_/) as unknown,
    namespace: expect.stringMatching(/^\$\{aws_cloudwatch_log_metric_filter\.TrailEvents_/) as unknown,
    statistic: "Sum",
    threshold: 1,
    treat_missing_data: "breaching",
    alarm_description: expect.stringContaining("--rule-identifier secretwatch-trail-centralization") as unknown,
  });
  expect(alarm).not.toHaveProperty("dimensions");
  expect((alarm.alarm_description as string).length).toBeLessThanOrEqual(1024);
});

describe("changing from a trail of our own", () => {
  const before = synthesize({
    ...ofOurOwn,
    archive: { ...ofOurOwn.archive, objectLock: { mode: "governance", days: 90 } },
  });

  test.each(["security", "management"] as const)("%s keeps what it has, or lets go of it undestroyed", (name) => {
    const after = addressesOf(stacks[name]);
    const gone = addressesOf(before[name]).filter((address) => !after.includes(address));

    expect([...ADDRESSES_OF_OUR_TRAIL.security[name]].sort()).toEqual(gone.sort());
    expect(removedFrom(stacks[name])).toEqual(
      ADDRESSES_OF_OUR_TRAIL.security[name].map((from) => ({ from, lifecycle: { destroy: false } })),
    );
    expect(removedFrom(before[name])).toBeUndefined();
  });

  test("the log group with all that is in it stays the same", () => {
    expect(resourcesOf(security, "aws_cloudwatch_log_group")).toEqual(
      resourcesOf(before.security, "aws_cloudwatch_log_group"),
    );
  });

  test("members don't notice", () => {
    expect(stacks["member-shop"]).toEqual(before["member-shop"]);
  });
});

test("the same configuration gives the same bytes", () => {
  const [first, second] = ["one", "two"].map((name) => {
    const directory = path.join(temporaryDirectory(), name);
    mkdirSync(directory);
    new OrganizationApp(organization, directory).synth();
    return readFileSync(path.join(directory, "stacks/management/cdk.tf.json"), "utf8");
  });

  expect(second).toBe(first);
});
