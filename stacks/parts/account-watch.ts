import { Fn, type ITerraformDependable } from "cdktf";
import { Construct } from "constructs";

import type { StoreName } from "../../detections/stores";
import { arnBeforehand, secretsIn } from "../../reads/expected-reads";
import type { Account, Organization, Secret } from "../../organization/organization";
import { forwardingRegions } from "../../organization/regions";
import { healthAlarmDescription, healthAlarms } from "../../health/alarms";
import { heartbeatPattern, undeliveredPattern } from "../../health/signs";
import { withSignals, withTexts } from "../../reads/unexpected-reads";
import { ForwardingRules, type ForwardingRulesProps } from "../../modules/events/forwarding-rules";
import { MessageArrivedAlarm } from "../../modules/alarms/message-arrived-alarm";
import { RuleRole } from "../../modules/events/rule-role";
import { ScheduledEvent } from "../../modules/events/scheduled-event";
import { UndeliveredQueue } from "../../modules/events/undelivered-queue";
import { regionOf } from "../cdktf/region-of";

/** What the rule is called that makes signs of life, behind the prefix. */
export const signOfLifeRule = "sign-of-life";

/** What of the same stack the watch of an account needs. */
export interface WatchParts {
  /** The account's own secrets: what their ARNs end in is known once they are made. @default - none */
  readonly secrets?: ReadonlyMap<Secret, { readonly secretArn: string }>;
  /** What the bus needs to take events, where it is made in the same stack. @default - nothing */
  readonly dependsOn?: readonly ITerraformDependable[];
}

/** An account, with its own secrets by what the configuration says of them. */
interface Watched {
  readonly organization: Organization;
  readonly account: Account;
  readonly secrets: ReadonlyMap<Secret, { readonly secretArn: string }>;
}

/**
 * What every account has, the central ones too: rules in each of its regions that send unexpected reads of secrets to the
 * security account, and a queue for what can't be sent.
 */
export function addAccountWatch(
  scope: Construct,
  organization: Organization,
  account: Account,
  { secrets = new Map(), dependsOn = [] }: WatchParts = {},
): void {
  const { names } = organization;
  const busArn = account.mode === "quiet" ? names.reads.quietBusArn : names.reads.busArn;
  const watch = new Construct(scope, "Watch");
  const role = new RuleRole(watch, "Role", {
    roleName: names.reads.forwardingRoleName,
    description: "Event rules send unexpected reads of secrets to the security account",
    accountId: account.id,
    ruleArnPatterns: [names.ruleArnPattern("*", account.id)],
    action: "events:PutEvents",
    resourceArn: busArn,
  });
  for (const each of forwardingRegions(organization, account.regions)) {
    addRegion(new Construct(watch, each), { organization, account, secrets }, each, { busArn, role, dependsOn });
  }
}

function addRegion(
  scope: Construct,
  watched: Watched,
  governedRegion: string,
  forwarding: Pick<ForwardingRulesProps, "busArn" | "role" | "dependsOn">,
): void {
  const { organization, account } = watched;
  const { names, alerts } = organization;
  const region = regionOf(organization, governedRegion);
  const queue = new UndeliveredQueue(scope, "Undelivered", {
    queueName: names.reads.undeliveredQueueName,
    queueArn: names.queueArn(names.reads.undeliveredQueueName, governedRegion, account.id),
    accountId: account.id,
    ruleArnPattern: names.ruleArnPattern(governedRegion, account.id),
    region,
  });
  const alarmName = names.alarmName(healthAlarms.undelivered.id);
  new MessageArrivedAlarm(scope, "UndeliveredAlarm", {
    name: alarmName,
    description: healthAlarmDescription(healthAlarms.undelivered),
    queue,
    region,
  });
  const signals = [undeliveredPattern(alarmName)];
  if (alerts.heartbeat) {
    signals.push(heartbeatPattern(names.ruleArn(signOfLifeRule, governedRegion, account.id)));
    new ScheduledEvent(scope, "Heartbeat", {
      ruleName: names.ruleName(signOfLifeRule),
      description: "Sign of life, which the rule of unexpected reads sends to the security account",
      scheduleExpression: `rate(${alerts.heartbeatMinutes} minutes)`,
      region,
    });
  }
  const arns = arnsOfSecrets(watched, governedRegion);
  const { patterns } = organization.readPatterns.of(account, governedRegion);
  new ForwardingRules(scope, "Forwarding", {
    ruleName: names.ruleName("unexpected-reads"),
    rules: patterns.map(({ key, reader, store, pattern }, index) => {
      const made = withTexts(pattern, arns);
      return {
        key,
        description: descriptionOf(store, reader),
        eventPattern: JSON.stringify(index === 0 ? withSignals(made, signals) : made),
      };
    }),
    ...forwarding,
    queue,
    region,
  });
}

/** AWS takes 512 characters. https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html */
function descriptionOf(store: StoreName, reader: string | undefined): string {
  return reader === undefined
    ? `Sends unexpected reads of ${store} to the security account`
    : `Sends reads of other secrets than its own by ${reader}`.slice(0, 512);
}

/** Whole ARNs, which Terraform fills in, by what stands for them: a copy of a secret has the suffix of the secret. */
function arnsOfSecrets({ organization, account, secrets }: Watched, region: string): ReadonlyMap<string, string> {
  return new Map(
    secretsIn(account, region).flatMap((secret) => {
      const arn = secrets.get(secret)?.secretArn;
      if (arn === undefined) return [];
      const here = secret.region === region ? arn : Fn.replace(arn, `:${secret.region}:`, `:${region}:`);
      return [[arnBeforehand(organization, account, region, secret.name), here] as const];
    }),
  );
}
