import { normalize } from "../patterns/compile/normal-form";
import { toPredicate, type Predicate } from "../patterns/compile/predicate";
import type { CloudTrailRecord, Detection } from "./detection";
import { indexKeys, type IndexKey } from "./index-keys";

/** Detections that ask the same: their condition is evaluated once. */
interface Group {
  readonly matches: Predicate;
  readonly members: { readonly detection: Detection; readonly position: number }[];
}

const NONE: readonly Detection[] = [];

/**
 * Runs many detections over many events. Nearly every condition asks for certain event names, or at least for a source,
 * an identity or an error, so an event is tried against few of them, and its cost does not grow with the catalogue.
 */
export class DetectionMatcher {
  private readonly byName = new Map<unknown, Group[]>();
  private readonly bySource = new Map<unknown, Group[]>();
  private readonly byIdentity = new Map<unknown, Group[]>();
  private readonly onError: Group[] = [];
  private readonly always: Group[] = [];

  constructor(detections: readonly Detection[]) {
    const groups = new Map<string, Group>();
    for (const [position, detection] of detections.entries()) {
      const key = JSON.stringify(detection.condition);
      const known = groups.get(key);
      const group = known ?? { matches: toPredicate(detection.condition), members: [] };
      group.members.push({ detection, position });
      groups.set(key, group);
      if (known === undefined) this.add(group, indexKeys(normalize(detection.condition)));
    }
  }

  /** The detections whose condition the event meets, in the order of the catalogue. */
  match(event: CloudTrailRecord): readonly Detection[] {
    let found = collect(this.byName.get(event.eventName), event, undefined);
    found = collect(this.bySource.get(event.eventSource), event, found);
    if (this.byIdentity.size > 0) found = collect(this.byIdentity.get(identityType(event)), event, found);
    if (event.errorCode !== undefined) found = collect(this.onError, event, found);
    found = collect(this.always, event, found);
    if (found === undefined) return NONE;
    const members = found.flatMap((group) => group.members);
    return members.sort((a, b) => a.position - b.position).map(({ detection }) => detection);
  }

  private add(group: Group, keys: readonly IndexKey[] | undefined): void {
    if (keys === undefined) {
      this.always.push(group);
      return;
    }
    const indexes = { eventName: this.byName, eventSource: this.bySource, "userIdentity.type": this.byIdentity };
    for (const { field, value } of keys) {
      if (field === "errorCode") addOnce(this.onError, group);
      else indexes[field].set(value, addOnce(indexes[field].get(value) ?? [], group));
    }
  }
}

function addOnce(groups: Group[], group: Group): Group[] {
  if (!groups.includes(group)) groups.push(group);
  return groups;
}

/** The groups that match, each once, though several indexes may lead to it. */
function collect(groups: readonly Group[] | undefined, event: CloudTrailRecord, found: Group[] | undefined) {
  if (groups === undefined) return found;
  let all = found;
  for (const group of groups) {
    if (all?.includes(group) === true || !group.matches(event)) continue;
    if (all === undefined) all = [group];
    else all.push(group);
  }
  return all;
}

function identityType(event: CloudTrailRecord): unknown {
  const identity = event.userIdentity;
  return typeof identity === "object" && identity !== null ? (identity as Record<string, unknown>).type : undefined;
}
