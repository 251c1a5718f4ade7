import { admits, type Detection, type NotifiedSeverity } from "../../detections/detection";
import { type Audience as AlarmAudience, topicsBySeverity } from "../../messages/alarms/audience";
import type { AlarmFacts } from "../../messages/alarms/facts";
import { LEFT_HOURS, WINDOW } from "../../messages/alarms/memory";
import { MOST_PAGES } from "../../messages/alarms/naming";
import { MARGIN, PAGE } from "../../messages/alarms/search";
import { LONGEST_ALARM_LINE_SECONDS } from "../../messages/states/budgets";
import type { ObservedHits } from "../observation";
import { Agenda } from "./agenda";
import { AlarmDigest } from "./alarm-digest";
import { AlarmSearch, inTurn } from "./alarm-search";
import { type FiredAlarm, firedAlarms } from "./fired-alarms";
import { MailLines } from "./mail-line";
import { ToldCallers } from "./told-callers";
import type { Audience } from "./sent";

/** What is known beforehand of alarms and of whom they are told to. */
export interface AlarmTelling {
  /** What the state machines know that name people. @default - alarms mail by themselves */
  readonly composed?: AlarmFacts;
  /** Whom alarms reach that mail by themselves. */
  readonly direct: readonly { readonly topicArn: string; readonly minimumSeverity: NotifiedSeverity }[];
  readonly detections: readonly Detection[];
}

/**
 * Tells of alarms of the trail as CloudWatch, the alarm composer and its digest do: messages/alarms/, without the table, the searches
 * and the texts. Alarms go off at the end of the minute, and digests are made at the quarters of an hour.
 */
export async function tellOfAlarms(
  { composed, direct, detections }: AlarmTelling,
  hits: readonly ObservedHits[],
  audience: Audience,
): Promise<void> {
  const fired = await firedAlarms(detections, hits);
  for (const { hits: some } of fired) for (const { subject, count } of some) audience.happened(subject, count);
  const isComposed = (id: string) => composed?.detections.some((each) => each.id === id) === true;
  const agenda = new Agenda();
  for (const alarm of fired.filter(({ id }) => !isComposed(id))) mailItself(alarm, direct, audience);
  if (composed !== undefined) new Composing(composed, audience, agenda).begin(fired.filter(({ id }) => isComposed(id)));
  await agenda.runUntil(Infinity);
}

/** An alarm whose topics have people: each time that it goes off. */
function mailItself(
  { severity, spans, hits, period }: FiredAlarm,
  direct: AlarmTelling["direct"],
  audience: Audience,
): void {
  const search = new AlarmSearch(hits);
  for (const { on } of spans) {
    const about = [...new Set(search.between(on - period * 1000, on).map(({ subject }) => subject))];
    for (const { topicArn } of direct.filter(({ minimumSeverity }) => admits(minimumSeverity, severity))) {
      // Amazon Q Developer shows what alarms say by themselves, and no mails.
      for (const form of ["mail", "chat"] as const) {
        audience.sent({ at: on, topicArn, form, severity, count: 1, isDigest: false, about });
      }
    }
  }
}

/** The alarm composer. */
class Composing {
  private readonly topics: ReturnType<typeof topicsBySeverity>;
  private readonly lines = new MailLines();
  private readonly told = new ToldCallers();
  private readonly digest: AlarmDigest;

  constructor(
    facts: AlarmFacts,
    private readonly audience: Audience,
    private readonly agenda: Agenda,
  ) {
    this.topics = topicsBySeverity(facts);
    this.digest = new AlarmDigest(facts, this.told, audience);
  }

  /** Enters all that happens. */
  begin(fired: readonly FiredAlarm[]): void {
    const digests = new Set<number>();
    for (const alarm of fired) {
      const search = new AlarmSearch(alarm.hits);
      this.digest.add(alarm, search);
      for (const { on, off } of alarm.spans) {
        this.agenda.enter(on, () => {
          this.goOff(alarm, search, on);
        });
        const last = Math.max(off, on + LEFT_HOURS * 3_600_000);
        for (let at = Math.ceil(on / WINDOW) * WINDOW; at <= last; at += WINDOW) digests.add(at);
      }
    }
    // Of an alarm and a digest at the same time the alarm is first.
    for (const at of digests) {
      this.agenda.enter(at, () => {
        this.digest.make(at);
      });
    }
  }

  private goOff({ id, severity, period }: FiredAlarm, search: AlarmSearch, now: number): void {
    const to = (audience: AlarmAudience) => this.topics[severity][audience];
    if (to("in-digest").length > 0) this.digest.leave(id, now);
    if (to("at-once").length === 0) return;
    const from = now - period * 1000 - MARGIN;
    const { kept } = search.callers({ from, until: now, mostEvents: MOST_PAGES * PAGE }, () => true);
    const named = inTurn(kept);
    const turn = this.lines.turn("alarms", now, LONGEST_ALARM_LINE_SECONDS) ?? now;
    const tell = () => {
      const about = named.map(({ subject }) => subject);
      for (const topicArn of to("at-once")) {
        this.audience.sent({ at: turn, topicArn, form: "mail", severity, count: 1, isDigest: false, about });
      }
      this.told.remember(id, "at-once", named, turn);
    };
    if (turn === now) tell();
    else this.agenda.enter(turn, tell);
  }
}
