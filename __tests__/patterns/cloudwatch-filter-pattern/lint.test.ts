import type { Finding, LintOptions, LintRule } from "../../../patterns/cloudwatch-filter-pattern";
import { lint, lintGroup, match } from "../../../patterns/cloudwatch-filter-pattern";

/** Everything but the rule about services, which most examples here would break. */
const ANY_SERVICE: LintOptions = { requireEventSource: false };

describe("Each rule reports what it is about, and nothing else", () => {
  test.each<[rule: LintRule, severity: Finding["severity"], pattern: string, at: string]>([
    ["syntax", "error", "{ $.a = }", "}"],
    ["too-many-regexes", "error", "{ $.a = %x% || $.b = %y% || $.c = %z% }", "$.c"],
    ["too-many-wildcard-selectors", "error", "{ $.a[*] = 1 || $.b[*] = 2 || $.c.* = 3 || $.d[*] IS NULL }", "$.d"],
    ["too-many-wildcard-selectors", "error", "{ $.a = 1 || $.b[*].* = 1 }", "$.b"],
    ["unguarded-not-equal", "warning", "{ $.a = 1 || $.b != x }", "$.b"],
    ["unguarded-not-equal", "warning", "{ $.a NOT EXISTS || $.b != x }", "$.b"],
    ["unguarded-not-equal", "warning", "{ $.b NOT EXISTS || $.b.c != x }", "$.b.c"],
    ["unguarded-not-equal", "warning", "{ $.b = y || $.b != x }", "$.b !="],
    ["unguarded-not-equal", "warning", "{ $.b[*] NOT EXISTS || $.b[*] != x }", "$.b[*] !="],
    ["boolean-as-text", "error", '{ $.a = 1 || $.b = "false" }', "$.b"],
    ["boolean-as-text", "error", "{ $.a = 1 || $.b = true }", "$.b"],
    ["never-matches", "error", '{ $.a = "x" && $.a = "y" }', '$.a = "y"'],
    ["never-matches", "error", '{ $.a = "x" && ($.b = 1 && $.a != "x") }', "$.a !="],
    ["never-matches", "error", '{ $.a = "x" && ($.b = 1 || $.a = "y") }', '$.a = "y"'],
    ["never-matches", "error", '{ $.a = "x" && $.a NOT EXISTS }', "$.a NOT"],
    ["never-matches", "error", "{ $.a NOT EXISTS && $.a.b IS TRUE }", "$.a.b"],
    ["never-matches", "error", "{ $.a IS TRUE && $.a IS NULL }", "$.a IS NULL"],
    ["never-matches", "error", "{ $.a IS NULL && $.a = x }", "$.a = x"],
    ["never-matches", "error", "{ $.a IS TRUE && $.a = yes }", "$.a = yes"],
    ["never-matches", "error", '{ $.a = "123456789012" && $.a = "210987654321" }', '$.a = "2'],
    ["never-matches", "error", "{ $.a > 5 && $.a < 3 }", "$.a < 3"],
    ["never-matches", "error", "{ $.a <= 5 && $.a > 5 }", "$.a > 5"],
    ["never-matches", "error", "{ $.a = 6 && $.a < 3 }", "$.a < 3"],
    ["never-matches", "error", "{ $.a = 1 && $.a = 2 }", "$.a = 2"],
    ["never-matches", "error", '{ $.a = "Get*" && $.a = "Put*" }', '$.a = "Put*"'],
    ["never-matches", "error", '{ $.a = "*Key" && $.a = "*Secret" }', '$.a = "*Secret"'],
    ["never-matches", "error", '{ $.a = "Get*" && $.a = "PutKey" }', '$.a = "PutKey"'],
    ["never-matches", "error", '{ $.a = %^Get% && $.a = "PutKey" }', '$.a = "PutKey"'],
    ["never-matches", "error", "{ $.a IS NULL && $.a = * }", "$.a = *"],
    ["never-matches", "error", '{ $.a IS TRUE && $.a = "true*" }', '$.a = "true*"'],
    ["never-matches", "error", "{ $.a IS TRUE && $.a = * }", "$.a = *"],
    ["never-matches", "error", '{ $.a = 1 && $.a = "1.0" }', '$.a = "1.0"'],
    ["never-matches", "error", '{ $.userIdentity = "x" && $.userIdentity.type = "Root" }', "$.userIdentity.type"],
    ["never-matches", "error", "{ $.a[0] = 1 && $.a.b = 1 }", "$.a.b"],
    ["never-matches", "error", "{ $.a IS TRUE && $.a[*] = 1 }", "$.a[*]"],
    ["never-matches", "error", '{ $.a = 1 && $.a != "*" }', "$.a !="],
    ["never-matches", "error", "{ ($.a = x || $.a = y) && ($.a = z || $.a = w) }", "$.a = z"],
    ["never-matches", "error", '{ $.a = "*b*" && $.a = %^[^b]*$% }', "$.a = %"],
    ["never-matches", "error", '{ $.a = "Get*" && $.a = %^get% && $.b = 1 }', "$.a = %"],
    ["never-matches", "error", '{ $.a > 5 && $.a = "Get*" }', '$.a = "'],
    ["never-matches", "error", '{ $.a > 5 && $.a = "3" }', '$.a = "'],
    ["never-matches", "error", "{ $.a >= 5 && $.a <= 5 && $.a != 5.0 }", "$.a !="],
    ["always-matches", "error", '{ ($.eventName != "A") || ($.eventName != "B") }', "$.eventName"],
    [
      "always-matches",
      "error",
      '{ $.b = 1 && ($.eventName != "A" || ($.c = 1 || $.eventName != "B")) }',
      "$.eventName",
    ],
    ["always-matches", "error", '{ $.eventName = "A*" || $.b = 1 || $.eventName != "AB*" }', "$.eventName"],
    ["always-matches", "warning", "{ $.a < 5 || $.a >= 4 }", "$.a <"],
    ["always-matches", "warning", "{ $.a NOT EXISTS || $.a != x || $.a != y }", "$.a !="],
    ["inner-asterisk", "error", '{ $.eventName = "Get*Value" }', "$.eventName"],
    ["inner-asterisk", "error", '{ $.a = 1 && $.userIdentity.arn = "arn:aws:sts::*:assumed-role/app/*" }', "$.userId"],
    ["inner-asterisk", "warning", '{ $.userIdentity.arn = "arn:aws:iam::123456789012:role/*/app" }', "$.userId"],
    ["inner-asterisk", "warning", '{ $.a = 1 || $.requestParameters.policy = "*:*:*" }', "$.requestParameters"],
    ["unusual-event-source", "warning", '{ $.eventSource = "aws.secretsmanager" }', "$.eventSource"],
    ["unusual-event-source", "warning", '{ $.eventSource != "kms" }', "$.eventSource"],
    ["repeated-suffix", "warning", '{ $.a = 1 || $.b = "*3" }', "$.b"],
    ["repeated-suffix", "warning", "{ $.a = 1 || $.b NOT EXISTS || $.b != *3 }", "$.b !="],
    ["repeated-suffix", "warning", '{ $.a = 1 || $.b = "*111.111" }', "$.b"],
    ["repeated-suffix", "warning", '{ $.a = 1 || $.b = "*abab" }', "$.b"],
  ])("%s (%s): %s", (rule, severity, pattern, at) => {
    const found = lint(pattern, ANY_SERVICE).map((finding) => [finding.rule, finding.severity, finding.position]);

    expect(found).toEqual([[rule, severity, pattern.indexOf(at)]]);
  });

  test.each(['{ $.a[0] < 1 || $.a[0] IS TRUE || $.a.b = "*a*" }', '{ $.a.b.c != "x" || $.a.b[1] != "y" }'])(
    "nothing is said of fields that can't be there together: %s",
    (pattern) => {
      expect(lint(pattern, ANY_SERVICE).filter(({ rule }) => rule === "always-matches")).toEqual([]);
    },
  );

  test("what is there in every event is told of beside such fields", () => {
    const pattern = '{ $.eventName != "A" || $.eventName != "B" || $.a[0] = 1 || $.a.b = 2 }';

    expect(lint(pattern, ANY_SERVICE).map(({ rule }) => rule)).toContain("always-matches");
  });
});

