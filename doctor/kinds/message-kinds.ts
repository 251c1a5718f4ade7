import type { Kind } from "./kind";

/** Of topics, subscriptions, queues, chats and the table in which state machines remember. */
export const messageKinds = {
  "topic-key": {
    urgency: "blind",
    title: "A topic is encrypted otherwise",
    blind: "What is published to it: alarms can't use the key of AWS, and nobody a key that does not let them.",
    concerned: "security team",
  },
  "topic-policy": {
    urgency: "blind",
    title: "The policy of a topic is another one",
    blind: "What alarms can't publish any more; or others publish, or subscribe, if it lets in more.",
    concerned: "security team",
  },
  "topic-holds-back": {
    urgency: "blind",
    title: "A topic holds messages back or masks them",
    blind: "Messages of the kind that it holds back, and what it masks of others.",
    concerned: "security team",
  },
  "subscription-unconfirmed": {
    urgency: "blind",
    title: "A recipient has not confirmed",
    blind: "Everything, for that recipient.",
    concerned: "security team",
    docs: "health.md#somebody-did-it",
  },
  "subscription-changed": {
    urgency: "blind",
    title: "A recipient gets less, or gets it otherwise",
    blind: "Messages that the recipient's filter leaves out, or that a program can't read.",
    concerned: "security team",
  },
  "subscription-of-nobody": {
    urgency: "weak",
    title: "A topic also sends to a recipient that the configuration does not have",
    blind: "Nothing. Somebody else learns who reads which secret.",
    concerned: "security team",
  },
  "queue-key": {
    urgency: "blind",
    title: "A queue of undelivered events is encrypted otherwise",
    blind: "Events that could not be delivered, which EventBridge may not be able to put there.",
    concerned: "security team",
  },
  "queue-policy": {
    urgency: "blind",
    title: "The policy of a queue of undelivered events is another one",
    blind: "Events that could not be delivered, which can't get there; or others read or add some, if it lets in more.",
    concerned: "security team",
  },
  "queue-changed": {
    urgency: "weak",
    title: "A queue of undelivered events is set otherwise",
    blind: "Undelivered events that go before anybody has looked.",
    concerned: "security team",
  },
  "queue-has-undelivered": {
    urgency: "blind",
    title: "Events that could not be delivered wait in a queue",
    blind: "The reads among them: nobody was told of those.",
    concerned: "security team",
    docs: "health.md#when-the-watch-itself-fails",
  },
  "chat-changed": {
    urgency: "blind",
    title: "A chat shows something else, or elsewhere",
    blind: "What people should be told in the channel.",
    concerned: "security team",
  },
  "chat-may-do-more": {
    urgency: "weak",
    title: "People in a chat may do more than look",
    blind: "Nothing. Whoever writes in the channel can call AWS with the role and within the policies that it has now.",
    concerned: "security team",
  },
  "table-unusable": {
    urgency: "blind",
    title: "The table of the state machines can't be used",
    blind: "Mails of reads and of alarms come late, twice or not at all.",
    concerned: "security team",
  },
  "table-changed": {
    urgency: "weak",
    title: "The table of the state machines is set otherwise",
    blind: "Nothing at once; what it remembers can be lost, or be kept for good.",
    concerned: "security team",
  },
} as const satisfies Readonly<Record<string, Kind>>;
