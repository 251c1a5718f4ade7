import fc from "fast-check";

import { configurationProperty, seeds, type Tally } from "../../scripts/fuzz/configurations";
import { eventProperty, planProperty } from "../../scripts/fuzz/plans-and-events";

/** A few with a seed that stays; `npm run test:fuzz` makes many, with one that moves on. */
const RUNS = 25;

async function changedAtRandom<Values>(property: (tally: Tally) => fc.IAsyncPropertyWithHooks<Values>): Promise<void> {
  const tally: Tally = { runs: 0, accepted: 0 };

  await fc.assert(property(tally), { seed: 13, numRuns: RUNS });

  expect(tally.runs).toBe(RUNS);
  expect(tally.accepted).toBeGreaterThan(0);
  expect(tally.accepted).toBeLessThan(RUNS);
}

test("changed at random, examples are accepted and written whole and the same twice, or refused with a report", () =>
  changedAtRandom(configurationProperty));

test("changed at random, plans are summed up in a comment that fits, or told as ones that can't be read", () =>
  changedAtRandom(planProperty));

test("changed at random, events are matched, or told as ones that can't be read", () => changedAtRandom(eventProperty));

test("every example is among those that are changed, with the files that it includes", () => {
  expect(seeds.map(({ name }) => name)).toEqual([
    "acorn",
    "china",
    "existing-trail",
    "log-archive",
    "s3-state",
    "starter",
    "everything",
  ]);
  expect(Object.keys(seeds[3]!.files)).toEqual([
    "organization.yaml",
    "accounts/platform.yaml",
    "accounts/workloads.yaml",
  ]);
});
