import fc from "fast-check";

import { evaluate } from "../../patterns/evaluate";
import { eventPatternLength, MAX_EVENT_PATTERN_LENGTH } from "../../patterns/compile/event-pattern";
import { stores } from "../../detections/stores";
import { parameterRules } from "../../reads/parameter-rules";
import { patternIn } from "../../reads/unexpected-reads";
import { arbitraryParameterRead, arbitraryParameters, toldAs } from "../support/arbitrary-parameters";
import { casesList, parameterCases } from "../support/parameter-cases";
import { tellingOfParameters } from "../support/told-reads";

test.each([
  ["of random lists and reads", undefined],
  ["also where the rules would be too many, and know beginnings of names alone", 0],
])(
  "%s, people are told of each unexpected read and of no other",
  async (_, mostRules) => {
    await fc.assert(
      fc.asyncProperty(
        arbitraryParameters,
        fc.array(arbitraryParameterRead, { minLength: 10, maxLength: 20 }),
        async (listed, reads) => {
          const telling = tellingOfParameters(listed, undefined, mostRules);

          for (const read of reads) expect([read, await telling(read)]).toEqual([read, toldAs(listed, read)]);
        },
      ),
      { numRuns: 150 },
    );
  },
  120_000,
);

test("500 parameters of 30 readers have fewer rules than a bus takes", () => {
  const parameters = Array.from({ length: 500 }, (_, index) => ({
    ...casesList.parameters[0]!,
    name: `/prod/team-${index % 9}/service-${index}/password`,
    expectedReaders: [{ reader: `arn:aws:iam::901234567803:role/app-${index % 30}` }],
  }));

  expect(parameterRules({ ...casesList, parameters }).rules.length).toBeLessThanOrEqual(101);
});

test.each([undefined, 0])(
  "no two rules are known by the same readers and part, also where rules are at most %s",
  (mostRules) => {
    fc.assert(
      fc.property(arbitraryParameters, (listed) => {
        const keys = parameterRules(listed, undefined, mostRules).rules.map(({ readers, part }) =>
          JSON.stringify([readers?.slice().sort(), part]),
        );

        expect(new Set(keys).size).toBe(keys.length);
      }),
      { numRuns: 100 },
    );
  },
);

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

describe("of a list with one of each kind", () => {
  const { rules } = parameterRules(casesList);
  const isSent = (record: unknown) => rules.some(({ condition }) => evaluate(condition, record));

  test("people are told of what they are to be told of, and of nothing else", async () => {
    const isTold = tellingOfParameters(casesList);

    const wrong: string[] = [];
    for (const { what, record, told } of parameterCases)
      if (((await isTold(record)) !== "nothing") !== told) wrong.push(what);

    expect(wrong).toEqual([]);
  });

  test("rules send nothing besides but what the table says", () => {
    const wrong = parameterCases.filter(({ record, sent }) => isSent(record) !== sent);

    expect(wrong.map(({ what }) => what)).toEqual([]);
  });

  test("the table has enough of both, and says each thing once", () => {
    expect(parameterCases.filter(({ told }) => told).length).toBeGreaterThan(200);
    expect(parameterCases.filter(({ told }) => !told).length).toBeGreaterThan(150);
    expect(new Set(parameterCases.map(({ what }) => what)).size).toBe(parameterCases.length);
  });
});

test("another parameter changes the rules of those with the same readers only", () => {
  const more = { ...casesList.parameters[0]!, name: "/prod/db/other" };
  const textOf = (parameters: typeof casesList.parameters) =>
    new Map(
      parameterRules({ ...casesList, parameters }).rules.map((rule) => [String(rule.readers), JSON.stringify(rule)]),
    );

  const before = textOf(casesList.parameters);
  const after = textOf([...casesList.parameters, more]);

  expect([...after].filter(([readers, text]) => before.get(readers) !== text).map(([readers]) => readers)).toEqual([
    "arn:aws:iam::901234567803:role/rotation,arn:aws:iam::901234567803:role/service/api",
  ]);
});
