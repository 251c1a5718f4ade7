import fc from "fast-check";

import type { Finding } from "../../doctor/finding";
import { reportJson, reportMarkdown, reportText } from "../../doctor/report-forms";
import { type Report, reportOf } from "../../doctor/report";
import { type Shown, shownOf } from "../../doctor/shown";
import { exampleOrganization } from "../support/synthesized";

const organization = exampleOrganization();
const looked = { before: false, stacks: 5000, resources: 150_000, unread: 0 };
const idOf = (index: number) => String(910000000000 + index);
const report = (findings: readonly Finding[]): Report => reportOf(organization, findings, looked);
const textOf = (given: Report) => reportText(given, (docs) => docs).toString();

/** What each account lacks in the same way, in words of its own. */
const denied = (index: number): Finding => ({
  kind: "look-denied",
  what: `events:ListRules is denied in ${idOf(index)} (eu-west-1). AccessDenied: no`,
  place: { account: idOf(index), region: "eu-west-1" },
  stack: `member-account-${index}`,
  mend: "Let the role that reads there do events:ListRules.",
});

/** What is of one account alone. */
const ruleOff = (index: number): Finding => ({
  kind: "rule-off",
  what: `The rule number-${index * 7} is DISABLED.`,
  place: { account: idOf(index), region: "eu-west-1" },
  stack: `member-account-${index}`,
  address: "aws_cloudwatch_event_rule.It",
  mend: `npx secretwatch deploy member-account-${index}`,
});

const counted = ({ parts, left }: Shown) =>
  parts.reduce((sum, part) => sum + ("example" in part ? part.count : part.findings.length), 0) +
  left.reduce((sum, { count }) => sum + count, 0);

test("what thousands of accounts have alike is said once, with some of their names and how many there are", () => {
  const text = textOf(report(Array.from({ length: 5000 }, (_, index) => denied(index))));

  expect(text.split("\n")).toHaveLength(8);
  expect(text).toContain(`The same in 5000 accounts: ${idOf(0)}, ${idOf(1)}, `);
  expect(text).toContain(" and 4990 more\n");
  expect(text).toContain(`In ${idOf(0)}: events:ListRules is denied in ${idOf(0)}`);
});

test("what four accounts have alike is said once, and what three have for each", () => {
  const [four, three] = [4, 3].map((count) => shownOf(report(Array.from({ length: count }, (_, at) => denied(at)))));

  expect(four!.parts).toMatchObject([{ count: 4, hasOneMend: true }]);
  expect(three!.parts).toHaveLength(3);
});

test("a remedy that is another one in each account is said of whose it is", () => {
  const silent = (index: number): Finding => ({ ...ruleOff(index), what: "The rule is DISABLED." });

  const text = textOf(report(Array.from({ length: 9 }, (_, index) => silent(index))));

  expect(text).toContain(`Mend it in ${idOf(0)}: npx secretwatch deploy member-account-0`);
});

test("what is blind in one account is shown before what thousands lack", () => {
  const { parts } = shownOf(report([...Array.from({ length: 500 }, (_, index) => denied(index)), ruleOff(3)]));

  expect(parts).toMatchObject([{ findings: [{ kind: "rule-off" }] }, { example: { kind: "look-denied" } }]);
});

test("a report of any number of findings has a bounded length, counts those that it does not show, and JSON has all", () => {
  const findings = fc.array(fc.tuple(fc.constantFrom(denied, ruleOff), fc.nat(6000)), { maxLength: 3000, size: "max" });

  fc.assert(
    fc.property(findings, (chosen) => {
      const given = report(chosen.map(([make, index]) => make(index)));

      const shown = shownOf(given);
      expect(counted(shown)).toBe(chosen.length);
      expect(textOf(given).length).toBeLessThan(40_000);
      expect(reportMarkdown(given).toString().length).toBeLessThan(40_000);
      expect((reportJson(given) as { findings: unknown[] }).findings).toHaveLength(chosen.length);
    }),
    { numRuns: 20 },
  );
});

test("two faults of one account stay two, whatever others have", () => {
  const twice = [denied(0), { ...denied(0), what: "kms:DescribeKey is denied." }];

  const { parts } = shownOf(report([...twice, ...[1, 2, 3, 4].map(denied)]));

  expect(parts.map((part) => ("example" in part ? part.count : part.findings.length))).toEqual([5, 1]);
});

test("what is of no account has a heading, too", () => {
  const place = { account: "", region: "eu-west-1" };

  const text = textOf(
    report([{ kind: "account-unreachable", what: "AWS could not be asked.", place, mend: "Sign in." }]),
  );

  expect(text.split("\n")[0]).toBe("All accounts");
});
