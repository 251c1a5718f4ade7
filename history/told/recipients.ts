import { alertRoutes, ownersOf, TEAM_ROUTE } from "../../organization/alert-routes";
import type { Organization } from "../../organization/organization";
import type { MessageForm, MessageRecipient } from "../history";

/** Who gets what a topic gets, and in which of its forms. */
export interface TopicReaders {
  /** Name of the route; of the topic of owners, each address is a recipient. */
  readonly route?: string;
  readonly forms: ReadonlySet<MessageForm>;
}

/** Whom topics reach, by ARN, and all of them. */
export interface Recipients {
  readonly byTopic: ReadonlyMap<string, TopicReaders>;
  readonly all: readonly MessageRecipient[];
}

/**
 * Who could be told: routes in the forms that anybody subscribed to, and owners. A mail is one that a mailbox gets; programs of a
 * route get its events.
 */
export function recipientsOf(organization: Organization): Recipients {
  const { alerts, names } = organization;
  const byTopic = new Map<string, TopicReaders>();
  const all: MessageRecipient[] = [];
  const add = (topicName: string | undefined, readers: TopicReaders) => {
    if (topicName !== undefined) byTopic.set(names.topicArn(topicName), readers);
  };
  alertRoutes(organization).forEach(({ name, topics }, index) => {
    const emails = index === 0 ? alerts.emails : alerts.routes[index - 1]!.emails;
    const toPeople: MessageForm[] = emails.length > 0 ? ["mail", "digest"] : [];
    const toChat: MessageForm[] = topics.chat === undefined ? [] : ["chat"];
    const toPrograms: MessageForm[] = topics.events === undefined ? [] : ["event"];
    // A route may have the name that the team's goes by here.
    const route = index > 0 && name === TEAM_ROUTE ? `${name} (route)` : name;
    add(topics.people, { route, forms: new Set([...toPeople, ...toChat]) });
    add(topics.chat, { route, forms: new Set(toChat) });
    add(topics.events, { route, forms: new Set(toPrograms) });
    all.push({ name: route, kind: "route", forms: [...toPeople, ...toChat, ...toPrograms] });
  });
  const ofOwners: MessageForm[] = ["mail", "digest"];
  add(names.messages.ownersTopicName, { forms: new Set(ofOwners) });
  all.push(...ownersOf(organization).map((name): MessageRecipient => ({ name, kind: "owner", forms: ofOwners })));
  return { byTopic, all };
}
