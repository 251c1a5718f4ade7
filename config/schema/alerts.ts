import { accountIdPattern } from "../../organization/organization";
import {
  arnStart,
  email,
  list,
  must,
  section,
  set,
  text,
  wholeNumber,
  word,
  yesOrNo,
} from "./values";
import { alarmsAtOnce, minimumSeverity } from "./severity";

/** https://docs.aws.amazon.com/chatbot/latest/adminguide/slack-setup.html */
const slackChannel = section("a Slack channel", {
  workspaceId: text(
    "workspaceId is a T and 4 to 30 letters and digits",
    "Find it in the chat service's console, where the workspace is authorized once by hand.",
    /^T[A-Z0-9]{4,30}$/,
  ).describe("Id of the Slack workspace, authorized once by hand."),
  channelId: text(
    "channelId is a C or G and 4 to 30 letters and digits",
    "It is the last part of the channel's link.",
    /^[CG][A-Z0-9]{4,30}$/,
  ).describe("Id of the channel."),
});

const guid = (what: string) =>
  text(
    `${what} is a GUID`,
    "It is in the channel's link, under Get link to channel.",
    /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
  );

/**
 * What the service takes, and what it is without the encoding of a link. AWS counts characters of the encoded form.
 * https://docs.aws.amazon.com/chatbot/latest/APIReference/API_CreateMicrosoftTeamsChannelConfiguration.html
 */
const teamsChannelId = /^(?=(?:%3a|%40|[:@]|[^%:@]){2,251}$)[\w=+/.,-]*(?::|%3a)[\w=+/.,-]*(?:@|%40)[\w=+/.,-]*$/i;

/** https://docs.aws.amazon.com/chatbot/latest/adminguide/teams-setup.html */
const teamsChannel = section("a Teams channel", {
  tenantId: guid("tenantId").describe("Id of the Microsoft tenant."),
  teamId: guid("teamId").describe("Id of the team, authorized once by hand."),
  channelId: text(
    "channelId is the id of a Teams channel, as in 19%3A…%40thread.tacv2, with at most 255 characters",
    "Copy it from the channel's link: what is between /channel/ and the next slash.",
    teamsChannelId,
  ).describe("Id of the channel, as in its link; with : and @ in place of %3A and %40 it is the same."),
});

/**
 * Each is a statement of the topic's policy, which has at most 100 in 30 KB.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-language-api-permissions-reference.html
 */
const MOST_SUBSCRIBERS = 50;

const route = section("a route", {
  name: text(
    "route names are 2 to 30 lower-case letters, digits and hyphens",
    "Rename it.",
    /^(?=.{2,30}$)[a-z][a-z0-9]*(-[a-z0-9]+)*$/,
  ).describe("Name of the route; it names a topic, so renaming it makes new subscriptions."),
  minimumSeverity: minimumSeverity("its recipients"),
  alarmsAtOnce,
  emails: set("emails", email).default([]).describe("Mail addresses; each has to confirm once."),
  https: set(
    "https",
    word("url", "https endpoints begin with https://", "Write the whole address.", /^https:\/\/[^\s@]+$/),
  )
    .default([])
    .describe(
      "HTTPS endpoints that get each event as JSON, and as text what mailboxes of the route get: alarms, mails and digests. Each has to confirm both subscriptions.",
    ),
  queues: set(
    "queues",
    word(
      "arn",
      "queues are ARNs of standard SQS queues",
      "Write its ARN, not its address.",
      new RegExp(String.raw`^${arnStart("sqs")}[\w-]{1,80}$`),
    ),
  )
    .default([])
    .describe(
      "SQS queues of the security account that get each event as JSON, and as text what mailboxes of the route get: alarms, mails and digests. Their policies have to let both topics of the route in.",
    ),
  subscriberAccounts: set(
    "subscriberAccounts",
    word("accountId", "subscriberAccounts are 12-digit account ids", 'Quote each: ["012345678901"]', accountIdPattern),
  )
    .max(MOST_SUBSCRIBERS, must(`subscriberAccounts has at most ${MOST_SUBSCRIBERS} entries`, "Make a second route."))
    .default([])
    .describe(
      "Other accounts that may subscribe SQS queues of theirs to the route's topics: only its owner can subscribe a queue.",
    ),
  slack: list("slack", slackChannel).default([]).describe("Slack channels that get each event in its short form."),
  teams: list("teams", teamsChannel)
    .default([])
    .describe("Teams channels, one of a team at most, that get each event in its short form."),
});

/** Who is told, of what, and how. */
export const alerts = section("alerts", {
  emails: set("emails", email)
    .min(1, must("emails has at least one address", "Add the address of the security team."))
    .describe("The security team: gets everything; each address has to confirm once."),
  alarmsAtOnce,
  routes: list("routes", route)
    .max(4, must("routes has at most 4 entries, because an alarm takes 5 actions", "Join two of them."))
    .default([])
    .describe("Further recipients, each with its own least severity."),
  owners: section("owners", {
    notify: yesOrNo("notify").default(true).describe("Whether owners get mail about their own accounts and secrets."),
    minimumSeverity: minimumSeverity("owners"),
  })
    .prefault({})
    .describe("Mail to the owners of accounts and of secrets."),
  silenceMinutes: wholeNumber("silenceMinutes", 5, 1440, "minutes, in steps of 5")
    .multipleOf(5, must("silenceMinutes is 5 to 1440 minutes, in steps of 5", "Round it to a multiple of 5."))
    .default(15)
    .describe("Minutes without a single event after which the silence itself is an alarm."),
  heartbeat: yesOrNo("heartbeat")
    .default(true)
    .describe(
      "Sends signs of life from every account, in each region that it uses, and calls the roll: who is silent is told of.",
    ),
  heartbeatMinutes: wholeNumber("heartbeatMinutes", 15, 1440, "minutes")
    .default(60)
    .describe(
      "Minutes between signs of life, and between roll calls; two and a half times as long without one is silence.",
    ),
  patternLength: wholeNumber("patternLength", 2048, 4096, "characters")
    .default(2048)
    .describe(
      "Longest event pattern that EventBridge takes in every account: 2048, or up to 4096 where AWS raised the quota. A longer one leaves fewer reads to the message composer.",
    ),
  archiveDays: wholeNumber("archiveDays", 1, 3650, "days")
    .default(90)
    .describe("Days the central event bus keeps unexpected reads for replay."),
}).describe("Who is told, and when.");
