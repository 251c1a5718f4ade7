import { type Operation, type OperationRow, operations } from "./operations";

/** Roles in accounts by which commands ask: one that reads what is not secret, and one that makes the reads of drills and nothing else. */
export type AskingRole = "read-only" | "drill";

/** Calls that a role makes. No call is of two roles. */
export function operationsOf(role: AskingRole): readonly Operation[] {
  return (Object.keys(operations) as Operation[]).filter((name) => {
    const { role: only }: OperationRow = operations[name];
    return (only ?? "read-only") === role;
  });
}
