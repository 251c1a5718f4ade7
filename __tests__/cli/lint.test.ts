import { secretwatch } from "../support/run-command";

const lint = (...args: readonly string[]) => secretwatch(["lint", ...args]);

const good = '{ $.eventSource = "kms.amazonaws.com" }';
const broken = "{ $.eventSource = eu-west-1 }";
const doubtful = '{ $.eventName = "GetKey" }';

test("there is nothing to say against a good pattern", async () => {
  expect(await lint(good)).toEqual({ status: 0, stdout: `${good}\n  nothing to say against it\n`, stderr: "" });
});

test("a syntax error is shown where it is, with what to do", async () => {
  expect(await lint(broken)).toEqual({
    status: 1,
    stdout: [
      broken,
      "                  ^",
      "  error syntax: Found eu-west-1 at position 18.",
      "    Put the value in quotation marks.",
      "",
    ].join("\n"),
    stderr: "",
  });
});

test("what is only doubtful is told and does not fail", async () => {
  const { status, stdout } = await lint(doubtful);

  expect(status).toBe(0);
  expect(stdout).toContain("  warning missing-event-source: ");
});

test("one broken pattern among good ones fails, and all are judged", async () => {
  const { status, stdout } = await lint(good, broken, doubtful);

  expect(status).toBe(1);
  expect(stdout.split("\n").filter((line) => line.startsWith("{"))).toEqual([good, broken, doubtful]);
});

test("--json has the findings of each pattern, and of all together", async () => {
  const { status, stdout, stderr } = await lint("--json", good, broken);

  expect({ status, stderr }).toEqual({ status: 1, stderr: "" });
  expect(JSON.parse(stdout)).toEqual({
    patterns: [
      { pattern: good, findings: [] },
      {
        pattern: broken,
        findings: [
          {
            rule: "syntax",
            severity: "error",
            message: "Found eu-west-1 at position 18.",
            remedy: "Put the value in quotation marks.",
            position: 18,
          },
        ],
      },
    ],
    group: [],
  });
});

test("patterns are judged as filters of one log group too: a sixth with a regex is too many", async () => {
  const withRegex = Array.from(
    { length: 6 },
    (_, index) => `{ $.eventSource = "s3.amazonaws.com" && $.eventName = %A${index}% }`,
  );

  const { status, stdout } = await lint("--json", ...withRegex);
  const { patterns, group } = JSON.parse(stdout) as {
    patterns: { findings: unknown[] }[];
    group: { rule: string; severity: string }[];
  };

  expect(status).toBe(1);
  expect(patterns.flatMap(({ findings }) => findings)).toEqual([]);
  expect(group.map(({ rule, severity }) => [rule, severity])).toEqual([["too-many-regex-filters", "error"]]);
});

test("lint without a pattern is a wrong command line", async () => {
  const { status, stdout, stderr } = await lint();

  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  expect(stderr).toContain("missing required argument 'pattern'");
});
