import fc from "fast-check";

import type { Condition, Test } from "../../patterns/condition";
import type { EventField } from "../../patterns/fields";

/**
 * Random conditions and records for them. A field has one type, as in CloudTrail; any may be absent, and those that are the
 * service's own may be null. Words overlap, so that tests hold often enough to mean something.
 */
const words = [
  "alpha",
  "alphabet",
  "beta",
  "a.b_c%d",
  "it's",
  "AccessDenied",
  "AccessDeniedException",
  "ümlaut €",
  "null",
  "",
];
const word = fc.constantFrom(...words);
const parts = ["a", "alpha", "Denied", "bet", "_c%", "'", "€", "Exception", "nul", "ull", "l", ""];
const plainPart = fc.constantFrom(...parts);
/** What engines with an escape have to escape, and CloudWatch Logs can't say. */
const anyWord = fc.constantFrom(...words, "a*b\\c", '"', '"alpha"');
const anyPart = fc.constantFrom(...parts, "*", "\\c", "a*", '"', 'alpha"', '"alpha');
const numbers = [-1, 0, 0.5, 1, 2, 1000];

const some = (values: fc.Arbitrary<string>) => fc.uniqueArray(values, { minLength: 1, maxLength: 3 });

/** One of each kind: texts, lists of texts, starts, ends, parts and wildcards. */
function textTests(whole: fc.Arbitrary<string>, part: fc.Arbitrary<string>): fc.Arbitrary<Test>[] {
  return [
    whole.map((equals) => ({ equals })),
    some(whole).map((oneOf) => ({ oneOf })),
    part.map((startsWith) => ({ startsWith })),
    part.map((endsWith) => ({ endsWith })),
    part.map((contains) => ({ contains })),
    fc.constantFrom("alpha*", "*bet", "*Denied*", "beta", "*", "n*l").map((matches) => ({ matches })),
  ];
}

const textTest: fc.Arbitrary<Test> = fc.oneof(
  ...[...textTests(word, plainPart), ...textTests(word, plainPart), ...textTests(anyWord, anyPart)],
  { weight: 2, arbitrary: some(word).map((noneOf) => ({ noneOf })) },
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

const textFields: readonly EventField[] = [
  "eventSource",
  "eventName",
  "errorCode",
  "userIdentity.sessionContext.sessionIssuer.arn",
  "requestParameters.name",
  "requestParameters.deep.name",
];
const tests: readonly (readonly [EventField, fc.Arbitrary<Test>])[] = [
  ...textFields.map((field) => [field, textTest] as const),
  ["requestParameters.count", numberTest],
  ["requestParameters.flag", flagTest],
  ["requestParameters.items[].group", textTest],
  ["requestParameters.items[].name", textTest],
  ["requestParameters.items[].count", numberTest],
  ["requestParameters.ids[]", textTest],
];

const fieldTest: fc.Arbitrary<Condition> = fc
  .constantFrom(...tests)
  .chain(([field, test]) => test.map((each) => ({ field, ...each })));

/** Everything of one field but these, however they are told; half of the time the field has to be there. */
const exclusion: fc.Arbitrary<Condition> = fc
  .record({
    field: fc.constantFrom(...textFields),
    excluded: fc.subarray(textTests(anyWord, anyPart), { minLength: 2 }).chain((kinds) => fc.tuple(...kinds)),
    isThere: fc.boolean(),
  })
  .map(({ field, excluded, isThere }) => {
    const isNone: Condition = { not: { any: excluded.map((test) => ({ field, ...test })) } };
    return isThere ? { all: [{ field, exists: true }, isNone] } : isNone;
  });

export const arbitraryCondition: fc.Arbitrary<Condition> = fc.letrec<{ condition: Condition }>((tie) => {
  const list = fc.array(tie("condition"), { minLength: 1, maxLength: 3 });
  return {
    condition: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      { weight: 3, arbitrary: fieldTest },
      { weight: 1, arbitrary: exclusion },
      { weight: 3, arbitrary: list.map((all) => ({ all })) },
      { weight: 3, arbitrary: list.map((any) => ({ any })) },
      { weight: 3, arbitrary: tie("condition").map((not) => ({ not })) },
    ),
  };
}).condition;

const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });
const maybeNull = <Value>(value: fc.Arbitrary<Value>) =>
  fc.oneof({ weight: 4, arbitrary: maybe(value) }, fc.constant(null));

const arbitraryItem = fc.record({
  group: maybeNull(anyWord),
  name: maybeNull(anyWord),
  count: maybeNull(fc.constantFrom(...numbers)),
});

/** Without the keys that are undefined: absent, not null. */
export const arbitraryRecord: fc.Arbitrary<Readonly<Record<string, unknown>>> = fc
  .record({
    eventSource: maybe(anyWord),
    eventName: maybe(anyWord),
    errorCode: maybe(anyWord),
    userIdentity: maybe(
      fc.record({ sessionContext: maybe(fc.record({ sessionIssuer: fc.record({ arn: maybe(anyWord) }) })) }),
    ),
    requestParameters: maybeNull(
      fc.record({
        name: maybeNull(anyWord),
        deep: maybe(fc.record({ name: maybeNull(anyWord) })),
        count: maybeNull(fc.constantFrom(...numbers)),
        flag: maybeNull(fc.boolean()),
        items: maybe(fc.array(arbitraryItem, { maxLength: 3 })),
        ids: maybe(fc.array(fc.oneof({ weight: 4, arbitrary: anyWord }, fc.constant(null)), { maxLength: 3 })),
      }),
    ),
  })
  .map((record) => JSON.parse(JSON.stringify(record)) as Record<string, unknown>);
