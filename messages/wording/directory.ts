import { constant, using } from "../states/jsonata";

export interface KnownAccount {
  /** 12 digits. */
  readonly id: string;
  readonly name: string;
  /** Mail address. */
  readonly owner?: string;
  /** Of accounts in `quiet` nobody is told. */
  readonly mode: "quiet" | "notify";
}

export interface SecretOwner {
  readonly accountId: string;
  readonly secretName: string;
  /** Mail address. */
  readonly owner: string;
}

interface Accounts {
  readonly accounts: readonly KnownAccount[];
}

/**
 * Thousands of accounts are one text with a line each: two searches find a line, where an object would be built for
 * every message. What follows the key in the line of a table; nothing if there is none.
 */
export const lineOf = `$lineOf := function($lines, $key) {
  $contains($lines, "\\n" & $key & "\\t") ? $substringBefore($substringAfter($lines, "\\n" & $key & "\\t"), "\\n")
}`;

const column = `$column := function($line, $index) {(
  $text := $split($line, "\\t")[$index];
  $text != "" ? $text
)}`;

/** The account that an event is about. */
export function accountOf(facts: Accounts): string {
  return accountNamed(
    facts,
    `(
  $event := $states.input.event;
  [$event.detail.recipientAccountId, $event.account][$type($) = "string" ? $contains($, /^[0-9]{12}$/) : false][0]
)`,
  );
}

/** The account of an id, which may be missing or of nobody. */
export function accountNamed({ accounts }: Accounts, id: string): string {
  const lines = table(accounts.map((account) => [account.id, account.name, account.owner ?? "", account.mode]));
  return using(
    [lineOf, column, `$id := ${id}`, `$line := $exists($id) ? $lineOf(${lines}, $id)`],
    `$exists($line)
  ? { "id": $id, "name": $column($line, 0), "owner": $column($line, 1), "mode": $column($line, 2) }
  : { "id": $id, "name": "unknown account", "mode": "notify" }`,
  );
}

/** Definition of a function `$nameOf` that has the name of an account by its id. */
export function accountNames(accounts: readonly { readonly id: string; readonly name: string }[]): string {
  return `${lineOf};
$nameLines := ${table(accounts.map(({ id, name }) => [id, name]))};
$nameOf := function($id) {(
  $name := $exists($id) ? $lineOf($nameLines, $id);
  $exists($name) ? $name : "unknown account"
)}`;
}

/** `$ownersOf(account, name of a secret)`: addresses of the owners of both, each once. Of paths that it is below, the longest counts. */
export function ownersFunction({ secretOwners }: { readonly secretOwners: readonly SecretOwner[] }): string {
  const lines = table(secretOwners.map(({ accountId, secretName, owner }) => [`${accountId}/${secretName}`, owner]));
  return `$ownersOf := function($account, $secret) {(
  ${lineOf};
  $lines := ${lines};
  $parts := $split($secret, "/");
  $paths := $count($parts) > 1 ? $map([1..$count($parts) - 1], function($length) {
    $join($filter($parts, function($part, $index) { $index < $length }), "/") & "/*"
  });
  $found := $map([$paths, $secret], function($name) { $lineOf($lines, $account.id & "/" & $name) });
  [$distinct([$account.owner, $found[-1]])]
)}`;
}

/** Rows of cells, of which the first is the key of the line, as `$lineOf` looks them up. */
export function table(rows: readonly (readonly string[])[]): string {
  const lines = rows.map((row) => `${row.map((cell) => cell.replaceAll(/[\t\n]/g, " ")).join("\t")}\n`);
  return constant(`\n${lines.join("")}`);
}
