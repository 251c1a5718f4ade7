import fc from "fast-check";

import { shortForm } from "../../../cli/history-short";
import { historyPage } from "../../../history/page/page";
import { unusualReaders } from "../../../history/unusual";
import { arbitraryHistory } from "../../support/arbitrary-history";
import { historyOfGenerated } from "../../support/history-of-generated";
import { elementsOf } from "../../support/page-elements";
import { plants } from "../../support/planted-intruders";

/** Readers for whom the first screen has room: npm run test:page looks at it. */
const ON_FIRST_SCREEN = 7;

test("there are many ways of being where one should not be", () => {
  expect(Object.keys(plants).length).toBeGreaterThanOrEqual(20);
});

test.each(Object.entries(plants))("whoever is planted is among the first that are shown: %s", async (kind) => {
  await fc.assert(
    fc.asyncProperty(arbitraryHistory([kind]), async (generated) => {
      const { history, about, intruders } = await historyOfGenerated(generated);

      const first = unusualReaders(history).slice(0, ON_FIRST_SCREEN);
      const names = intruders.map(({ person, name }) => person ?? name);
      const shown = elementsOf(historyPage(history, about).toString())
        .filter(({ name }) => name === "h3")
        .slice(0, ON_FIRST_SCREEN);
      expect(names.length).toBeGreaterThan(0);
      expect(first.some(({ reader }) => intruders.includes(reader) || names.includes(reader.name))).toBe(true);
      expect(shown.some(({ text }) => names.includes(text))).toBe(true);
      expect(intruders.some(({ name }) => shortForm(history).toString().includes(name))).toBe(true);
    }),
    { numRuns: 2, endOnFailure: true },
  );
});
