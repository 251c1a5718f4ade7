import fc from "fast-check";

import { arbitraryParameterRead, arbitraryParameters, toldAs } from "../__tests__/support/arbitrary-parameters";
import { casesList, parameterCases } from "../__tests__/support/parameter-cases";
import { tellingByComposer } from "../__tests__/support/told-reads";
import { stores } from "../detections/stores";
import type { ListedParameters } from "../reads/parameters";
import { parameterRules } from "../reads/parameter-rules";
import { patternIn } from "../reads/unexpected-reads";
import { askEventRuler } from "./oracle-java";

const SEED = 20261128;

interface Judged {
  readonly what: string;
  readonly record: unknown;
  readonly told: boolean;
  /** @default - whatever rules send beyond what is told */
  readonly sent?: boolean;
}

/**
 * Asks AWS's event-ruler what rules of listed parameters send, and the message composer about that: together they tell of each read
 * that people are to hear of, and of no other.
 *
 * @returns numbers of lists that are as expected, and that are not
 */
export async function judgeParameters(cp: string): Promise<{ readonly passed: number; readonly failed: number }> {
  const reads = fc.sample(arbitraryParameterRead, { numRuns: 200, seed: SEED });
  const lists = fc.sample(arbitraryParameters, { numRuns: 300, seed: SEED });
  const random = lists.map((listed) => ({
    listed,
    judged: reads.map((record): Judged => ({
      what: JSON.stringify(record),
      record,
      told: toldAs(listed, record) !== "nothing",
    })),
  }));
  const wrong = await disagreements(cp, [{ listed: casesList, judged: parameterCases }, ...random]);
  for (const what of wrong.flat().slice(0, 20)) console.log(`FAILED parameters: ${what}`);
  const failed = wrong.filter((each) => each.length > 0).length;
  console.log(
    `reads of parameters: a table of ${parameterCases.length}, and ${lists.length} random lists; ${failed} are wrong`,
  );
  return { passed: wrong.length - failed, failed };
}

async function disagreements(
  cp: string,
  all: readonly { readonly listed: ListedParameters; readonly judged: readonly Judged[] }[],
): Promise<readonly (readonly string[])[]> {
  const made = all.map(({ listed, judged }) => ({ ...parameterRules(listed), judged }));
  const verdicts = askEventRuler(
    cp,
    made.flatMap(({ rules, judged }) => {
      const events = judged.map(({ record }) => ({
        source: "aws.ssm",
        "detail-type": "AWS API Call via CloudTrail",
        detail: record,
      }));
      return rules.map(({ condition }) => ({ pattern: patternIn(stores.parameters, condition), events }));
    }),
  );
  let from = 0;
  return Promise.all(
    made.map(async ({ rules, undecided, judged }) => {
      const own = verdicts.slice(from, (from += rules.length));
      const refused = own.filter((each) => typeof each === "string");
      const isSent = (index: number) => own.some((each) => each[index] === (true as unknown));
      const wrong = await Promise.all(
        judged.map(async ({ what, record, told, sent }, index) => {
          const found =
            isSent(index) && (undecided === undefined || (await tellingByComposer(undecided, record)) !== "nothing");
          return found !== told || (sent !== undefined && isSent(index) !== sent) ? [what] : [];
        }),
      );
      return [...refused.map(String), ...wrong.flat()];
    }),
  );
}
