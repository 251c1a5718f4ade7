import { type NotifiedSeverity, notifiedSeverities } from "../../detections/detection";
import {
  type Audience as AlarmAudience,
  audienceOf,
  audiences,
  topicsBySeverity,
} from "../../messages/alarms/audience";
import type { AlarmFacts } from "../../messages/alarms/facts";
import { MOST_DETECTIONS, MOST_PAGES } from "../../messages/alarms/lookup";
import { ALARM_DIGEST_MINUTES, LEFT_HOURS, WINDOW } from "../../messages/alarms/memory";
import { MARGIN, PAGE } from "../../messages/alarms/search";
import { type AlarmSearch, inTurn } from "./alarm-search";
import type { Audience, Subject } from "./sent";
import type { FiredAlarm } from "./fired-alarms";
import type { ToldCallers } from "./told-callers";

/** A detection that a digest may look up. */
interface Known extends FiredAlarm {
  readonly search: AlarmSearch;
  readonly audiences: readonly AlarmAudience[];
}

/** Something of a detection that an audience is told of. */
interface News {
  readonly severity: NotifiedSeverity;
  readonly audience: AlarmAudience;
  readonly about: readonly Subject[];
}

/** The digest of alarms that were not mailed at once, and of new callers of those that stay on. */
export class AlarmDigest {
  private readonly known: Known[] = [];
  /** Alarms that wait, by the window in which they went off and the detection. */
  private readonly left = new Map<string, { readonly id: string; readonly window: number }>();
  private readonly topics;
  private readonly order;

  constructor(
    private readonly facts: AlarmFacts,
    private readonly told: ToldCallers,
    private readonly audience: Audience,
  ) {
    this.topics = topicsBySeverity(facts);
    this.order = new Map(facts.detections.map(({ id }, index) => [id, index]));
  }

  /** Makes a detection known that may go off. */
  add(alarm: FiredAlarm, search: AlarmSearch): void {
    const concerned = audiences.filter((each) => this.topics[alarm.severity][each].length > 0);
    if (concerned.length === 0) return;
    this.known.push({ ...alarm, search, audiences: concerned });
    this.known.sort(
      (one, other) =>
        notifiedSeverities.indexOf(one.severity) - notifiedSeverities.indexOf(other.severity) ||
        this.order.get(one.id)! - this.order.get(other.id)!,
    );
  }

  /** Leaves an alarm to the next digest. */
  leave(id: string, now: number): void {
    const window = Math.floor(now / WINDOW);
    this.left.set(`${window}#${id}`, { id, window });
  }

  make(now: number): void {
    const oldest = Math.floor((now - LEFT_HOURS * 3_600_000) / WINDOW);
    const left = new Set([...this.left.values()].filter(({ window }) => window >= oldest).map(({ id }) => id));
    const all = this.known.filter(({ id, spans }) => left.has(id) || isOn(spans, now));
    const turns = Math.ceil(all.length / MOST_DETECTIONS);
    const due = all.filter((_, index) => index % turns === Math.floor(now / WINDOW) % turns);
    const minutes = ALARM_DIGEST_MINUTES * (turns > 1 ? turns + 1 : 1);
    this.mail(
      now,
      due.flatMap((alarm) => this.newsOf(alarm, now, now - minutes * 60_000, left)),
    );
    const looked = new Set(due.map(({ id }) => id));
    for (const [key, { id }] of this.left) if (looked.has(id)) this.left.delete(key);
  }

  private newsOf(alarm: Known, now: number, since: number, left: ReadonlySet<string>): readonly News[] {
    const { id, severity, period, search } = alarm;
    const isNew = (audience: AlarmAudience) => (caller: Parameters<ToldCallers["knows"]>[2]) =>
      !this.told.knows(id, audience, caller, now);
    const { kept, events } = search.callers(
      { from: since - period * 1000 - MARGIN, until: now, mostEvents: MOST_PAGES * PAGE },
      (caller) => alarm.audiences.some((each) => isNew(each)(caller)),
    );
    const named = alarm.audiences.map((audience) => ({ audience, callers: inTurn(kept.filter(isNew(audience))) }));
    return named.flatMap(({ audience, callers }): readonly News[] => {
      const isForLeft = events === 0 && left.has(id) && audience === "in-digest";
      if (callers.length === 0 && !isForLeft) return [];
      this.told.remember(id, audience, callers, now);
      return [{ severity, audience, about: callers.map(({ subject }) => subject) }];
    });
  }

  /** One mail to each route that has something new. */
  private mail(at: number, all: readonly News[]): void {
    for (const route of this.facts.recipients) {
      const own = all.filter(({ severity, audience }) => audienceOf(route, severity) === audience);
      const [first] = own;
      if (first === undefined) continue;
      this.audience.sent({
        ...{ at, topicArn: route.topicArn, form: "digest", isDigest: true, count: 1 },
        severity: first.severity,
        about: own.flatMap(({ about }) => about),
      });
    }
  }
}

function isOn(spans: FiredAlarm["spans"], time: number): boolean {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (spans[middle]!.off <= time) low = middle + 1;
    else high = middle;
  }
  return low < spans.length && spans[low]!.on <= time;
}
