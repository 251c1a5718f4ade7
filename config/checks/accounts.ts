import { accountIdPattern } from "../../organization/organization";
import { renderPath, type Problem } from "../files/problem";
import type { AccountView, ConfigView } from "./config-view";

/** Each id and each name belongs to one account. */
export function checkAccounts(view: ConfigView): Problem[] {
  return [...checkUnique(view, "id", (id) => accountIdPattern.test(id)), ...checkUnique(view, "name", () => true)];
}

const roles = {
  management: "the management account",
  security: "the security account",
  logArchive: "the log archive account",
} as const;

function checkUnique({ accounts }: ConfigView, key: "id" | "name", counts: (value: string) => boolean): Problem[] {
  const first = new Map<string, AccountView>();
  return accounts.flatMap((account) => {
    const value = account.entry[key];
    if (typeof value !== "string" || !counts(value)) return [];
    const other = first.get(value);
    if (other === undefined) {
      first.set(value, account);
      return [];
    }
    return [duplicate(account, other, key, value)];
  });
}

function duplicate(account: AccountView, other: AccountView, key: "id" | "name", value: string): Problem {
  const path = [...account.path, key];
  const place = other.document.place([...other.path, key]);
  if (key === "id" && other.kind !== "member") {
    return account.document.problem(
      path,
      `${JSON.stringify(value)} is ${roles[other.kind]} (${place}); an account has one entry.`,
      account.kind === "member"
        ? "Remove this member: its reads of secrets are seen through the organization trail."
        : account.kind === "logArchive"
          ? "Remove logArchive to keep the bucket in the security account, or name an account of its own."
          : "Use an account of its own: the management account can't be its own delegated administrator.",
    );
  }
  return account.document.problem(
    path,
    `${JSON.stringify(value)} is also the ${key} of ${renderPath(other.path)} (${place}); each account has its own.`,
    key === "id" ? "Correct one of the two ids." : "Rename one of the two accounts.",
  );
}