describe("Nothing is reported for", () => {
  test.each<[what: string, pattern: string]>([
    ["two regexes", "{ $.a = %x% || $.b = %y% }"],
    ["three wildcard selectors", "{ $.a[*] = 1 || $.b[*] = 2 || $.c.* = 3 }"],
    ["!= of a field that every event has", "{ $.eventType != AwsServiceEvent }"],
    ["!= beside NOT EXISTS", "{ $.a NOT EXISTS || $.a != x }"],
    ["!= below NOT EXISTS", "{ ($.a NOT EXISTS || ($.b = 1 && ($.a != x && $.a != y))) && $.c = 1 }"],
    ["!= of a field that has to be there", '{ $.a = "*" && ($.b = 1 || $.a != x) }'],
    ["a boolean tested with IS", "{ $.a IS FALSE }"],
    ["the text of mfaAuthenticated", '{ $.userIdentity.sessionContext.attributes.mfaAuthenticated = "false" }'],
    ["a text that has true in it", '{ $.a = "true*" || $.b = trueish }'],
    ["alternatives of one field", "{ $.a = x || $.a = y }"],
    ["one value in two forms", '{ $.a = "Get*" && $.a = "GetKey" && $.a != "GetSecret" }'],
    ["prefixes one of which has the other", '{ $.a = "Get*" && $.a = "GetSecret*" && $.a = "*Value" }'],
    ["a range", "{ $.a > 3 && $.a < 5 && $.a >= 4 && $.a <= 4 }"],
    ["two elements of an array", "{ $.a[*] = x && $.a[*] = y }"],
    ["two fields", "{ $.a = x && $.b = y && $.c NOT EXISTS }"],
    ["a contradiction between alternatives", "{ ($.a = x && $.b = 1) || ($.a = y && $.b NOT EXISTS) }"],
    ["a number and the same as a text", '{ $.a = 200 && $.a = "200" }'],
    ["a regex that may fit the word of what is no text", "{ $.a IS NULL && $.a = %null% }"],
    ["a text or a number that may be", '{ $.a = "*" || $.a = x }'],
    ["absence or any text", '{ $.a NOT EXISTS || $.a = "*" }'],
    ["two fields that may both be something else", "{ $.eventName != x || $.eventType != y }"],
    ["either boolean", "{ $.a IS TRUE || $.a IS FALSE }"],
    ["alternatives that leave something", '{ $.eventName != "A" || $.eventName = "B" || $.eventName = "B*" }'],
    [
      "a guard where something else asks for the field",
      '{ ($.a NOT EXISTS || $.a != x) && ($.a = "y*" || $.a = "z*") }',
    ],
    ["a field in a list and the list", "{ $.a[0].b = 1 && $.a[*].c = 1 && $.a[1] IS NULL }"],
    ["a list that holds null", "{ $.a IS NULL && $.a[0] = 1 }"],
    ["a service as CloudTrail names it", '{ $.eventSource = "kms.amazonaws.com" || $.eventSource = "s3*" }'],
    ["ends that don't repeat themselves", '{ $.a = "*Denied" || $.b = "*.amazonaws.com" || $.c = "*:secret:x" }'],
    ["parts and starts that do", '{ $.a = "*3*" || $.b = "3*" || $.c = "3" || $.d = * || $.e = %3$% }'],
  ])("%s", (_, pattern) => {
    expect(lint(pattern, ANY_SERVICE)).toEqual([]);
  });
});

