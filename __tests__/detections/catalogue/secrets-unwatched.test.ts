import fc from "fast-check";

import { otherRegions, partitionNames, regionsOf } from "../../../organization/regions";
import { filterPatternsOf } from "../../../detections/compiled";
import { unwatchedRead } from "../../../detections/catalogue/secrets-unwatched";
import { lint, match } from "../../../patterns/cloudwatch-filter-pattern";
import { evaluate } from "../../../patterns/evaluate";

const read = (awsRegion: string) => ({
  eventSource: "secretsmanager.amazonaws.com",
  eventName: "GetSecretValue",
  awsRegion,
});
const known = regionsOf("aws");
const detectionOf = (governedRegions: readonly string[], partition: (typeof partitionNames)[number] = "aws") =>
  unwatchedRead({ governedRegions, otherRegions: otherRegions(partition, governedRegions) });

test("whatever is governed, a read in another known region is seen, and none in a governed one", () => {
  const seen = { few: 0, many: 0 };

  fc.assert(
    fc.property(fc.subarray([...known], { minLength: 1, maxLength: known.length - 1 }), (governed) => {
      seen[governed.length > 18 ? "many" : "few"]++;
      const detection = detectionOf(governed)!;
      const patterns = filterPatternsOf(detection);

      for (const region of known) {
        const expected = !governed.includes(region);
        expect(patterns.filter((pattern) => match(pattern, read(region)) === true)).toHaveLength(expected ? 1 : 0);
        expect(evaluate(detection.condition, read(region))).toBe(expected);
      }
      expect(patterns).toHaveLength(1);
      expect(lint(patterns[0])).toEqual([]);
    }),
    { numRuns: 60 },
  );

  expect(Math.min(...Object.values(seen))).toBeGreaterThan(5);
});

test("a region that AWS opens later is seen, unless the governed ones are too many to name", () => {
  const found = [18, 19].map((count) => evaluate(detectionOf(known.slice(0, count))!.condition, read("mars-north-1")));

  expect(found).toEqual([true, false]);
});

test.each(partitionNames)("with every region of %s governed there is one, or nothing left to see", (partition) => {
  const detection = detectionOf(regionsOf(partition), partition);

  expect(detection === undefined).toBe(regionsOf(partition).length > 18);
});

test("its own examples are seen and left alone", () => {
  const { condition, matches, ignores } = detectionOf(["eu-west-1", "us-east-1"])!;

  expect(matches.map(({ event }) => evaluate(condition, event))).toEqual([true, true]);
  expect(ignores.map(({ event }) => evaluate(condition, event))).toEqual([false, false, false]);
});
