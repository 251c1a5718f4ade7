import type { Path } from "../files/config-document";
import { renderPath, type Problem } from "../files/problem";
import { isPartitionName } from "../../organization/regions";
import { asEntry, asList, type ConfigView } from "./config-view";

/** Chats are only where AWS has the service for them, and each channel is in one place. */
export function checkChatChannels(view: ConfigView): Problem[] {
  return [...checkService(view), ...checkChannelsDiffer(view)];
}

const chats = ["slack", "teams"] as const;

/**
 * The service takes ARNs of partition aws only.
 * https://docs.aws.amazon.com/chatbot/latest/APIReference/API_CreateSlackChannelConfiguration.html
 */
function checkService({ root, settings }: ConfigView): Problem[] {
  const partition = settings.partition ?? "aws";
  if (!isPartitionName(partition) || partition === "aws") return [];
  const used = chatsOf(settings).filter(({ list }) => list.length > 0);
  return used.map(({ path }) =>
    root.problemWithKey(
      path,
      `partition ${partition} has no Amazon Q Developer in chat applications, which shows messages in chats.`,
      "Remove it; https and queues reach people's tools there.",
    ),
  );
}

/** What AWS, or the provider, has one of. */
interface Identity {
  readonly key: string;
  /** What it is, before "is also". */
  readonly what: string;
  readonly why: string;
  readonly remedy: string;
}

/**
 * A channel has one configuration in an account: https://github.com/hashicorp/terraform-provider-awscc/issues/1011
 *
 * And of a team the AWS provider finds one channel only, because it asks for the configurations of the team. With two it
 * waits twenty minutes for the second one and forgets the first one at the next plan. No version that asks otherwise is
 * known: https://github.com/hashicorp/terraform-provider-aws/issues/38943,
 * https://github.com/hashicorp/terraform-provider-aws/pull/47039
 */
function checkChannelsDiffer({ root, settings }: ConfigView): Problem[] {
  const first = new Map<string, Path>();
  const channels = chatsOf(settings).flatMap(({ path, list }) =>
    list.map((channel, index) => ({ channel: asEntry(channel), path: [...path, index] })),
  );
  return channels.flatMap(({ channel, path }) => {
    const identity = identityOf(channel);
    if (identity === undefined) return [];
    const { key, what, why, remedy } = identity;
    const other = first.get(key);
    if (other === undefined) {
      first.set(key, path);
      return [];
    }
    return [root.problem(path, `${what} is also ${renderPath(other)} (${root.place(other)}); ${why}.`, remedy)];
  });
}

/** What tells a channel from others; undefined where something is missing, which the schema reports. */
function identityOf(channel: Readonly<Record<string, unknown>>): Identity | undefined {
  const { workspaceId, teamId, channelId } = channel;
  if (typeof workspaceId === "string" && typeof channelId === "string") {
    return {
      key: `${workspaceId} ${channelId}`,
      what: "the channel",
      why: "AWS takes a channel once in an account",
      remedy: "Remove one of them.",
    };
  }
  if (typeof teamId !== "string") return undefined;
  return {
    key: teamId.toLowerCase(),
    what: "a channel of this team",
    why: "the AWS provider manages one channel of a team",
    remedy: "Remove one of them, or take a channel of another team.",
  };
}

function chatsOf(settings: ConfigView["settings"]) {
  return asList(asEntry(settings.alerts).routes).flatMap((route, index) =>
    chats.map((chat) => ({ path: ["alerts", "routes", index, chat], list: asList(asEntry(route)[chat]) })),
  );
}
