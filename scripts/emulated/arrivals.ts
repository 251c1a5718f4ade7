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

export function byKind(arrived: readonly Arrival[]) {
  const isMail = ({ to }: Arrival) => to.includes("@");
  const isQueue = ({ to }: Arrival) => to.startsWith("arn:");
  return {
    queues: arrived.filter(isQueue).map(({ body }) => body),
    chats: arrived.filter((each) => !isMail(each) && !isQueue(each)).map(({ body }) => body),
    mails: arrived.filter(isMail).map(({ to, body }): Mail => ({ ...(JSON.parse(body) as Mail), to })),
  };
}