test("too-long reports the 1,025th character", () => {
  const pattern = (length: number) => '{ $.a = "" }'.replace('""', `"${"x".repeat(length - 12)}"`);

  expect(pattern(1024)).toHaveLength(1024);
  expect(lint(pattern(1024), ANY_SERVICE)).toEqual([]);
  expect(lint(pattern(1025), ANY_SERVICE)).toMatchObject([{ rule: "too-long", severity: "error" }]);
  expect(lint(`${pattern(1025)} x`)).toMatchObject([{ rule: "too-long" }, { rule: "syntax" }]);
});

describe("missing-event-source", () => {
  test.each<[pattern: string, positions: readonly string[]]>([
    ["{ $.eventName = PutKey }", ["$.eventName"]],
    ["{ $.eventName = PutKey && $.errorCode = x }", ["$.eventName"]],
    ["{ $.eventName = PutKey || $.eventName = GetKey }", ["$.eventName"]],
    ["{ $.eventSource = x || $.eventName = PutKey }", ["$.eventName"]],
    ["{ ($.eventSource = x || $.eventName = PutKey) && $.errorCode = z }", ["$.eventName"]],
    ["{ ($.eventSource = x && $.a = 1) || ($.b = 1 && $.c = 1) || $.d = 1 }", ["$.b", "$.d"]],
    ["{ $.eventSource != x }", ["$.eventSource"]],
    ["{ $.eventSource = * }", ["$.eventSource"]],
    ["{ $.detail.eventSource = x }", ["$.detail"]],
  ])("reports %s", (pattern, starts) => {
    const findings = lint(pattern).filter(({ rule }) => rule !== "unusual-event-source");

    expect(findings.map(({ rule }) => rule)).toEqual(starts.map(() => "missing-event-source"));
    expect(findings.map(({ position }) => position)).toEqual(starts.map((start) => pattern.indexOf(start)));
  });

  test.each([
    "{ $.eventSource = kms.amazonaws.com }",
    "{ $.eventSource = %^kms|^s3% && ($.eventName = a || $.eventName = b) }",
    "{ ($.eventSource = x* && $.a = 1) || ($.b = 1 && ($.eventSource = y* || $.eventSource = z*)) }",
  ])("accepts %s", (pattern) => {
    expect(lint(pattern)).toEqual([]);
  });
});

