import fc from "fast-check";

import { arbitraryHistory } from "../../__tests__/support/arbitrary-history";
import { historyOfGenerated } from "../../__tests__/support/history-of-generated";
import { hostileHistory } from "../../__tests__/support/hostile-history";
import { madeChanges } from "../../__tests__/support/made-changes";
import { madeHistory } from "../../__tests__/support/made-history";
import { plants } from "../../__tests__/support/planted-intruders";
import type { ComparedHistory } from "../../history/compare";
import type { History } from "../../history/history";
import type { ReportAbout } from "../../history/page/about";
import { historyPage } from "../../history/page/page";

const SEED = 20261128;

interface Example {
  readonly history: History;
  readonly about: ReportAbout;
  /** @default - there is no base */
  readonly compared?: ComparedHistory;
}

/** Pages of all kinds of histories, by what is in them. */
export function examplePages(): ReadonlyMap<string, string> {
  const pages: Readonly<Record<string, Example>> = {
    small: madeHistory({ accounts: 6, secrets: 4, days: 30 }),
    empty: madeHistory({ accounts: 0, secrets: 0, days: 0 }),
    long: madeHistory({ accounts: 70, secrets: 2, days: 400 }),
    huge: comparedExample({ accounts: 5000, secrets: 4, days: 30 }),
    compared: comparedExample({ accounts: 6, secrets: 4, days: 30 }),
    ...Object.fromEntries(
      fc.sample(hostileHistory, { numRuns: 3, seed: SEED }).map((each, index) => [`hostile ${index + 1}`, each]),
    ),
  };
  return new Map(
    Object.entries(pages).map(([name, { history, about, compared }]) => [
      name,
      historyPage(history, about, compared).toString(),
    ]),
  );
}

function comparedExample(size: Parameters<typeof madeHistory>[0]): Example {
  const made = madeHistory(size);
  return { ...made, compared: madeChanges(made.history) };
}

/** Pages of organizations with an intruder of each kind, and what it is called there. */
export async function plantedPages() {
  const pages = [];
  for (const kind of Object.keys(plants)) {
    for (const generated of fc.sample(arbitraryHistory([kind]), { numRuns: 1, seed: SEED })) {
      const { history, about, intruders } = await historyOfGenerated(generated);
      const names = intruders.map(({ person, name }) => person ?? name);
      pages.push({ name: kind, page: historyPage(history, about).toString(), intruders: names });
    }
  }
  return pages;
}
