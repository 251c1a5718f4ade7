import { Testing } from "cdktf";

import { ChatChannels, type ChatChannelsProps } from "../../modules/chat-channels";
import type { Synthesized } from "../support/synthesized";
import { resourcesOf } from "../support/synthesized";

const longest = `${"p".repeat(20)}-chat-${"r".repeat(30)}`;

function namesOf(type: string, channels: Partial<ChatChannelsProps>): readonly string[] {
  const text = Testing.synthScope((scope) => {
    new ChatChannels(scope, "Channels", {
      name: longest,
      accountId: "222222222222",
      topicArns: [],
      guardrailPolicyArn: "arn:aws:iam::aws:policy/AWSDenyAll",
      slack: [],
      teams: [],
      ...channels,
    });
  });
  const resources = resourcesOf(JSON.parse(text) as Synthesized, type);
  return Object.values(resources).map((resource) => resource.configuration_name as string);
}

test("a channel id in two workspaces of Slack is two channels", () => {
  const [workspace, other] = ["T", "T"].map((letter, index) => `${letter}${"0".repeat(29)}${index}`);
  const channelId = `C${"0".repeat(30)}`;

  const names = namesOf("aws_chatbot_slack_channel_configuration", {
    slack: [
      { workspaceId: workspace!, channelId },
      { workspaceId: other!, channelId },
    ],
  });

  expect(names).toEqual([`${longest}-${workspace!}-${channelId}`, `${longest}-${other!}-${channelId}`]);
  expect(names.filter((name) => name.length > 128)).toEqual([]);
});

test("channels of Teams whose ids begin alike have names of their own, which AWS takes", () => {
  const begin = `19:${"a".repeat(60)}`;
  const [tenantId, team, otherTeam] = ["tenant", "team-1", "team-2"] as const;

  const names = namesOf("aws_chatbot_teams_channel_configuration", {
    teams: [
      { tenantId, teamId: team, channelId: `${begin}1@thread.tacv2` },
      { tenantId, teamId: team, channelId: `${begin}2@thread.tacv2` },
      { tenantId, teamId: otherTeam, channelId: `${begin}2@thread.tacv2` },
    ],
  });

  expect(new Set(names).size).toBe(3);
  expect(names.filter((name) => !/^[\w-]{1,128}$/.test(name))).toEqual([]);
});
