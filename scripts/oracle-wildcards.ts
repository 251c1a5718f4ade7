import fc from "fast-check";

import { arbitraryWildcardPattern } from "../__tests__/support/arbitrary-wildcards";
import { MAX_WILDCARD_COMPLEXITY, wildcardComplexity } from "../patterns/compile/wildcard-complexity";
import { runJava } from "./oracle-java";

const PATTERNS = 5000;

/**
 * Whether event-ruler finds the wildcards of random patterns as complex, or less where branches or one `anything-but` share
 * something. Beyond the limit any number is the same.
 */
export function judgeWildcards(classpath: string): { readonly passed: number; readonly failed: number } {
  const patterns = fc.sample(arbitraryWildcardPattern, { numRuns: PATTERNS, seed: 20261125 });
  const ruler = runJava(
    classpath,
    "WildcardComplexity",
    patterns.map((pattern) => JSON.stringify(pattern)),
  ) as number[];
  const verdicts = patterns.map((pattern, index) => {
    const [ours, theirs] = [capped(wildcardComplexity(pattern)?.places), capped(ruler[index])];
    return { pattern, ours, theirs, shares: /\$or|anything-but/.test(JSON.stringify(pattern)) };
  });
  const wrong = verdicts.filter(({ ours, theirs, shares }) => (shares ? ours < theirs : ours !== theirs));
  for (const { pattern, ours, theirs } of wrong) {
    console.log(`FAILED the complexity of ${JSON.stringify(pattern)}: ${ours}, not ${theirs}`);
  }
  const count = (isCounted: (verdict: (typeof verdicts)[number]) => boolean) => verdicts.filter(isCounted).length;
  const refused = count(({ theirs }) => theirs > MAX_WILDCARD_COMPLEXITY);
  const tooStrict = count(({ ours, theirs }) => ours > MAX_WILDCARD_COMPLEXITY && theirs <= MAX_WILDCARD_COMPLEXITY);
  console.log(
    `event-ruler counted the wildcards of ${PATTERNS} patterns; ${refused} are too complex, and ${tooStrict} more by our count`,
  );
  return { passed: PATTERNS - wrong.length, failed: wrong.length };
}

function capped(places = 0): number {
  return Math.min(places, MAX_WILDCARD_COMPLEXITY + 1);
}
