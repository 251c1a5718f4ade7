import fc from "fast-check";

import { hostileHistory } from "../../__tests__/support/hostile-history";
import { madeHistory } from "../../__tests__/support/made-history";
import { historyPage } from "../../history/page/page";

const SEED = 20261128;

/** Pages of all kinds of histories, by what is in them. */
export function examplePages(): ReadonlyMap<string, string> {
  const pages = {
    small: madeHistory({ accounts: 6, secrets: 4, days: 30 }),
    empty: madeHistory({ accounts: 0, secrets: 0, days: 0 }),
    long: madeHistory({ accounts: 70, secrets: 2, days: 400 }),
    huge: madeHistory({ accounts: 5000, secrets: 4, days: 30 }),
    ...Object.fromEntries(
      fc.sample(hostileHistory, { numRuns: 3, seed: SEED }).map((each, index) => [`hostile ${index + 1}`, each]),
    ),
  };
  return new Map(
    Object.entries(pages).map(([name, { history, about }]) => [name, historyPage(history, about).toString()]),
  );
}
