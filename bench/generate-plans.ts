import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

import type { PlanDocument } from "../plan/plan-document";

/** Size of what terraform show -json prints for such a stack, with the parts that a recording leaves out. */
const BYTES = 80_000;

/**
 * Plans of so many members for their first rollout, and of every hundredth one that is destroyed: a recorded one, with
 * account ids and names varied, filled up to its real size with what the command has to pass over. Returns their bytes.
 */
export function generatePlans(recordings: string, directory: string, members: number): number {
  mkdirSync(directory, { recursive: true });
  const recorded = (file: string) =>
    JSON.parse(readFileSync(path.join(recordings, file), "utf8")) as Record<string, PlanDocument>;
  const rollout = template(recorded("first-rollout.json")["member-payments-prod"]!, "333333333333", "payments-prod");
  const removal = template(recorded("member-removed.json")["member-payments-dev"]!, "444444444444", "payments-dev");

  let bytes = 0;
  for (let index = 0; index < members; index++) {
    const text = (index % 100 === 99 ? removal : rollout)(String(800000000000 + index), `account-${index}`);
    bytes += Buffer.byteLength(text);
    writeFileSync(path.join(directory, `member-account-${index}.json`), text);
  }
  return bytes;
}

function template(plan: PlanDocument, account: string, name: string): (account: string, name: string) => string {
  const { format_version, resource_changes = [], ...others } = plan;
  const resources: unknown[] = [];
  for (let size = JSON.stringify(plan).length; size < BYTES;) {
    const resource = resource_changes[resources.length % resource_changes.length]!;
    resources.push(resource);
    size += JSON.stringify(resource).length;
  }
  const planned = { root_module: { resources } };
  const text = JSON.stringify({ format_version, planned_values: planned, resource_changes, ...others });
  return (otherAccount, otherName) => text.replaceAll(account, otherAccount).replaceAll(name, otherName);
}
