/** An alarm on the watch itself: the mail says all of it, and docs/health.md and the dashboard are made of it. */
export interface HealthAlarm {
  /** Stable kebab-case id. */
  readonly id: string;
  /** What happened, in a sentence. */
  readonly what: string;
  /** What nobody sees while it goes on, in a sentence. */
  readonly blind: string;
  /** What to do, in order. */
  readonly nextSteps: readonly string[];
  /** Account that has it: that which makes the trail, or every one. @default - the security account */
  readonly account?: "trail" | "every";
  /** What has to be on for it to be there. @default - it always is */
  readonly needs?: "signs of life" | "canary";
}

/** Periods without a roll call that ended well, one after the other, until an alarm. */
export const SILENT_PERIODS = 3;

/**
 * How many series of a kind go into alarm at once. A mail subscription that gets more than ten messages in a second is
 * suspended and then deleted.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-email-notifications.html
 */
export const healthLimits = { complaints: 5, rules: 2, topics: 2 } as const;

const redeploySecurity = "Deploy the security stack again";

export const healthAlarms = {
  trailSilent: {
    id: "trail-silent",
    what: "No CloudTrail event at all reaches the log group.",
    blind:
      "Nobody sees who reads a secret now, in whichever account; rules still tell of unexpected reads where a trail logs.",
    // What to do depends on who makes the trail.
    nextSteps: [],
    account: "trail",
  },
  rollCallSilent: {
    id: "roll-call-missing",
    what: `The roll call has not ended well for ${SILENT_PERIODS} of its periods: it does not run, or fails each time.`,
    blind: "Nobody notices now when an account falls silent, or when reads don't come through.",
    nextSteps: [
      "In the security account, is the rule whose name ends in roll-call there, enabled, with the state machine as its target and its role?",
      "Look at the alarm roll-call-failed: in ALARM, too? Then it runs and fails",
      redeploySecurity,
      "Run the saved query Last sign of life of each account",
    ],
    needs: "signs of life",
  },
  rollCallFailed: {
    id: "roll-call-failed",
    what: "The roll call failed, took too long or was slowed down.",
    blind: "Who fell silent since the last one that ended well is told of with the next that does.",
    nextSteps: [
      "May the role of the state machine query the log group of signs of life, use the memory table and publish to this topic, and use the keys? Deploy the security stack again",
      "Run the query Last sign of life of each account: does Logs Insights answer?",
      "Start the state machine by hand, with logs switched on, and read which state fails",
    ],
    needs: "signs of life",
  },
  composerSilent: {
    id: "canary-missing",
    what: `The message composer has not ended well for ${SILENT_PERIODS} periods of the roll call, which makes a read for it in each of them.`,
    blind:
      "Unexpected reads of secrets reach nobody now, wherever they happen; the trail still counts all reads, if it logs.",
    nextSteps: [
      "Does the organization's trail log? EventBridge gets no reads while no trail does",
      "In the security account, is the rule unexpected-reads in the state ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS?",
      "Look at the alarms on the rules of the central bus, on the composer and on the roll call, which makes the reads",
      redeploySecurity,
    ],
    needs: "canary",
  },
  undelivered: {
    id: "reads-undelivered",
    what: "Unexpected reads of secrets in this account and region did not reach the security account.",
    blind: "Those reads are in a queue here, kept for 14 days. The security account tells people of it.",
    nextSteps: [
      "Read ERROR_CODE in the attributes of the messages in the queue",
      "Deploy the stack of the account again",
      "Look at the reads in the messages, then empty the queue",
    ],
    account: "every",
  },
  complaint: {
    id: "reads-undelivered-in-account",
    what: "An account and region could not send some unexpected reads of secrets. This message names both.",
    blind: "Those reads are in a queue there, kept for 14 days, and nobody was told of them.",
    nextSteps: [
      "In the account and region, open the queue whose name ends in undelivered and read ERROR_CODE in the attributes of a message",
      "Deploy the stack of the account again",
      "Look at the reads in the messages as if you had been told of them, then delete the messages",
      "This alarm is soon OK again, whether or not the queue is empty",
    ],
  },
  ruleFailed: {
    id: "central-rule-failed",
    what: "A rule of the central bus could not hand events on. This message names the rule.",
    blind:
      "journal: reads are missing in the journal and in all that is counted from it. message-…: reads were not put into words. heartbeats: silent accounts are not noticed.",
    nextSteps: [
      "Look at the target of the rule: is it there, may the rule use it?",
      redeploySecurity,
      "Read the events in the central queue of what was not delivered; replay them from the archive of the bus",
    ],
  },
  ruleThrottled: {
    id: "central-rule-throttled",
    what: "EventBridge slows a rule of the central bus down. This message names the rule.",
    blind: "Nothing is lost yet: events are handed on later, and those older than a day not any more.",
    nextSteps: [
      "Open the dashboard: is it a flood of reads? Then see to that first",
      "If it lasts: ask for a higher quota of invocations of EventBridge in this region",
    ],
  },
  ruleLost: {
    id: "central-rule-lost-events",
    what: "Events that a rule of the central bus could not hand on did not reach the queue either. This message names the rule.",
    blind: "These events are only in the archive of the bus and, as reads, in the log group of the trail.",
    nextSteps: [
      "Look at the central queue of what was not delivered: is it there, does its policy let the rules in?",
      redeploySecurity,
      "Replay the time from the archive of the bus",
    ],
  },
  centralUndelivered: {
    id: "central-undelivered",
    what: "Events that reached the security account could not be handed on there, and wait in a queue.",
    blind:
      "Nobody was told of the reads among them, or they are missing in the journal. The queue keeps them for 14 days.",
    nextSteps: [
      "Read RULE_ARN and ERROR_CODE in the attributes of the messages",
      redeploySecurity,
      "Look at the reads in the messages as if you had been told of them, then delete the messages",
    ],
  },
  composerFailed: {
    id: "messages-not-composed",
    what: "The state machine that words messages failed, took too long or was slowed down.",
    blind: "Messages of some unexpected reads did not go out, or not to all. The reads are in the journal.",
    nextSteps: [
      "Look at the latest unexpected reads on the dashboard",
      "May the role of the state machine use the table and its key, and publish to the topics? Deploy the security stack again",
      "If it fails on certain reads only: run the state machine with such an event from the journal, and report it",
    ],
  },
  digestFailed: {
    id: "digest-failed",
    what: "The state machine that tells of the reads that nobody was told of at once failed or took too long.",
    blind:
      "More reads by known readers, and those beyond the first few of an account. The next digest tells of them if it works again.",
    nextSteps: [
      "Look at the latest unexpected reads on the dashboard",
      "Is the table of the watch there, and is its key enabled? May the role of the state machine use both, and publish to the topics?",
      redeploySecurity,
    ],
  },
  alarmComposerFailed: {
    id: "alarms-not-composed",
    what: "The state machine that says who made a detection's alarm go off failed, took too long or was slowed down.",
    blind: "Mails about some alarms of the trail did not go out, or not to all. The alarms are on the dashboard.",
    nextSteps: [
      "Look at the alarms that went off on the dashboard",
      "May the role of the state machine publish to the topics and use their key? Deploy the security stack again",
      "If it fails for one alarm only: run the state machine with its event, and report it",
    ],
  },
  alarmRuleFailed: {
    id: "alarms-rule-failed",
    what: "The rule that hands alarms of the trail to the state machine that says who made them go off failed.",
    blind: "Mails about alarms of the trail do not go out. The alarms are on the dashboard.",
    nextSteps: [
      "Look at the target of the rule alarms: are the state machine and the role there?",
      redeploySecurity,
      "Look at the alarms that went off on the dashboard",
    ],
  },
  alarmDigestFailed: {
    id: "alarm-digest-failed",
    what: "The state machine that makes the digest of alarms failed, took too long or was slowed down.",
    blind: "Some less urgent alarms, and new callers of those that stay on, are not told of, or not to all.",
    nextSteps: [
      "Look at the alarms that are on, on the dashboard",
      "May the role of the state machine search the trail's log group, describe alarms, use the memory table and publish? Deploy the security stack again",
      "If it goes on: run the state machine by hand, and look at the state that fails",
    ],
  },
  alarmDigestMissing: {
    id: "alarm-digest-missing",
    what: "The digest of alarms has not been started for three quarters of an hour.",
    blind: "Nobody is told of less urgent alarms, nor of new callers of those that stay on.",
    nextSteps: [
      "Look at the rule alarm-digest: is it there, enabled, with its target and role?",
      redeploySecurity,
      "Look at the alarms that are on, on the dashboard",
    ],
  },
  topicFailed: {
    id: "messages-not-sent",
    what: "SNS could not deliver messages of a topic. This message names the topic.",
    blind: "Some of its recipients were not told. It may be any topic of this account and region.",
    nextSteps: [
      "Look at the subscriptions of the topic: are they confirmed, are the queue, the endpoint and the chat there and open to the topic?",
      "Open the dashboard and see what they missed",
    ],
  },
  healthTopicFailed: {
    id: "health-messages-not-sent",
    what: "SNS could not deliver messages of the topic for alarms on the watch itself.",
    blind: "Somebody is not told when the watch fails.",
    nextSteps: [
      "Look at the states of the alarms on the dashboard",
      "Look at the subscriptions of the topic: are they confirmed, do the addresses exist?",
    ],
  },
} as const satisfies Record<string, HealthAlarm>;

