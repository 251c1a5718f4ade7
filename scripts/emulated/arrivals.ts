import type { Deployed } from "./deploy-stack";
import { drain } from "./queues";

/** A message, and the mail address, topic of a chat or queue that got it. */
export interface Arrival {
  readonly to: string;
  readonly body: string;
}

export interface Mail {
  readonly to: string;
  readonly Subject: string;
  readonly Message: string;
}

/** Everything that arrived since the last time. */
export async function arrivals({ account, inboxes }: Deployed): Promise<readonly Arrival[]> {
  const all: Arrival[] = [];
  for (const [to, queue] of inboxes) {
    all.push(...(await drain(account, queue)).map((body) => ({ to, body })));
  }
  return all;
}

/**
 * Queues and chats get what the mailbox of their route gets, too: alarms, and mails about reads. Here it is left out where
 * it is text: a chat shows nothing of it, and programs know what is for them by its form.
 */
export function byKind(arrived: readonly Arrival[]) {
  const isMail = ({ to }: Arrival) => to.includes("@");
  const isQueue = ({ to }: Arrival) => to.startsWith("arn:");
  const messages = arrived.filter((each) => !isMail(each) && each.body.startsWith("{"));
  return {
    queues: messages.filter(isQueue).map(({ body }) => body),
    chats: messages.filter((each) => !isQueue(each)).map(({ body }) => body),
    mails: arrived.filter(isMail).map(({ to, body }): Mail => ({ ...(JSON.parse(body) as Mail), to })),
  };
}
