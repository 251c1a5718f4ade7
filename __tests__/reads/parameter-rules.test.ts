import fc from "fast-check";

import { eventPatternLength, MAX_EVENT_PATTERN_LENGTH } from "../../patterns/compile/event-pattern";
import { stores } from "../../detections/stores";
import { parameterRules } from "../../reads/parameter-rules";
import { patternIn } from "../../reads/unexpected-reads";
import { arbitraryParameterRead, arbitraryParameters, isUnexpectedRead } from "../support/arbitrary-parameters";
import { tellingOfParameters } from "../support/told-reads";

test("of random lists and reads, people are told of each unexpected read and of no other", async () => {
  await fc.assert(
    fc.asyncProperty(
      arbitraryParameters,
      fc.array(arbitraryParameterRead, { minLength: 10, maxLength: 20 }),
      async (listed, reads) => {
        const isTold = tellingOfParameters(listed);

        for (const read of reads) expect([read, await isTold(read)]).toEqual([read, isUnexpectedRead(listed, read)]);
      },
    ),
    { numRuns: 200 },
  );
}, 120_000);

test("whatever is listed, each pattern is one that EventBridge takes", () => {
  fc.assert(
    fc.property(arbitraryParameters, (listed) => {
      for (const { condition } of parameterRules(listed).rules) {
        expect(eventPatternLength(patternIn(stores.parameters, condition))).toBeLessThanOrEqual(
          MAX_EVENT_PATTERN_LENGTH,
        );
      }
    }),
    { numRuns: 50 },
  );
});
