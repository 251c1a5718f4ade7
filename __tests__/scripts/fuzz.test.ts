import fc from "fast-check";

import { configurationProperty, seeds, type Tally } from "../../scripts/fuzz/configurations";

test("changed at random, examples are accepted and written whole and the same twice, or refused with a report", async () => {
  const tally: Tally = { runs: 0, accepted: 0 };

  await fc.assert(configurationProperty(tally), { seed: 13, numRuns: 60 });

  expect(tally.runs).toBe(60);
  expect(tally.accepted).toBeGreaterThan(0);
  expect(tally.accepted).toBeLessThan(tally.runs);
});

test("every example is among those that are changed, with the files that it includes", () => {
  expect(seeds.map(({ name }) => name)).toEqual([
    "organization.yaml",
    "china",
    "existing-trail",
    "log-archive",
    "s3-state",
    "everything",
  ]);
  expect(Object.keys(seeds[3]!.files)).toEqual([
    "organization.yaml",
    "accounts/platform.yaml",
    "accounts/workloads.yaml",
  ]);
});
