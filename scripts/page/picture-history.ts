import { historyOf, madeHistory, madeReads, personOf, roleOf } from "../../__tests__/support/made-history";
import { historyPage } from "../../history/page/page";
import { dayOf } from "../../history/when";

const DAYS = 30;
const ACCOUNT = { accountId: "333333333333", accountName: "payments-prod" } as const;

/** The page of a made-up organization in which somebody is where they should not be. */
export function pageOfPicture(): string {
  const { history, about } = madeHistory({ accounts: 6, secrets: 4, days: DAYS });
  const one = (more: Partial<Parameters<typeof madeReads>[0]>) =>
    madeReads({
      ...{ ...ACCOUNT, secret: "prod/payments/database", reader: roleOf(ACCOUNT.accountId, "tmp-debug") },
      ...{ verdict: "unexpected", days: 1, from: DAYS - 3, each: 1, hour: 3, address: "198.51.100.77", ...more },
    });
  const night = ["database", "api-key", "signing-key", "webhook", "smtp", "cache"].map((thing) =>
    one({ secret: `prod/payments/${thing}` }),
  );
  const reads = [
    one({ secret: "prod/backup/root-database", verdict: "decoy" }),
    ...night,
    one({
      reader: roleOf(ACCOUNT.accountId, "ledger-service"),
      verdict: "elsewhere",
      secret: "prod/ledger/database",
      from: 12,
      each: 3,
      hour: 22,
    }),
    one({
      reader: personOf(ACCOUNT.accountId, "joe@acorn.example"),
      secret: "prod/orders/api-key",
      from: 20,
      each: 4,
      hour: 15,
      address: "203.0.113.9",
    }),
    ...history.reads,
  ];
  const made = historyOf(reads, DAYS);
  const last = made.seen.to ?? 0;
  return historyPage({ ...made, days: made.days.filter((day) => day <= dayOf(last)) }, about).toString();
}
