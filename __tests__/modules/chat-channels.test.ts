import { Testing } from "cdktf";
import fc from "fast-check";

import { ChatChannels, type ChatChannelsProps } from "../../modules/chat-channels";
import type { Synthesized } from "../support/synthesized";
import { resourcesOf } from "../support/synthesized";

const longest = `${"p".repeat(20)}-chat-${"r".repeat(30)}`;

function resourcesFrom(type: string, channels: Partial<ChatChannelsProps>) {
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
  return resourcesOf(JSON.parse(text) as Synthesized, type);
}

function namesOf(type: string, channels: Partial<ChatChannelsProps>): readonly string[] {
  return Object.values(resourcesFrom(type, channels)).map((resource) => resource.configuration_name as string);
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

const [tenantId, teamId] = ["0a1b2c3d-0000-4000-8000-00000000000a", "0a1b2c3d-0000-4000-8000-00000000000b"] as const;

test("channels of Teams whose ids begin alike have names of their own, which AWS takes", () => {
  const begin = `19:${"a".repeat(60)}`;

  const names = namesOf("aws_chatbot_teams_channel_configuration", {
    teams: ["1", "2", "3"].map((digit) => ({
      tenantId,
      teamId: `${teamId.slice(0, -1)}${digit === "3" ? "c" : "b"}`,
      channelId: `${begin}${digit === "1" ? "1" : "2"}@thread.tacv2`,
    })),
  });

  expect(new Set(names).size).toBe(3);
  expect(names.filter((name) => !/^[\w-]{1,128}$/.test(name))).toEqual([]);
});

describe("a channel of Teams goes out as in its link", () => {
  // https://docs.aws.amazon.com/chatbot/latest/APIReference/API_CreateMicrosoftTeamsChannelConfiguration.html
  const awsTakes = /^([a-zA-Z0-9-_=+/.,])*%3[aA]([a-zA-Z0-9-_=+/.,])*%40([a-zA-Z0-9-_=+/.,])*$/;
  const part = fc.stringMatching(/^[\w=+/.,-]{1,60}$/);
  const configurations = (channelId: string, team: string = teamId) =>
    resourcesFrom("aws_chatbot_teams_channel_configuration", {
      teams: [{ tenantId, teamId: team, channelId }],
    });

  test("whichever form the file has, at the same address", () => {
    fc.assert(
      fc.property(part, part, part, fc.constantFrom("%3a", "%3A"), (left, middle, right, colon) => {
        const plain = configurations(`${left}:${middle}@${right}`);
        const link = configurations(`${left}${colon}${middle}%40${right}`, teamId.toUpperCase());

        expect(link).toEqual(plain);
        expect(Object.values(plain)).toEqual([
          expect.objectContaining({ channel_id: `${left}%3A${middle}%40${right}`, team_id: teamId }),
        ]);
        expect(Object.values(plain)[0]!.channel_id).toMatch(awsTakes);
      }),
      { numRuns: 40 },
    );
  });
});
