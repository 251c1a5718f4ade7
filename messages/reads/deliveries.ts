import { admits, notifiedSeverities, type NotifiedSeverity } from "../../detections/detection";
import type { ComposerFacts } from "./composer-facts";

/** One message in one form to one topic. */
export interface Delivery {
  readonly form: "mail" | "owners" | "event" | "chat" | "many";
  readonly topicArn: string;
}

export type Deliveries = Readonly<Record<NotifiedSeverity, readonly Delivery[]>>;

/** Programs that get each read, by severity. */
export function eventDeliveries({ recipients }: Pick<ComposerFacts, "recipients">): Deliveries {
  return bySeverity((severity) =>
    recipients
      .filter(({ minimumSeverity }) => admits(minimumSeverity, severity))
      .flatMap(({ eventsTopicArn }) => to("event", eventsTopicArn)),
  );
}

/** People who are told of the first reads, by severity; owners are found by account and secret. */
export function peopleDeliveries({ recipients }: Pick<ComposerFacts, "recipients">): Deliveries {
  return bySeverity((severity) =>
    recipients
      .filter(({ minimumSeverity }) => admits(minimumSeverity, severity))
      .flatMap(({ peopleTopicArn, chatTopicArn }) => [...to("mail", peopleTopicArn), ...to("chat", chatTopicArn)]),
  );
}

/** How owners are written to, by severity. */
export function ownerDeliveries({ owners }: Pick<ComposerFacts, "owners">): Deliveries {
  return bySeverity((severity) =>
    owners !== undefined && admits(owners.minimumSeverity, severity) ? to("owners", owners.topicArn) : [],
  );
}

/** Whom it concerns that somebody empties an account. */
export function manyDeliveries(facts: Pick<ComposerFacts, "recipients">): readonly Delivery[] {
  return peopleDeliveries(facts)
    .critical.filter(({ form }) => form === "mail")
    .map(({ topicArn }) => ({ form: "many", topicArn }));
}

function bySeverity(deliveries: (severity: NotifiedSeverity) => readonly Delivery[]): Deliveries {
  return Object.fromEntries(
    notifiedSeverities.map((severity) => [severity, deliveries(severity)]),
  ) as unknown as Deliveries;
}

function to(form: Delivery["form"], topicArn: string | undefined): readonly Delivery[] {
  return topicArn === undefined ? [] : [{ form, topicArn }];
}
