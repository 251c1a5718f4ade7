import type { Path } from "../config-document";
import { renderPath, type Problem } from "../problem";
import { isPartitionName } from "../regions";
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

/** A channel has one configuration in an account: https://github.com/hashicorp/terraform-provider-awscc/issues/1011 */
function checkChannelsDiffer({ root, settings }: ConfigView): Problem[] {
  const first = new Map<string, Path>();
  const channels = chatsOf(settings).flatMap(({ path, list }) =>
    list.map((channel, index) => ({ channel: asEntry(channel), path: [...path, index] })),
  );
  return channels.flatMap(({ channel, path }) => {
    const identity = identityOf(channel);
    if (identity === undefined) return [];
    const other = first.get(identity);
    if (other === undefined) {
      first.set(identity, path);
      return [];
    }
    return [
      root.problem(
        path,
        `the channel is also ${renderPath(other)} (${root.place(other)}); AWS takes a channel once in an account.`,
        "Remove one of them.",
      ),
    ];
  });
}

/** What tells a channel from others; undefined where something is missing, which the schema reports. */
function identityOf(channel: Readonly<Record<string, unknown>>): string | undefined {
  const { workspaceId, teamId, channelId } = channel;
  if (typeof channelId !== "string") return undefined;
  if (typeof workspaceId === "string") return `${workspaceId} ${channelId}`;
  if (typeof teamId !== "string") return undefined;
  // As it is in a link, and as it is without.
  const plain = channelId.replaceAll(/%3a/gi, ":").replaceAll(/%40/g, "@");
  return `${teamId.toLowerCase()} ${plain}`;
}

function chatsOf(settings: ConfigView["settings"]) {
  return asList(asEntry(settings.alerts).routes).flatMap((route, index) =>
    chats.map((chat) => ({ path: ["alerts", "routes", index, chat], list: asList(asEntry(route)[chat]) })),
  );
}
