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
const levels = [
  { sign: inPage`·`, said: "no read" },
  { sign: inPage`▫`, said: "expected reads only" },
  { sign: inPage`▪`, said: "up to 10 reads not expected, or messages" },
  { sign: inPage`■`, said: "more" },
] as const;

function levelOf({ reads, unexpected, messages }: AccountSums): number {
  const most = Math.max(unexpected, messages);
  return most > 10 ? 3 : most > 0 ? 2 : reads > 0 ? 1 : 0;
}

function dots(accounts: readonly AccountSums[]): PageText {
  const key = joinedPage(
    levels.map(({ sign, said }) => inPage`${sign} ${said}`),
    ", ",
  );
  const counts = levels.map(
    ({ said }, level) => `${number(accounts.filter((each) => levelOf(each) === level).length)}: ${said}`,
  );
  return inPage`<figure><figcaption>A sign for each account: ${key}.</figcaption>
<div class="dots" role="img" aria-label="Accounts by what there is to look at. ${counts.join("; ")}">${joinedPage(
    accounts.map((account) => {
      const level = levelOf(account);
      const tip = inPage`${short(account.name, 40)}: ${saidOf(account)}`;
      return inPage`<span title="${tip}"${level >= 2 ? inPage` class="high"` : inPage``}>${levels[level]!.sign}</span>`;
    }),
    "\n",
  )}</div></figure>`;
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
