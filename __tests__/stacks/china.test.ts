import { readFileSync } from "node:fs";
import path from "node:path";

import { loadOrganization } from "../../config/load-organization";
import type { Organization } from "../../organization/organization";
import { evaluate } from "../../patterns/evaluate";
import { ADDRESSES_OF_OUR_TRAIL } from "../../stacks/parts/forgotten-trail";
import { organizationFrom } from "../support/edited-organization";
import { decide, type AccessRequest } from "../support/policy-decision";
import {
  exampleOrganization,
  resourceOf,
  resourcesOf,
  root,
  synthesize,
  type Synthesized,
} from "../support/synthesized";

/** Where no member may make the trail, whole organizations: with a trail of our own, and with one that is there already. */
const file = path.join(root, "examples/china/organization.yaml");
const organization = loadOrganization(file);
const text = readFileSync(file, "utf8");
const existing = organizationFrom(
  text.replace("\nmembers:", "\ntrail: { existing: { logGroupName: /org/trail } }\nmembers:"),
);
const withArchive = organizationFrom(
  text.replace("\nalerts:", '\nlogArchive: { name: archive, id: "444444444444" }\n\nalerts:'),
);
const organizations = { "a trail of our own": organization, "an existing one": existing, "a log archive": withArchive };
const stacks = synthesize(organization);
const { security, management } = stacks;
const ofExisting = synthesize(existing);

const managementId = "111111111111";
const securityId = "222222222222";
const region = "cn-north-1";
const arn = (service: string, account: string, resource: string) =>
  `arn:aws-cn:${service}:${service === "iam" ? "" : region}:${account}:${resource}`;
const logGroupArn = arn("logs", managementId, "log-group:/secretwatch/organization-trail");

function addressesOf(stack: Synthesized | undefined): readonly string[] {
  return Object.entries(stack?.resource ?? {}).flatMap(([type, byId]) =>
    Object.keys(byId).map((id) => `${type}.${id}`),
  );
}

describe.each(Object.entries(organizations))("with %s", (_, each: Organization) => {
  const all = synthesize(each);

  test("nobody is made a delegated administrator, and the management stack has no credentials but its own", () => {
    const types = Object.values(all).flatMap(({ resource = {} }) => Object.keys(resource));

    expect(types).toContain("aws_cloudwatch_metric_alarm");
    expect(types.filter((type) => /delegated|observabilityadmin/.test(type))).toEqual([]);
    expect(all.management!.provider.aws.map(({ alias, allowed_account_ids: ids }) => [alias, ids])).toEqual([
      [undefined, [managementId]],
    ]);
  });

  test("every ARN is of the partition", () => {
    const arns = JSON.stringify(all).match(/\barn:[a-z][a-z-]*:/g)!;

    expect(arns.length).toBeGreaterThan(100);
    expect(new Set(arns)).toEqual(new Set(["arn:aws-cn:"]));
  });

  test("detections, queries and the silence alarm are where the trail's events are, and each once", () => {
    const { detections } = each;
    const silent = (stack: Synthesized | undefined) =>
      Object.values(resourcesOf(stack, "aws_cloudwatch_metric_alarm"))
        .map(({ alarm_name: name }) => name)
        .filter((name) => name === "secretwatch-trail-silent");
    const alarms = Object.keys(resourcesOf(all.management, "aws_cloudwatch_metric_alarm"));

    expect(alarms.filter((id) => id.startsWith("Detections_"))).toHaveLength(
      detections.filter(({ severity }) => severity !== "info").length,
    );
    expect(silent(all.management)).toHaveLength(1);
    expect(silent(all.security)).toEqual([]);
    expect(
      addressesOf(all.security).filter((address) => /Detections_|Queries_refused|TrailLogGroup/.test(address)),
    ).toEqual([]);
    expect(Object.keys(resourcesOf(all.management, "aws_cloudwatch_query_definition"))).toContainEqual(
      expect.stringMatching(/^Queries_refused-in-members_/),
    );
  });

  test("the alarms there tell the same topics as elsewhere, by ARNs of topics that there are", () => {
    const known = new Set(
      Object.values(resourcesOf(all.security, "aws_sns_topic")).map(({ name }) =>
        arn("sns", securityId, name as string),
      ),
    );
    const alarms = Object.values(resourcesOf(all.management, "aws_cloudwatch_metric_alarm")) as {
      alarm_name: string;
      alarm_actions: string[];
    }[];
    const actionsOf = (name: string) =>
      alarms.find(({ alarm_name: each }) => each === `secretwatch-${name}`)!.alarm_actions;

    expect(alarms.flatMap(({ alarm_actions: actions = [] }) => actions).filter((each) => !known.has(each))).toEqual([]);
    expect(actionsOf("trail-silent")).toEqual([arn("sns", securityId, "secretwatch-health")]);
    // Medium: not for the pager.
    expect(actionsOf("secret-read")).toEqual(
      ["alerts", "route-siem"].map((name) => arn("sns", securityId, `secretwatch-${name}`)),
    );
    // Critical: the security team's, and both routes'.
    expect(actionsOf("trail-stopped")).toEqual(
      ["alerts", "route-pager", "route-siem"].map((name) => arn("sns", securityId, `secretwatch-${name}`)),
    );
  });
});

