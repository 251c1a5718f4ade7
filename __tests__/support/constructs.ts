import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";

import { CustomerManagedKey } from "../../modules/access/customer-managed-key";
import { DetectionMetric } from "../../modules/alarms/detection-metric";
import { EventLogGroup } from "../../modules/logs/event-log-group";
import { RuleRole } from "../../modules/events/rule-role";
import { TrailLogGroup } from "../../modules/logs/trail-log-group";
import { UndeliveredQueue } from "../../modules/events/undelivered-queue";

/** What modules get from others, each of them at an address of its own. */

export const securityAccount = "222222222222";
export const memberAccount = "333333333333";

/** At aws_kms_key.Key. */
export function aKey(scope: Construct): CustomerManagedKey {
  return new CustomerManagedKey(scope, "Key", {
    alias: "alias/key",
    description: "Key",
    administratorArn: `arn:aws:iam::${securityAccount}:root`,
    grants: [],
    preventDestroy: false,
  });
}

/** At aws_sqs_queue.Queue, with its policy at aws_sqs_queue_policy.Queue_Policy. */
export function aQueue(scope: Construct): UndeliveredQueue {
  return new UndeliveredQueue(scope, "Queue", {
    queueName: "undelivered",
    queueArn: `arn:aws:sqs:eu-west-1:${securityAccount}:undelivered`,
    accountId: securityAccount,
    ruleArnPattern: `arn:aws:events:*:${securityAccount}:rule/*`,
  });
}

/** At aws_iam_role.Role, with its policy at aws_iam_role_policy.Role_Policy. */
export function aRuleRole(scope: Construct): RuleRole {
  return new RuleRole(scope, "Role", {
    roleName: "rules",
    description: "Rules",
    accountId: securityAccount,
    ruleArnPatterns: [`arn:aws:events:*:${securityAccount}:rule/*`],
    action: "events:PutEvents",
    resourceArn: "*",
  });
}

/** At aws_cloudwatch_log_group.Trail. */
export function aTrailLogGroup(scope: Construct): TrailLogGroup {
  return new TrailLogGroup(scope, "Trail", {
    logGroupName: "trail",
    key: aKey(scope),
    retentionInDays: 365,
    protection: false,
  });
}

/** At aws_cloudwatch_log_group.Journal. */
export function aJournal(scope: Construct): EventLogGroup {
  return new EventLogGroup(scope, "Journal", {
    logGroupName: "/aws/events/journal",
    logGroupArn: `arn:aws:logs:eu-west-1:${securityAccount}:log-group:/aws/events/journal`,
    key: aKey(scope),
    retentionInDays: 365,
    protection: false,
  });
}

/** At aws_cloudwatch_log_metric_filter.Metric_Filter. */
export function aDetectionMetric(scope: Construct): DetectionMetric {
  return new DetectionMetric(scope, "Metric", {
    name: "unexpected-read",
    metricNamespace: "watch",
    filterPatterns: ["{ $.eventName = GetSecretValue }"],
    logGroup: aTrailLogGroup(scope),
  });
}

/** Something that waits for these, at aws_sns_topic.After. */
export function after(scope: Construct, ...dependsOn: ITerraformDependable[]): SnsTopic {
  return new SnsTopic(scope, "After", { dependsOn });
}
