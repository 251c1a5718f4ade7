import fc from "fast-check";

import { policyDifference, policySentence } from "../../../doctor/live/policy-difference";
import { GAP, UNKNOWN } from "../../../doctor/unknown";

type Values = string | readonly string[];

interface Statement {
  readonly Sid?: string;
  readonly Effect: string;
  readonly Principal?: "*" | Readonly<Record<string, Values>>;
  readonly Action: Values;
  readonly Resource: Values;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, Values>>>>;
}

const word = fc.stringMatching(/^[a-z]{1,8}$/);
const values = (of: fc.Arbitrary<string>) => fc.uniqueArray(of, { minLength: 1, maxLength: 4 });
const account = fc.stringMatching(/^[1-9]\d{11}$/);

const statement: fc.Arbitrary<Statement> = fc.record({
  Sid: word,
  Effect: fc.constantFrom("Allow", "Deny"),
  Principal: fc.oneof(
    fc.record({ Service: values(word.map((name) => `${name}.amazonaws.com`)) }),
    fc.record({ AWS: values(account.map((id) => `arn:aws:iam::${id}:root`)) }),
    fc.constant("*" as const),
  ),
  Action: values(fc.tuple(word, word).map(([service, call]) => `${service}:${call}`)),
  Resource: values(word.map((name) => `arn:aws:s3:::${name}`)),
  Condition: fc.dictionary(word, fc.dictionary(word, values(word), { minKeys: 1, maxKeys: 2 }), { maxKeys: 2 }),
});

const statements = fc.uniqueArray(statement, {
  minLength: 1,
  maxLength: 4,
  selector: (each) => JSON.stringify({ ...each, Sid: "" }),
});

const json = (all: unknown) => JSON.stringify({ Version: "2012-10-17", Statement: all });

/** As AWS writes it: in another order, one alone without its list, accounts by their ids, without ids of statements. */
function asAwsWrites(all: readonly Statement[]): unknown {
  const one = (list: Values): Values => {
    const reversed = typeof list === "string" ? [list] : list.toReversed();
    return reversed.length === 1 ? reversed[0]! : reversed;
  };
  const each = all.toReversed().map((others) => ({
    ...others,
    Sid: undefined,
    Action: one(
      typeof others.Action === "string" ? others.Action : others.Action.map((action) => action.toUpperCase()),
    ),
    Resource: one(others.Resource),
    Principal: others.Principal === "*" ? { AWS: "*" } : shortPrincipal(others.Principal ?? {}, one),
    Condition: Object.fromEntries(
      Object.entries(others.Condition ?? {}).map(([operator, keys]) => [
        operator,
        Object.fromEntries(Object.entries(keys).map(([key, list]) => [key.toUpperCase(), one(list)])),
      ]),
    ),
  }));
  return each.length === 1 ? each[0] : each;
}

function shortPrincipal(principal: Readonly<Record<string, Values>>, one: (list: Values) => Values): unknown {
  return Object.fromEntries(
    Object.entries(principal).map(([kind, list]) => [
      kind,
      one([list].flat().map((each) => each.replace(/^arn:aws:iam::(\d+):root$/, "$1"))),
    ]),
  );
}

const none = { lacking: [], added: [], gone: [] };

describe("the difference between policies", () => {
  test("is none, however AWS writes what it means", () => {
    fc.assert(
      fc.property(statements, fc.boolean(), (all, isEncoded) => {
        const written = json(asAwsWrites(all));

        expect(policyDifference(json(all), isEncoded ? encodeURIComponent(written) : written)).toEqual(none);
        expect(policyDifference(json(all), JSON.parse(written))).toEqual(none);
      }),
    );
  });

  test("is one statement, wherever anything but its id is otherwise", () => {
    const parts = {
      Effect: "Other",
      Principal: { AWS: ["999999999999"] },
      Action: ["other:Call"],
      Resource: ["arn:aws:s3:::another-bucket"],
      Condition: { StringEquals: { "aws:SourceAccount": ["999999999999"] } },
    };
    fc.assert(
      fc.property(
        statements,
        fc.nat(),
        fc.constantFrom(...(Object.keys(parts) as (keyof typeof parts)[])),
        (all, at, part) => {
          const index = at % all.length;
          const other = all.with(index, { ...all[index]!, [part]: parts[part] });

          const { lacking, added } = policyDifference(json(all), json(asAwsWrites(other)));

          expect([lacking.length, added.length]).toEqual([1, 1]);
        },
      ),
    );
  });

  test("is one value more or less, in whichever list", () => {
    fc.assert(
      fc.property(statements, fc.nat(), fc.constantFrom("Action", "Resource"), (all, at, part) => {
        const index = at % all.length;
        const more = all.with(index, { ...all[index]!, [part]: [all[index]![part as "Action"], "*"].flat() });

        expect(policyDifference(json(all), json(more)).added).toHaveLength(1);
        expect(policyDifference(json(more), json(all)).lacking).toHaveLength(1);
      }),
    );
  });

  test("is a statement that somebody added, and one that somebody took away", () => {
    fc.assert(
      fc.property(statements, fc.nat(), (all, at) => {
        const fewer = all.toSpliced(at % all.length, 1);

        expect(policyDifference(json(fewer), json(all))).toMatchObject({ lacking: [], added: { length: 1 } });
        expect(policyDifference(json(all), json(fewer))).toMatchObject({ added: [], lacking: { length: 1 } });
      }),
    );
  });

  test("says whose id stands where a role was that is gone", () => {
    const of = (AWS: string) =>
      json([{ Effect: "Allow", Principal: { AWS }, Action: "sts:AssumeRole", Resource: "*" }]);

    expect(
      policySentence("The trust", of("arn:aws:iam::222222222222:role/relay"), of("AROAEXAMPLEID12345678")),
    ).toContain("it names AROAEXAMPLEID12345678, which was deleted");
    // A role may be called that.
    expect(
      policyDifference(of("arn:aws:iam::222222222222:role/AROA"), of("arn:aws:iam::222222222222:role/AROA")),
    ).toEqual(none);
  });

  test("does not ask for what is not known", () => {
    const of = (Resource: string) => json([{ Effect: "Allow", Action: "s3:*", Resource }]);

    expect(policyDifference(of(`arn:aws:s3:::${GAP}/*`), of("arn:aws:s3:::its-bucket/*"))).toEqual(none);
    expect(policyDifference(of(`arn:aws:s3:::${GAP}/*`), of("arn:aws:s3:::its-bucket"))).not.toEqual(none);
    expect(policyDifference(UNKNOWN, of("arn:aws:s3:::its-bucket"))).toEqual(none);
  });

  test("is all of it where there is none, or what is there is no JSON", () => {
    const policy = json([{ Effect: "Allow", Action: "s3:*", Resource: "*" }]);

    for (const found of [undefined, "", "{", "%7B"]) {
      expect(policyDifference(policy, found)).toEqual({ ...none, lacking: ["allow s3:* on *"] });
    }
  });

  test("tells a policy of the old version, in which variables are text, from one of the new", () => {
    const Statement = [{ Effect: "Allow", Action: "s3:*", Resource: "arn:aws:s3:::${aws:username}" }];

    expect(policyDifference(json(Statement), JSON.stringify({ Version: "2008-10-17", Statement }))).toMatchObject({
      lacking: { length: 1 },
      added: { length: 1 },
    });
  });
});
