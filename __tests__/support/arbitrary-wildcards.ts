import fc from "fast-check";

import type { EventPattern } from "../../patterns/compile/event-pattern";

const pieces = fc.constantFrom("a", "b", "*", "ab", "c", "é", "\\*");
/** Two asterisks in a row are refused for another reason. */
const text = fc
  .array(pieces, { minLength: 1, maxLength: 6 })
  .map((parts) => parts.join("").replace(/(?<!\\)\*{2,}/g, "*"))
  .filter((each) => !/(?<!\\)\*\*/.test(each));
const texts = fc.uniqueArray(text, { minLength: 1, maxLength: 4 });
const matchers = fc.oneof(
  texts.map((list) => list.map((wildcard) => ({ wildcard }))),
  texts.map((wildcard) => [{ "anything-but": { wildcard } }, { exists: false }]),
  texts.map(([wildcard, ...others]) => [{ wildcard: wildcard! }, { prefix: "ab" }, ...others]),
);

/** Event patterns with wildcards: on one field, in branches that share a field, and in branches that don't. */
export const arbitraryWildcardPattern: fc.Arbitrary<EventPattern> = fc.oneof(
  matchers.map((value) => ({ detail: { value } })),
  fc.tuple(matchers, matchers, fc.constantFrom("1", "2")).map(([one, other, before]) => ({
    detail: {
      $or: [
        { before: ["1"], value: one },
        { before: [before], value: other },
      ],
    },
  })),
  fc.tuple(matchers, matchers).map(([one, other]) => ({ detail: { $or: [{ value: one }, { other }] } })),
  fc.tuple(matchers, matchers).map(([one, other]) => ({
    detail: { value: one, $or: [{ way: other }, { zone: ["1"] }, { zone: ["2"], way: other }] },
  })),
);
