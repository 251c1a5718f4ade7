import { ChatbotSlackChannelConfiguration } from "@cdktf/provider-aws/lib/chatbot-slack-channel-configuration";
import { ChatbotTeamsChannelConfiguration } from "@cdktf/provider-aws/lib/chatbot-teams-channel-configuration";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { Construct } from "constructs";

import { policyDocument } from "../access/policy-document";

export interface ChatChannelsProps {
  /** Begins the names of the configurations, which have 128 characters at most, and names the role. */
  readonly name: string;
  readonly accountId: string;
  /** Topics whose messages are shown. */
  readonly topicArns: readonly string[];
  /** What people may do from the channel at most: ARN of a managed policy that denies everything. */
  readonly guardrailPolicyArn: string;
  readonly slack: readonly { readonly workspaceId: string; readonly channelId: string }[];
  /** One channel of a team at most. The channel's id may be as in its link or as in Teams: 19%3A… or 19:… */
  readonly teams: readonly { readonly tenantId: string; readonly teamId: string; readonly channelId: string }[];
}

/**
 * Channels of Slack and Teams that show messages and alarms, through Amazon Q Developer in chat applications. The
 * workspace or team has to be authorized once by hand.
 * https://docs.aws.amazon.com/chatbot/latest/adminguide/what-is.html
 */
export class ChatChannels extends Construct {
  constructor(scope: Construct, id: string, props: ChatChannelsProps) {
    super(scope, id);

    const role = new IamRole(this, "Role", {
      name: props.name,
      description: "Chat channels that show messages; it may do nothing",
      assumeRolePolicy: policyDocument([
        {
          Sid: "ChatServiceAssumes",
          Effect: "Allow",
          Principal: { Service: "chatbot.amazonaws.com" },
          Action: "sts:AssumeRole",
          Condition: { StringEquals: { "aws:SourceAccount": props.accountId } },
        },
      ]),
    });
    const common = {
      iamRoleArn: role.arn,
      snsTopicArns: [...props.topicArns],
      // Without it, the guardrail is AdministratorAccess.
      guardrailPolicyArns: [props.guardrailPolicyArn],
      loggingLevel: "ERROR",
    };
    for (const { workspaceId, channelId } of props.slack) {
      const name = `${workspaceId}-${channelId}`;
      new ChatbotSlackChannelConfiguration(this, `Slack-${name}`, {
        ...common,
        configurationName: `${props.name}-${name}`,
        slackTeamId: workspaceId,
        slackChannelId: channelId,
      });
    }
    for (const { tenantId, teamId, channelId } of props.teams.map(canonical)) {
      const channel = new Construct(this, `Teams-${teamId}-${channelId}`);
      // Channel ids may be longer than a name, and begin alike: the address is a hash of the whole id.
      const name = `${channelId.replace(/[^A-Za-z0-9]/g, "").slice(0, 40)}-${channel.node.addr.slice(2, 10)}`;
      new ChatbotTeamsChannelConfiguration(channel, "Resource", {
        ...common,
        configurationName: `${props.name}-${name}`,
        tenantId,
        teamId,
        channelId: encoded(channelId),
      });
    }
  }
}

type TeamsChannel = ChatChannelsProps["teams"][number];

/** The one form in which a channel names its resource, so that another form in the file replaces nothing. */
function canonical({ tenantId, teamId, channelId }: TeamsChannel): TeamsChannel {
  return {
    tenantId: tenantId.toLowerCase(),
    teamId: teamId.toLowerCase(),
    channelId: channelId.replaceAll(/%3a/gi, ":").replaceAll("%40", "@"),
  };
}

/**
 * The service takes a channel's id as it is in the channel's link only, and returns it so.
 * https://docs.aws.amazon.com/chatbot/latest/APIReference/API_CreateMicrosoftTeamsChannelConfiguration.html
 */
function encoded(channelId: string): string {
  return channelId.replace(":", "%3A").replace("@", "%40");
}
