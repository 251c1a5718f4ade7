import fc from "fast-check";

import type { Condition, Test } from "../../patterns/condition";
import type { EventField } from "../../patterns/fields";

/**
 * Random conditions and records for them. A field has one type, as in CloudTrail; any may be absent, and texts and flags that are
 * the service's own may be null. Words overlap, so that tests hold often enough to mean something.
 */
const words = ["alpha", "alphabet", "beta", "a.b_c%d", "it's", "AccessDenied", "AccessDeniedException", "ümlaut €"];
const word = fc.constantFrom(...words);
const part = fc.constantFrom("a", "alpha", "Denied", "bet", "_c%", "'", "€", "Exception");
const numbers = [-1, 0, 0.5, 1, 2, 1000];

const textTest: fc.Arbitrary<Test> = fc.oneof(
  word.map((equals) => ({ equals })),
  fc.uniqueArray(word, { minLength: 1, maxLength: 3 }).map((oneOf) => ({ oneOf })),
  part.map((startsWith) => ({ startsWith })),
  part.map((endsWith) => ({ endsWith })),
  part.map((contains) => ({ contains })),
  fc.constantFrom("alpha*", "*bet", "*Denied*", "beta").map((matches) => ({ matches })),
  fc.boolean().map((exists) => ({ exists })),
);
const numberTest: fc.Arbitrary<Test> = fc
  .constantFrom(...numbers)
  .chain((limit) =>
    fc.constantFrom<Test>(
      { equals: limit },
      { lessThan: limit },
      { atMost: limit },
      { greaterThan: limit },
      { atLeast: limit },
      { exists: true },
    ),
  );
const flagTest: fc.Arbitrary<Test> = fc.constantFrom<Test>({ is: true }, { is: false }, { is: null }, { exists: true });

const tests: readonly (readonly [EventField, fc.Arbitrary<Test>])[] = [
  ["eventSource", textTest],
  ["eventName", textTest],
  ["errorCode", textTest],
  ["userIdentity.sessionContext.sessionIssuer.arn", textTest],
  ["requestParameters.name", textTest],
  ["requestParameters.deep.name", textTest],
  ["requestParameters.count", numberTest],
  ["requestParameters.flag", flagTest],
  ["requestParameters.items[].group", textTest],
];

const fieldTest: fc.Arbitrary<Condition> = fc
  .constantFrom(...tests)
  .chain(([field, test]) => test.map((each) => ({ field, ...each })));

export const arbitraryCondition: fc.Arbitrary<Condition> = fc.letrec<{ condition: Condition }>((tie) => {
  const list = fc.array(tie("condition"), { minLength: 1, maxLength: 3 });
  return {
    condition: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      fieldTest,
      list.map((all) => ({ all })),
      list.map((any) => ({ any })),
      tie("condition").map((not) => ({ not })),
    ),
  };
}).condition;

const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });
const maybeNull = <Value>(value: fc.Arbitrary<Value>) =>
  fc.oneof({ weight: 4, arbitrary: maybe(value) }, fc.constant(null));

/** Without the keys that are undefined: absent, not null. */
export const arbitraryRecord: fc.Arbitrary<Readonly<Record<string, unknown>>> = fc
  .record({
    eventSource: maybe(word),
    eventName: maybe(word),
    errorCode: maybe(word),
    userIdentity: maybe(
      fc.record({ sessionContext: maybe(fc.record({ sessionIssuer: fc.record({ arn: maybe(word) }) })) }),
    ),
    requestParameters: maybeNull(
      fc.record({
        name: maybeNull(word),
        deep: maybe(fc.record({ name: maybeNull(word) })),
        count: maybe(fc.constantFrom(...numbers)),
        flag: maybeNull(fc.boolean()),
        items: maybe(fc.array(fc.record({ group: maybe(word) }), { maxLength: 3 })),
      }),
    ),
  })
  .map((record) => JSON.parse(JSON.stringify(record)) as Record<string, unknown>);