test("in a quiet wave, the alarms tell nobody", () => {
  const watched = synthesize({ ...organization, security: { ...organization.security, mode: "quiet" } });

  const actions = Object.values(resourcesOf(watched.management, "aws_cloudwatch_metric_alarm")).flatMap(
    ({ alarm_actions: each }) => (each ?? []) as string[],
  );
  expect(actions).toEqual([]);
});

describe("a trail of our own", () => {
  const trail = resourceOf(management, "aws_cloudtrail");

  test("is made by the management account, with a log group and a role of its own and the bucket of the security account", () => {
    expect(trail.provider).toBeUndefined();
    expect(trail).toMatchObject({
      is_organization_trail: true,
      cloud_watch_logs_group_arn: `${logGroupArn}:*`,
      cloud_watch_logs_role_arn: arn("iam", managementId, "role/secretwatch-trail-delivery"),
      s3_bucket_name: resourceOf(security, "aws_s3_bucket").bucket,
    });
    expect(resourceOf(management, "aws_cloudwatch_log_group").name).toBe("/secretwatch/organization-trail");
    expect(resourceOf(management, "aws_iam_role", "TrailDeliveryRole").name).toBe("secretwatch-trail-delivery");
  });

  test("can be without tags there, too", () => {
    const { management: untagged } = synthesize({ ...organization, trail: { ...organization.trail, tags: false } });

    expect(resourceOf(untagged, "aws_cloudtrail").provider).toBe("aws.trail");
    expect(untagged!.provider.aws.find(({ alias }) => alias === "trail")).toMatchObject({
      allowed_account_ids: [managementId],
    });
    expect(untagged!.provider.aws.map(({ default_tags: tags }) => tags !== undefined)).toEqual([true, false]);
  });

  test("waits for trusted access, the log group, and that CloudTrail may write there", () => {
    expect(trail.depends_on).toEqual([
      expect.stringMatching(/^data\.aws_organizations_organization\.TrustedAccess_/),
      expect.stringMatching(/^aws_cloudwatch_log_group\.TrailLogGroup_/),
      expect.stringMatching(/^aws_iam_role_policy\.TrailDeliveryRole_/),
    ]);
    const lookUps = Object.entries(management!.data!.aws_organizations_organization!);
    expect(lookUps.find(([id]) => id.startsWith("TrustedAccess_"))![1].lifecycle).toMatchObject({
      postcondition: [
        { condition: '${self.id == "o-exampleorgid"}' },
        { condition: '${self.feature_set == "ALL"}' },
        { condition: '${contains(self.aws_service_access_principals, "cloudtrail.amazonaws.com")}' },
      ],
    });
  });

  test("may write its streams in the management account, and nothing else", () => {
    const policy = resourceOf(management, "aws_iam_role_policy", "TrailDeliveryRole").policy as string;
    const write = (stream: string, group = logGroupArn): AccessRequest => ({
      principal: "role",
      action: "logs:PutLogEvents",
      resource: `${group}:log-stream:${stream}`,
    });

    expect(decide(policy, write(`${managementId}_CloudTrail_${region}`))).toBe("allowed");
    expect(decide(policy, write("o-exampleorgid_333333333333_CloudTrail_cn-northwest-1"))).toBe("allowed");
    expect(decide(policy, write(`${securityId}_CloudTrail_${region}`))).toBe("not allowed");
    expect(decide(policy, write(`${managementId}_x`, logGroupArn.replace(managementId, securityId)))).toBe(
      "not allowed",
    );
  });

  test("encrypts with a key of the management account, whose files the security account reads", () => {
    const policy = resourceOf(management, "aws_kms_key", "TrailKey").policy as string;
    const trailArn = arn("cloudtrail", managementId, "trail/secretwatch-organization");
    const context = { "kms:EncryptionContext:aws:cloudtrail:arn": trailArn };
    const by = (principal: string, action: string, more: AccessRequest["context"] = {}): AccessRequest => ({
      principal,
      action,
      context: { ...context, ...more },
    });
    const encrypt = (source: string) =>
      by("cloudtrail.amazonaws.com", "kms:GenerateDataKey", { "aws:SourceArn": source });

    expect(decide(policy, encrypt(trailArn))).toBe("allowed");
    expect(decide(policy, encrypt(trailArn.replace(managementId, securityId)))).toBe("not allowed");
    expect(decide(policy, by(arn("iam", securityId, "role/analyst"), "kms:Decrypt"))).toBe("allowed");
    expect(decide(policy, by(arn("iam", "333333333333", "role/analyst"), "kms:Decrypt"))).toBe("not allowed");
    expect(decide(policy, by(arn("iam", managementId, "role/admin"), "kms:PutKeyPolicy"))).toBe("allowed");
    expect(decide(policy, by(arn("iam", securityId, "role/admin"), "kms:PutKeyPolicy"))).toBe("not allowed");
  });

  test("writes to the bucket of the log archive account, where there is one", () => {
    const archived = synthesize(withArchive);

    expect(resourceOf(archived.management, "aws_cloudtrail").s3_bucket_name).toBe(
      resourceOf(archived["log-archive"], "aws_s3_bucket").bucket,
    );
    expect(Object.keys(archived.security!.resource!)).not.toContain("aws_s3_bucket");
  });
});

