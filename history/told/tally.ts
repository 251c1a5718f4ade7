import { severities } from "../../detections/detection";
import { type DailyMessages, type Loud, messageForms, type Told } from "../history";
import type { Recipients } from "./recipients";
import { dayOf } from "../when";
import type { Audience, Sent, Subject } from "./sent";

interface Counts {
  readonly subject: Subject;
  events: number;
  messages: number;
  digests: number;
}

/** Counts what is sent, by day and recipient, and by what it is about. */
export class Tally implements Audience {
  private readonly days = new Map<string, { readonly of: Omit<DailyMessages, "count">; count: number }>();
  private readonly bySubject = new Map<Subject, Counts>();

  constructor(private readonly recipients: Recipients) {}

  happened(subject: Subject, count: number): void {
    this.of(subject).events += count;
  }

  sent(message: Sent): void {
    const { topicArn, form, owners, count, isDigest, about } = message;
    const readers = this.recipients.byTopic.get(topicArn);
    if (readers?.forms.has(form) !== true) return;
    const to = readers.route === undefined ? (owners ?? []) : [readers.route];
    for (const recipient of to) this.add(message, recipient);
    // What programs get is no noise.
    if (form === "event") return;
    for (const subject of about) {
      if (isDigest) this.of(subject).digests += count * to.length;
      else this.of(subject).messages += count * to.length;
    }
  }

  told(): Told {
    const daily = [...this.days.values()].map(({ of, count }) => ({ ...of, count }));
    return { daily: daily.sort(byDay), loudest: this.loudest(), recipients: this.recipients.all };
  }

  private add({ at, form, severity, count }: Sent, recipient: string): void {
    const day = dayOf(at);
    const key = [day, recipient, form, severity].join("\n");
    const known = this.days.get(key);
    if (known === undefined) this.days.set(key, { of: { day, recipient, form, severity }, count });
    else known.count += count;
  }

  private of(subject: Subject): Counts {
    const known = this.bySubject.get(subject);
    if (known !== undefined) return known;
    const counts = { subject, events: 0, messages: 0, digests: 0 };
    this.bySubject.set(subject, counts);
    return counts;
  }

  private loudest(): readonly Loud[] {
    const all = new Map<string, { -readonly [Key in keyof Loud]: Loud[Key] }>();
    for (const { subject, events, messages, digests } of this.bySubject.values()) {
      const { detection, severity, accountId, reader, secret } = subject;
      const key = JSON.stringify([detection, accountId, reader, secret]);
      const known = all.get(key);
      if (known === undefined)
        all.set(key, { detection, severity, accountId, reader, secret, events, messages, digests });
      else {
        known.events += events;
        known.messages += messages;
        known.digests += digests;
      }
    }
    return [...all.values()].filter(({ messages, digests }) => messages + digests > 0).sort(byNoise);
  }
}

function byDay(one: DailyMessages, other: DailyMessages): number {
  return (
    compare(one.day, other.day) ||
    compare(one.recipient, other.recipient) ||
    messageForms.indexOf(one.form) - messageForms.indexOf(other.form) ||
    severities.indexOf(one.severity) - severities.indexOf(other.severity)
  );
}

/** The most messages first; of as many, those that more digests had, and then the most urgent. */
function byNoise(one: Loud, other: Loud): number {
  return (
    other.messages - one.messages ||
    other.digests - one.digests ||
    severities.indexOf(one.severity) - severities.indexOf(other.severity) ||
    other.events - one.events ||
    compare(JSON.stringify(one), JSON.stringify(other))
  );
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
