import type { CloudTrailRecord } from "../detections/detection";
import { noRecords, passedOver, type PassedOver } from "./other-shapes";

/** An event of a file. */
export interface PlacedEvent {
  /** Items of the file before it, also those that are no events. */
  readonly index: number;
  readonly event: CloudTrailRecord;
}

/** Something in a file that is no event, in words that follow the file's name. */
export interface NoEvent {
  readonly problem: string;
  /** Items that it is said of. */
  readonly count: number;
}

/** Keys of what people have events in; each has a list of them, or of what they are in. */
export const LISTS: ReadonlySet<string> = new Set([
  // Files of CloudTrail.
  "Records",
  // aws cloudtrail lookup-events: https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html
  "Events",
  // aws logs filter-log-events and get-log-events: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html
  "events",
  // aws logs get-query-results: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetQueryResults.html
  "results",
  // A subscription of a log group: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html
  "logEvents",
  // aws sqs receive-message: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html
  "Messages",
]);

/** Members that have an event as a text of JSON, or a message that has one. */
const TEXTS = ["CloudTrailEvent", "message", "Body", "body", "Message"] as const;

/** A message in a message in a list is the deepest that there is. */
const MOST_LEVELS = 6;

type Item = Readonly<Record<string, unknown>>;

/** Takes values that were read from a file, and keeps the events that are in them until they are taken. */
export class FoundRecords {
  private events: PlacedEvent[] = [];
  private readonly none = new Map<string, { first: string; count: number }>();
  private readonly passed = new Map<PassedOver, number>();
  private index = 0;

  /** The events since the last time. */
  take(): readonly PlacedEvent[] {
    const taken = this.events;
    this.events = [];
    return taken;
  }

  /** What was no event, each kind once. */
  noEvents(): readonly NoEvent[] {
    return [...this.none.values()].map(({ first, count }) => ({
      problem: count === 1 ? first : `${first}, and ${count - 1} more like it`,
      count,
    }));
  }

  /** Records of CloudTrail that are no calls. */
  passedOver(): ReadonlyMap<PassedOver, number> {
    return this.passed;
  }

  /** @param place what is said before what is wrong with it, as in "line 3: " */
  document(value: unknown, place = ""): void {
    if (!Array.isArray(value)) this.add(value, place);
    else for (const each of value as unknown[]) this.add(each, place);
  }

  /** An item of a document, or a document that is no list. */
  add(value: unknown, place = "", level = 0): void {
    if (isObject(value) && isCall(value)) {
      this.events.push({ index: this.index++, event: value });
      return;
    }
    const inside = level < MOST_LEVELS ? within(value) : undefined;
    if (inside === undefined) {
      this.addOther(value, place);
      return;
    }
    if (Array.isArray(inside)) for (const each of inside as unknown[]) this.add(each, place, level + 1);
    else this.add(inside, place, level + 1);
  }

  /** What of a document is no item. */
  outline(value: unknown): void {
    if (!isObject(value) || !("results" in value)) return;
    const { status } = value;
    if (typeof status !== "string" || status === "Complete") return;
    this.refuse("", `the query was not complete (${status}): ask for its results again`);
  }

  /**
   * Something in the place of an item that can't be read.
   *
   * @param what the same for all that is alike, which is told once
   * @param detail of this one
   */
  refuse(place: string, what: string, detail = ""): void {
    this.index++;
    const known = this.none.get(what);
    if (known === undefined) this.none.set(what, { first: `${place}${what}${detail}`, count: 1 });
    else known.count++;
  }

  private addOther(value: unknown, place: string): void {
    const kind = isObject(value) ? passedOver(value) : undefined;
    if (kind === undefined) this.refuse(`${place}item ${this.index} `, `is ${whatIs(value)}`);
    else {
      this.index++;
      this.passed.set(kind, (this.passed.get(kind) ?? 0) + 1);
    }
  }
}

/** A call, or something else that CloudTrail tells of as it does of calls. Sources of notifications are called `aws:s3`. */
function isCall({ eventSource, eventName, eventCategory }: Item): boolean {
  if (typeof eventSource === "string") return !eventSource.startsWith("aws:") && eventCategory !== "Insight";
  return typeof eventName === "string" && eventCategory !== "Insight";
}

/** What an item is around: a list, or one item; nothing if it is around none. */
function within(value: unknown): unknown {
  if (Array.isArray(value)) return messageOfRow(value);
  if (!isObject(value)) return undefined;
  if ("detail-type" in value) return isTrailType(value["detail-type"]) ? value.detail : undefined;
  // The message of our own to queues: docs/messages.md
  if (isObject(value.record) && "detection" in value) return value.record;
  if (isObject(value.Sns)) return value.Sns;
  for (const key of LISTS) if (Array.isArray(value[key])) return value[key];
  for (const key of TEXTS) {
    const text = value[key];
    const inside = typeof text === "string" ? parsed(text) : undefined;
    if (isObject(inside)) return inside;
  }
  return undefined;
}

/** https://docs.aws.amazon.com/eventbridge/latest/ref/overiew-event-structure.html: "AWS API Call via CloudTrail", and others */
function isTrailType(type: unknown): boolean {
  return typeof type === "string" && type.endsWith(" via CloudTrail");
}

/** A row of the results of Logs Insights: `field` and `value` of each field that was asked for. */
function messageOfRow(row: readonly unknown[]): unknown {
  const message = row.find((each): each is Item => isObject(each) && each.field === "@message");
  return typeof message?.value === "string" ? parsed(message.value) : undefined;
}

function whatIs(value: unknown): string {
  const known = noRecords.find(({ is }) => is(value));
  return known?.what ?? "no CloudTrail record: it has neither eventSource nor eventName";
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Item {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