describe("topics", () => {
  const cloudWatch = "cloudwatch.amazonaws.com";
  const publish = (alarm: string, topic: string, account: string): AccessRequest => ({
    principal: cloudWatch,
    action: "sns:Publish",
    resource: arn("sns", securityId, topic),
    context: { "aws:SourceArn": alarm, "aws:SourceAccount": account, "aws:SecureTransport": "true" },
  });
  const alarmOf = (account: string, name: string) => arn("cloudwatch", account, `alarm:${name}`);
  const policyOf = (topic: string, of = security) => {
    const [id] = Object.entries(resourcesOf(of, "aws_sns_topic")).find(([, { name }]) => name === topic)!;
    const policies = Object.values(resourcesOf(of, "aws_sns_topic_policy"));
    return policies.find(({ arn: each }) => each === `\${aws_sns_topic.${id}.arn}`)!.policy as string;
  };

  test.each(["secretwatch-alerts", "secretwatch-route-pager", "secretwatch-route-siem", "secretwatch-health"])(
    "%s takes our alarms of the management account, and of no other account or name",
    (topic) => {
      const may = (account: string, name: string, more: Partial<AccessRequest> = {}) =>
        decide(policyOf(topic), { ...publish(alarmOf(account, name), topic, account), ...more });

      expect(may(managementId, "secretwatch-trail-silent")).toBe("allowed");
      expect(may(managementId, "secretwatch-secret-read")).toBe("allowed");
      expect(may(securityId, "secretwatch-flood-of-reads")).toBe("allowed");
      expect(may(managementId, "billing")).toBe("not allowed");
      expect(may("333333333333", "secretwatch-trail-silent")).toBe("not allowed");
      expect(may(managementId, "secretwatch-x", { principal: "events.amazonaws.com" })).toBe("not allowed");
      expect(may(managementId, "secretwatch-x", { principal: arn("iam", managementId, "role/admin") })).toBe(
        "not allowed",
      );
      expect(may(managementId, "secretwatch-x", { action: "sns:Subscribe" })).toBe("not allowed");
      expect(may(managementId, "secretwatch-x", { context: {} })).toBe("not allowed");
      const elsewhere = alarmOf(managementId, "secretwatch-x").replace(region, "cn-northwest-1");
      expect(decide(policyOf(topic), publish(elsewhere, topic, managementId))).toBe("not allowed");
    },
  );

  test.each(["secretwatch-events-siem", "secretwatch-owners"])(
    "%s, which no alarm tells, takes none of them",
    (topic) => {
      const alarm = alarmOf(managementId, "secretwatch-secret-read");

      expect(decide(policyOf(topic), publish(alarm, topic, managementId))).toBe("not allowed");
    },
  );

  test("their key works for the same alarms and nobody else", () => {
    const policy = resourceOf(security, "aws_kms_key", "AlertTopicKey").policy as string;
    const use = (alarm: string, account: string, principal = cloudWatch): AccessRequest => ({
      principal,
      action: "kms:GenerateDataKey",
      context: { "aws:SourceArn": alarm, "aws:SourceAccount": account },
    });

    expect(decide(policy, use(alarmOf(managementId, "secretwatch-trail-silent"), managementId))).toBe("allowed");
    expect(decide(policy, use(alarmOf(securityId, "secretwatch-x"), securityId))).toBe("allowed");
    expect(decide(policy, use(alarmOf(managementId, "billing"), managementId))).toBe("not allowed");
    expect(decide(policy, use(alarmOf("333333333333", "secretwatch-x"), "333333333333"))).toBe("not allowed");
    expect(decide(policy, use(alarmOf(managementId, "secretwatch-x"), managementId, "sns.amazonaws.com"))).toBe(
      "not allowed",
    );
  });

  test("where the security account makes the trail, alarms of the management account get in nowhere", () => {
    const { security: elsewhere } = synthesize(exampleOrganization());
    const policy = policyOf("secretwatch-alerts", elsewhere);
    const alarm = `arn:aws:cloudwatch:eu-west-1:${managementId}:alarm:secretwatch-secret-read`;

    expect(policy).not.toContain("Elsewhere");
    expect(
      decide(policy, {
        principal: cloudWatch,
        action: "sns:Publish",
        resource: `arn:aws:sns:eu-west-1:${securityId}:secretwatch-alerts`,
        context: { "aws:SourceArn": alarm, "aws:SourceAccount": managementId },
      }),
    ).toBe("not allowed");
  });
});

