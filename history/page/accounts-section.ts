import { inPage, joinedPage, type PageText, short } from "../../text/page";
import type { History } from "../history";
import type { ReportAbout } from "./about";
import { folded, table } from "./table";
import { counted, number } from "../words";

/** What was in an account. */
interface AccountSums {
  readonly id: string;
  readonly name: string;
  reads: number;
  unexpected: number;
  messages: number;
}

/** Accounts that have tiles with words in them; beyond, each is a sign, as on a map that is seen from farther away. */
const MOST_TILES = 60;
const MOST_ROWS = 6000;

/** All accounts, those with the most to look at first. */
export function accountsSection(history: History, about: ReportAbout): PageText {
  const accounts = sumsOf(history, about);
  const loud = accounts.filter(({ unexpected, messages }) => unexpected + messages > 0).length;
  return inPage`<section aria-labelledby="accounts"><h2 id="accounts">Accounts</h2>
<p class="soft small">${counted(accounts.length, "account")}, ${number(loud)} with something to look at.</p>
${accounts.length <= MOST_TILES ? tiles(accounts) : dots(accounts)}
${folded("Accounts, as a table", accountsTable(accounts))}
</section>`;
}

function sumsOf({ reads, told }: History, about: ReportAbout): readonly AccountSums[] {
  const sums = new Map<string, AccountSums>();
  const of = (id: string, name = about.accounts.get(id) ?? id) => {
    const its = sums.get(id) ?? { id, name, reads: 0, unexpected: 0, messages: 0 };
    sums.set(id, its);
    return its;
  };
  for (const id of about.accounts.keys()) of(id);
  for (const { accountId, accountName, count, verdict } of reads) {
    const account = of(accountId, accountName);
    account.reads += count;
    if (verdict !== "expected") account.unexpected += count;
  }
  for (const { accountId, messages, digests } of told.loudest) of(accountId).messages += messages + digests;
  return [...sums.values()].sort(
    (a, b) => b.messages - a.messages || b.unexpected - a.unexpected || b.reads - a.reads || (a.name < b.name ? -1 : 1),
  );
}

function tiles(accounts: readonly AccountSums[]): PageText {
  return inPage`<ul class="map">${joinedPage(
    accounts.map((account) => {
      const urgent = account.unexpected + account.messages > 0 ? inPage` class="urgent"` : inPage``;
      return inPage`<li${urgent}><b>${short(account.name, 40)}</b>${account.name === account.id ? inPage`` : inPage`<span class="soft">${short(account.id, 20)}</span><br>`}${saidOf(account)}</li>`;
    }),
    "",
  )}</ul>`;
}

function saidOf({ reads, unexpected, messages }: AccountSums): string {
  if (reads + messages === 0) return "no read";
  return [
    counted(reads, "read"),
    ...(unexpected > 0 ? [`${number(unexpected)} not expected`] : []),
    ...(messages > 0 ? [counted(messages, "message")] : []),
  ].join(", ");
}

/** By how much there is to look at: signs, not colours, so that they are seen on paper and in any contrast. */
const signs = [inPage`·`, inPage`▫`, inPage`▪`, inPage`■`] as const;

function dots(accounts: readonly AccountSums[]): PageText {
  const loud = accounts.map(muchOf).filter((much) => much > 0);
  const middle = loud.sort((a, b) => a - b)[Math.floor(loud.length / 2)] ?? 0;
  const levelOf = (account: AccountSums) => {
    const much = muchOf(account);
    return much > middle ? 3 : much > 0 ? 2 : account.reads > 0 ? 1 : 0;
  };
  const said = [
    ...[
      "no read",
      "expected reads only",
      `up to ${counted(middle, "read")} that are not expected, or as many messages`,
    ],
    "more",
  ];
  const counts = said.map((each, level) => {
    const its = accounts.filter((account) => levelOf(account) === level);
    return `${counted(its.length, "account")}: ${each}`;
  });
  const key = signs.map((sign, level) => inPage`${sign} ${said[level]!}`);
  return inPage`<figure><figcaption>A sign for each account: ${joinedPage(key, "; ")}.</figcaption>
<div class="dots" role="img" aria-label="Accounts by what there is to look at. ${counts.join("; ")}">${joinedPage(
    accounts.map((account) => {
      const level = levelOf(account);
      const tip = inPage`${short(account.name, 40)}: ${saidOf(account)}`;
      return inPage`<span title="${tip}"${level >= 2 ? inPage` class="high"` : inPage``}>${signs[level]}</span>`;
    }),
    "",
  )}</div></figure>`;
}

function muchOf({ unexpected, messages }: AccountSums): number {
  return Math.max(unexpected, messages);
}

function accountsTable(accounts: readonly AccountSums[]): PageText {
  return table({
    caption: "Accounts with their reads and messages",
    columns: [
      { head: "account" },
      { head: "id" },
      { head: "reads", kind: "number" },
      { head: "not expected", kind: "number" },
      { head: "messages", kind: "number" },
    ],
    rows: accounts
      .slice(0, MOST_ROWS)
      .map(({ id, name, reads, unexpected, messages }) => [
        short(name, 40),
        short(id, 20),
        reads,
        unexpected,
        messages,
      ]),
    more: accounts.length - MOST_ROWS,
  });
}
