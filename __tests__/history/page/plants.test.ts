import fc from "fast-check";

import { shortForm } from "../../../cli/history-short";
import { historyPage } from "../../../history/page/page";
import { unusualReaders } from "../../../history/unusual";
import { arbitraryHistory } from "../../support/arbitrary-history";
import { historyOfGenerated } from "../../support/history-of-generated";
import { elementsOf } from "../../support/page-elements";
import { plants } from "../../support/planted-intruders";

test("there are many ways of being where one should not be", () => {
  expect(Object.keys(plants).length).toBeGreaterThanOrEqual(20);
});

/**
 * Programs of a generated history keep their days, hours and places, for which no sign but that of an address of their own (4) and of
 * an hour of their own (1) speaks; each plant has one that weighs more. So it comes first in every history, and not by luck.
 */
test.each(Object.keys(plants))("whoever is planted is the first that is shown: %s", async (kind) => {
  await fc.assert(
    fc.asyncProperty(arbitraryHistory([kind]), async (generated) => {
      const { history, about, intruders } = await historyOfGenerated(generated);

      const [first] = unusualReaders(history);
      const names = intruders.map(({ person, name }) => person ?? name);
      const shown = elementsOf(historyPage(history, about).toString()).find(({ name }) => name === "h3");
      expect(names.length).toBeGreaterThan(0);
      expect(names).toContain(first!.reader.person ?? first!.reader.name);
      expect(names).toContain(shown!.text);
      expect(intruders.some(({ name }) => shortForm(history).toString().includes(name))).toBe(true);
    }),
    { numRuns: 3, endOnFailure: true },
  );
});
