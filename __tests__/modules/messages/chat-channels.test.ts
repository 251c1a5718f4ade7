import { ChatbotSlackChannelConfiguration } from "@cdktf/provider-aws/lib/chatbot-slack-channel-configuration";
import { ChatbotTeamsChannelConfiguration } from "@cdktf/provider-aws/lib/chatbot-teams-channel-configuration";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import fc from "fast-check";

import { ChatChannels, type ChatChannelsProps } from "../../../modules/messages/chat-channels";
import { memberAccount, securityAccount } from "../../support/constructs";
import { sidsOf } from "../../support/policies-in";
import { decide } from "../../support/policy-decision";
import { addressesOf, everyOf, onlyOf, policyOf, synthesizedModule } from "../../support/synthesized-module";

const longest = `${"p".repeat(20)}-chat-${"r".repeat(30)}`;
const guardrailPolicyArn = "arn:aws:iam::aws:policy/AWSDenyAll";
const [tenantId, teamId] = ["0a1b2c3d-0000-4000-8000-00000000000a", "0a1b2c3d-0000-4000-8000-00000000000b"] as const;

const made = (channels: Partial<ChatChannelsProps> = {}) =>
  synthesizedModule(
    (scope) =>
      new ChatChannels(scope, "Channels", {
        name: "watch-chat",
        accountId: securityAccount,
        topicArns: ["topic-a", "topic-b"],
        guardrailPolicyArn,
        slack: [],
        teams: [],
        ...channels,
      }),
  );
const teamsOf = (...teams: ChatChannelsProps["teams"]) =>
  everyOf(made({ teams, name: longest }), ChatbotTeamsChannelConfiguration);

/** What every channel has, and neither user roles nor more. */
const common = {
  iam_role_arn: "${aws_iam_role.Channels_Role.arn}",
  sns_topic_arns: ["topic-a", "topic-b"],
  guardrail_policy_arns: [guardrailPolicyArn],
  logging_level: "ERROR",
};

test("a channel of Slack shows these topics and may do nothing", () => {
  const text = made({ slack: [{ workspaceId: "T01", channelId: "C01" }] });

  expect(addressesOf(text, "Channels")).toEqual([
    "aws_chatbot_slack_channel_configuration.Channels_Slack-T01-C01",
    "aws_iam_role.Channels_Role",
  ]);
  expect(text).toHaveResourceWithProperties(ChatbotSlackChannelConfiguration, { slack_channel_id: "C01" });
  expect(onlyOf(text, ChatbotSlackChannelConfiguration)).toEqual({
    ...common,
    configuration_name: "watch-chat-T01-C01",
    slack_team_id: "T01",
    slack_channel_id: "C01",
  });
});

test("a channel of Teams does, too", () => {
  const text = made({ teams: [{ tenantId: tenantId.toUpperCase(), teamId, channelId: "19:ab-1@thread.tacv2" }] });

  expect(addressesOf(text, "Channels")).toEqual([
    `aws_chatbot_teams_channel_configuration.Channels_Teams-${teamId}-19ab-1threadtacv2`,
    "aws_iam_role.Channels_Role",
  ]);
  expect(onlyOf(text, ChatbotTeamsChannelConfiguration)).toEqual({
    ...common,
    configuration_name: expect.stringMatching(/^watch-chat-19ab1threadtacv2-[0-9a-f]{8}$/) as string,
    tenant_id: tenantId,
    team_id: teamId,
    channel_id: "19%3Aab-1%40thread.tacv2",
  });
});

test.each([
  ["allowed", "the chat service for this account", {}],
  ["not allowed", "for another account", { context: { "aws:SourceAccount": memberAccount } }],
  ["not allowed", "another service", { principal: "events.amazonaws.com" }],
  ["not allowed", "a session with tags", { action: "sts:TagSession" }],
])("%s to take the role: %s", (decision, _who, other) => {
  const text = made();
  const trust = policyOf(text, IamRole, "assume_role_policy");
  const context = { "aws:SourceAccount": securityAccount };

  expect(decide(trust, { principal: "chatbot.amazonaws.com", action: "sts:AssumeRole", context, ...other })).toBe(
    decision,
  );
  expect(sidsOf(trust)).toEqual(["ChatServiceAssumes"]);
  expect(text).toHaveResourceWithProperties(IamRole, {
    name: "watch-chat",
    description: "Chat channels that show messages; it may do nothing",
  });
  expect(addressesOf(text, "Channels")).toEqual(["aws_iam_role.Channels_Role"]);
});

test("a channel id in two workspaces of Slack is two channels", () => {
  const [workspace, other] = ["T", "T"].map((letter, index) => `${letter}${"0".repeat(29)}${index}`);
  const channelId = `C${"0".repeat(30)}`;

  const text = made({
    name: longest,
    slack: [
      { workspaceId: workspace!, channelId },
      { workspaceId: other!, channelId },
    ],
  });

  const names = everyOf(text, ChatbotSlackChannelConfiguration).map((each) => each.configuration_name as string);
  expect(names).toEqual([`${longest}-${workspace!}-${channelId}`, `${longest}-${other!}-${channelId}`]);
  expect(names.filter((name) => name.length > 128)).toEqual([]);
});

test("channels of Teams whose ids begin alike have names of their own, which AWS takes", () => {
  const begin = `19:${"a".repeat(60)}`;

  const channels = teamsOf(
    ...["1", "2", "3"].map((digit) => ({
      tenantId,
      teamId: `${teamId.slice(0, -1)}${digit === "3" ? "c" : "b"}`,
      channelId: `${begin}${digit === "1" ? "1" : "2"}@thread.tacv2`,
    })),
  );

  const names = channels.map((each) => each.configuration_name as string);
  expect(new Set(names).size).toBe(3);
  expect(names.filter((name) => !new RegExp(`^${longest}-19a{38}-[0-9a-f]{8}$`).test(name))).toEqual([]);
  expect(names.filter((name) => name.length > 128)).toEqual([]);
});

describe("a channel of Teams goes out as in its link", () => {
  // https://docs.aws.amazon.com/chatbot/latest/APIReference/API_CreateMicrosoftTeamsChannelConfiguration.html
  const awsTakes = /^([a-zA-Z0-9-_=+/.,])*%3[aA]([a-zA-Z0-9-_=+/.,])*%40([a-zA-Z0-9-_=+/.,])*$/;
  const part = fc.stringMatching(/^[\w=+/.,-]{1,60}$/);

  test("whichever form the file has, at the same address", () => {
    fc.assert(
      fc.property(part, part, part, fc.constantFrom("%3a", "%3A"), (left, middle, right, colon) => {
        const plain = made({ teams: [{ tenantId, teamId, channelId: `${left}:${middle}@${right}` }] });
        const link = made({
          teams: [{ tenantId, teamId: teamId.toUpperCase(), channelId: `${left}${colon}${middle}%40${right}` }],
        });

        expect(link).toEqual(plain);
        const { channel_id: channelId, team_id: team } = onlyOf(plain, ChatbotTeamsChannelConfiguration);
        expect([channelId, team]).toEqual([`${left}%3A${middle}%40${right}`, teamId]);
        expect(channelId).toMatch(awsTakes);
      }),
      { numRuns: 40 },
    );
  });
});