describe("Options", () => {
  test("name other fields that are always there", () => {
    expect(lint("{ $.a != x }", { ...ANY_SERVICE, alwaysPresent: ["$.a"] })).toEqual([]);
    expect(rules("{ $.eventType != x }", { ...ANY_SERVICE, alwaysPresent: [] })).toEqual(["unguarded-not-equal"]);
  });

  test("name other fields whose booleans are text", () => {
    expect(lint('{ $.a = "true" }', { ...ANY_SERVICE, booleanTexts: ["$.a"] })).toEqual([]);
  });
});

test("Everything wrong is reported at once, by position", () => {
  const pattern = '{ $.b = "true" && ($.a != x || $.b = "y") }';

  expect(lint(pattern).map(({ rule, position }) => [rule, position])).toEqual([
    ["missing-event-source", 2],
    ["boolean-as-text", 2],
    ["unguarded-not-equal", 19],
    ["never-matches", 31],
  ]);
});

test("A remedy can be followed: what it says to write is not reported again", () => {
  const guard = lint("{ $.a != x }", ANY_SERVICE)[0]?.remedy;
  expect(guard).toBe(
    'Write ($.a NOT EXISTS || $.a != x) if such events are meant, or add && $.a = "*" to say that they are not.',
  );
  expect(lint("{ ($.a NOT EXISTS || $.a != x) }", ANY_SERVICE)).toEqual([]);
  expect(lint('{ $.a != x && $.a = "*" }', ANY_SERVICE)).toEqual([]);

  const boolean = lint('{ $.a = "*" && $.a != "true" }', ANY_SERVICE)[0]?.remedy;
  expect(boolean).toBe("Write $.a IS FALSE, unless the field is text.");

  const suffix = lint('{ $.a = "*1.1" }', ANY_SERVICE)[0];
  expect(suffix?.message).toBe(
    '$.a = "*1.1" may not see that 1.1.1 ends like this, because it has 1.1 before the end as well.',
  );
  expect(suffix?.remedy).toBe('Write more of the end, the start instead ("1.1*"), or a regex: %1\\.1$%.');
  expect(lint("{ $.a = %1\\.1$% }", ANY_SERVICE)).toEqual([]);
});

test("An absence that != excludes is reported beside it", () => {
  const found = (pattern: string) => lint(pattern, ANY_SERVICE).map(({ rule, position }) => [rule, position]);

  expect(found("{ $.a NOT EXISTS && $.a != 1 }")).toEqual([
    ["unguarded-not-equal", 20],
    ["never-matches", 20],
  ]);
  expect(found("{ ($.b NOT EXISTS || $.a = 1) && $.b != x }")).toEqual([
    ["never-matches", 3],
    ["unguarded-not-equal", 33],
  ]);
  expect(found("{ $.b NOT EXISTS && $.b != %x% }")).toEqual([["unguarded-not-equal", 20]]);
  expect(lint("{ $.b != %x% }", ANY_SERVICE)[0]?.message).toContain("AWS does not say what $.b != %x% gives");
});

test("What a finding says of an event holds for it", () => {
  for (const event of [{}, { a: null }, { a: true }, { a: [] }, { a: {} }]) {
    expect(match("{ $.a != x }", event)).toBe(false);
  }
  expect([true, false].map((a) => match('{ $.a = "true" || $.a != "true" }', { a }))).toEqual([false, false]);
  expect(match('{ $.a = "*1.1" }', { a: "1.1.1" })).toBe("undefined");
});

describe("The filters of a log group", () => {
  const regex = "{ $.a = %x% }";

  test("may be 100, five of which with a regex", () => {
    expect(lintGroup([...times(5, regex), ...times(95, "{ $.a = 1 }")])).toEqual([]);
  });

  test("may not be 101", () => {
    expect(lintGroup(times(101, "{ $.a = 1 }"))).toMatchObject([{ rule: "too-many-filters", severity: "error" }]);
  });

  test.each([regex, "%AUTHORIZED%"])("may not have a sixth regex in %s", (sixth) => {
    expect(lintGroup([...times(5, regex), sixth])).toMatchObject([
      { rule: "too-many-regex-filters", severity: "error" },
    ]);
  });

  test("may have text patterns beside five regexes", () => {
    expect(lintGroup([...times(5, regex), "ERROR 100%", '{ $.a = "%x%" }'])).toEqual([]);
  });

  function times(count: number, pattern: string): readonly string[] {
    return Array.from({ length: count }, () => pattern);
  }
});

function rules(pattern: string, options: LintOptions): readonly LintRule[] {
  return lint(pattern, options).map(({ rule }) => rule);
}