/** What the mail says. */
export function healthAlarmDescription({ what, blind, nextSteps }: HealthAlarm): string {
  // Questions end by themselves.
  const steps = nextSteps.map((step, index) => `${index + 1}. ${step}${step.endsWith("?") ? "" : "."}`);
  return [what, `Blind: ${blind}`, "Next:", ...steps].join("\n");
}

/** Steps for whoever hears that the trail is silent, as the mail of the alarm has them. */
export const trailSilentSteps = {
  /** CloudTrail itself writes to the log group. */
  written: (trailMaker: string, files: string): readonly string[] => [
    `Run aws cloudtrail get-trail-status in the ${trailMaker} account and read LatestCloudWatchLogsDeliveryError`,
    "Is the trail logging, and are its role, log group and keys there?",
    `Read what happened meanwhile in ${files}, which CloudTrail writes separately`,
  ],
  /** The events are copied from the log group of a trail that was there already. */
  copied: (ruleName: string): readonly string[] => [
    `Run in the management account: aws observabilityadmin get-centralization-rule-for-organization --rule-identifier ${ruleName}, and read RuleHealth and FailureReason`,
    "Do events arrive there in the log group of the trail? If not, it is the trail that stopped",
    "Read the metric CentralizationError (AWS/Logs) in the security account: its ErrorType says what went wrong",
    "Read what happened meanwhile in the log group of the trail; it is not copied later",
  ],
};
