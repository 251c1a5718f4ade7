import { admits, notifiedSeverities, type NotifiedSeverity } from "../../detections/detection";
import type { AlarmFacts, AlarmRecipient } from "./facts";

/**
 * Those who are told of an alarm at once, and those who are told in the digest. Each has a memory of its own of whom it was
 * told of: who gets mail in the digest only has not been told of what others got at once.
 */
export type Audience = "at-once" | "in-digest";

export const audiences: readonly Audience[] = ["at-once", "in-digest"];

/** In which way a route is told of alarms of a severity; not at all where its least severity is a higher one. */
export function audienceOf(route: AlarmRecipient, severity: NotifiedSeverity): Audience | undefined {
  if (!admits(route.minimumSeverity, severity)) return undefined;
  return admits(route.alarmsAtOnce, severity) ? "at-once" : "in-digest";
}

/** Topics by severity and audience. */
export type TopicsBySeverity = Readonly<Record<NotifiedSeverity, Readonly<Record<Audience, readonly string[]>>>>;

export function topicsBySeverity({ recipients }: Pick<AlarmFacts, "recipients">): TopicsBySeverity {
  const topics = (severity: NotifiedSeverity, audience: Audience) =>
    recipients.filter((route) => audienceOf(route, severity) === audience).map(({ topicArn }) => topicArn);
  return Object.fromEntries(
    notifiedSeverities.map((severity) => [
      severity,
      Object.fromEntries(audiences.map((audience) => [audience, topics(severity, audience)])),
    ]),
  ) as unknown as TopicsBySeverity;
}
