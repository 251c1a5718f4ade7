import { ChatbotSlackChannelConfiguration } from "@cdktf/provider-aws/lib/chatbot-slack-channel-configuration";
import { ChatbotTeamsChannelConfiguration } from "@cdktf/provider-aws/lib/chatbot-teams-channel-configuration";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { Construct } from "constructs";

import { policyDocument } from "./policy-document";

export interface ChatChannelsProps {
  /** Begins the names of the configurations, which have 128 characters at most, and names the role. */
  readonly name: string;
  readonly accountId: string;
  /** Topics whose messages are shown. */
  readonly topicArns: readonly string[];
  /** What people may do from the channel at most: ARN of a managed policy that denies everything. */
  readonly guardrailPolicyArn: string;
  readonly slack: readonly { readonly workspaceId: string; readonly channelId: string }[];
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
    for (const { tenantId, teamId, channelId } of props.teams) {
      const channel = new Construct(this, `Teams-${teamId}-${channelId}`);
      // Channel ids may be longer than a name, and begin alike: the address is a hash of the whole id.
      const name = `${channelId.replace(/[^A-Za-z0-9]/g, "").slice(0, 40)}-${channel.node.addr.slice(2, 10)}`;
      new ChatbotTeamsChannelConfiguration(channel, "Resource", {
        ...common,
        configurationName: `${props.name}-${name}`,
        tenantId,
        teamId,
        channelId,
      });
    }
  }
}
