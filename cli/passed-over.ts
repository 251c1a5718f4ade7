import { plural } from "../text/plural";
import { joined, terminal } from "../text/terminal";
import { complain } from "../text/print";

/** Says what of CloudTrail's own was no call. */
export function sayPassedOver(passed: ReadonlyMap<string, number>): void {
  if (passed.size === 0) return;
  const list = [...passed].map(([kind, count]) => plural(count, kind));
  complain(terminal`Passed over: ${joined(list, ", ")}, which have no calls.`);
}
