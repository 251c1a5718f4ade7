import { arn } from "../../organization/names/arn";
import type { WantedResource } from "../wanted";
import { propertiesOf } from "./cloud-control";
import type { LookAt } from "./live-type";
import { unlike } from "./unlike";

/** A kind of chat, as Cloud Control knows it, which is how it is asked for without a client of its own. */
interface Chat {
  readonly typeName: string;
  /** How its ARN begins: what identifies it. */
  readonly inArn: string;
  /** What names the channel: attributes of Terraform, and properties of Cloud Control. */
  readonly channel: Readonly<Record<string, string>>;
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-chatbot-slackchannelconfiguration.html */
const slack: Chat = {
  typeName: "AWS::Chatbot::SlackChannelConfiguration",
  inArn: "slack-channel",
  channel: { slack_team_id: "SlackWorkspaceId", slack_channel_id: "SlackChannelId" },
};

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-chatbot-microsoftteamschannelconfiguration.html */
const teams: Chat = {
  typeName: "AWS::Chatbot::MicrosoftTeamsChannelConfiguration",
  inArn: "microsoft-teams-channel",
  channel: { tenant_id: "TeamsTenantId", team_id: "TeamId", channel_id: "TeamsChannelId" },
};

const chatLook =
  (chat: Chat): LookAt =>
  async (resource, { calls, place, organization }) => {
    const { attributes } = resource;
    const name = nameOf(resource);
    // Of the account, not of a region.
    const where = { service: "chatbot", partition: organization.partition, region: "", account: place.account };
    const Identifier = arn(where, `chat-configuration/${chat.inArn}/${name}`);
    const found = await propertiesOf({ TypeName: chat.typeName, Identifier }, calls, place);
    const whose = `The chat ${name}`;
    return [
      ...unlike("chat-changed", whose, [
        ...Object.entries(chat.channel).map(
          ([attribute, property]) => [`its ${property}`, attributes[attribute], found[property]] as const,
        ),
        ["the topics that it shows", attributes.sns_topic_arns, found.SnsTopicArns],
      ]),
      ...unlike("chat-may-do-more", whose, [
        ["its role", attributes.iam_role_arn, found.IamRoleArn],
        ["the policies that limit it", attributes.guardrail_policy_arns, found.GuardrailPolicies],
      ]),
    ];
  };

function nameOf({ attributes }: WantedResource): string {
  return String(attributes.configuration_name);
}

export const slackChannel = chatLook(slack);
export const teamsChannel = chatLook(teams);