describe("an existing trail", () => {
  test("is read where it is: filters on its own log group, and nothing is made or copied", () => {
    const filters = Object.values(resourcesOf(ofExisting.management, "aws_cloudwatch_log_metric_filter"));

    expect(filters.length).toBeGreaterThan(50);
    expect(new Set(filters.map(({ log_group_name: name }) => name))).toEqual(new Set(["/org/trail"]));
    expect(
      Object.keys(ofExisting.management!.resource!).filter((type) => /cloudtrail|kms|log_group/.test(type)),
    ).toEqual([]);
    expect(Object.keys(ofExisting.security!.resource!)).not.toContain("aws_s3_bucket");
  });

  test("has to have a log group of that name: the plan looks", () => {
    const [lookUp] = Object.values(ofExisting.management!.data!.aws_cloudwatch_log_groups!);

    expect(lookUp).toMatchObject({
      log_group_name_prefix: "/org/trail",
      lifecycle: {
        postcondition: [
          {
            condition: '${contains(self.log_group_names, "/org/trail")}',
            error_message: expect.stringContaining("Correct trail.existing.logGroupName") as unknown,
          },
        ],
      },
    });
  });

  test("is silent when CloudWatch Logs counts no event of it", () => {
    expect(resourceOf(ofExisting.management, "aws_cloudwatch_metric_alarm", "TrailSilence")).toMatchObject({
      namespace: "AWS/Logs",
      metric_name: "IncomingLogEvents",
      dimensions: { LogGroupName: "/org/trail" },
      alarm_description: expect.stringContaining("get-trail-status in the management account") as unknown,
    });
  });

  test.each(["security", "management"] as const)(
    "after one of our own, %s lets go of what it had, undestroyed",
    (name) => {
      const before = synthesize({
        ...organization,
        archive: { ...organization.archive, objectLock: { mode: "governance", days: 90 } },
      });

      const after = addressesOf(ofExisting[name]);
      const gone = addressesOf(before[name]).filter((address) => !after.includes(address));

      expect([...ADDRESSES_OF_OUR_TRAIL.management[name]].sort()).toEqual(gone.sort());
      expect((ofExisting[name] as { removed?: unknown }).removed).toEqual(
        ADDRESSES_OF_OUR_TRAIL.management[name].map((from) => ({ from, lifecycle: { destroy: false } })),
      );
    },
  );
});

describe("dashboards", () => {
  const bodyOf = (stack: Synthesized | undefined) =>
    resourceOf(stack, "aws_cloudwatch_dashboard").dashboard_body as string;
  const alarmArns = (stack: Synthesized | undefined) => bodyOf(stack).match(/arn:aws-cn:cloudwatch:[^"\\]*/g)!;

  test("show alarms and metrics of their own account only", () => {
    expect(new Set(alarmArns(security).map((each) => each.split(":")[4]))).toEqual(new Set([securityId]));
    expect(alarmArns(management)).toEqual([arn("cloudwatch", managementId, "alarm:secretwatch-trail-silent")]);
    for (const { id } of organization.detections) expect(bodyOf(security)).not.toContain(`"secretwatch-${id}"`);
    expect(bodyOf(management)).toContain("secretwatch-secret-read");
    expect(bodyOf(management)).toContain("secretwatch-trail-stopped");
  });
});

test("guardrails of the security account name nothing that the management account has", () => {
  const policies = Object.values(resourcesOf(management, "aws_organizations_policy")).map(
    ({ content }) => content as string,
  );

  expect(policies.some((policy) => policy.includes("/aws/events/secretwatch-unexpected-reads"))).toBe(true);
  expect(policies.filter((policy) => /organization-trail|cloudtrail:|:111111111111:/.test(policy))).toEqual([]);
});

test("masking the log groups of either account is seen", () => {
  const { condition } = organization.detections.find(({ id }) => id === "watch-tampered-logs")!;
  const mask = (recipientAccountId: string) => ({
    eventSource: "logs.amazonaws.com",
    eventName: "PutAccountPolicy",
    recipientAccountId,
  });

  expect([managementId, securityId, "333333333333"].map((id) => evaluate(condition, mask(id)))).toEqual([
    true,
    true,
    false,
  ]);
});
