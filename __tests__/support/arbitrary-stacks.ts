import fc from "fast-check";

import type { Stack } from "../../deploy/stack";

/** Stacks of any number of waves in the order in which they are deployed, each of which may depend on some before it. */
export const arbitraryStacks: fc.Arbitrary<readonly Stack[]> = fc
  .array(fc.record({ isNewWave: fc.boolean(), dependsOn: fc.array(fc.nat(99), { maxLength: 4 }) }), {
    minLength: 1,
    maxLength: 12,
  })
  .map((drawn) => {
    let wave = 0;
    return drawn.map(({ isNewWave, dependsOn }, index) => {
      if (isNewWave) wave++;
      const before = index === 0 ? [] : dependsOn.map((each) => nameOf(each % index));
      return {
        stack: nameOf(index),
        account: { id: String(index).padStart(12, "1"), name: `account-${index}` },
        wave: `wave-${wave}`,
        dependsOn: [...new Set(before)],
      };
    });
  });

function nameOf(index: number): Stack["stack"] {
  return `member-${index}`;
}
