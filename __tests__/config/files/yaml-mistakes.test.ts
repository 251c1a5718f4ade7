import fc from "fast-check";

import { broken, correct, problemsOf } from "../checks/problems-of";

describe("a second document in a file is named as that:", () => {
  test.each([
    ["behind a marker", `${correct}---\nmembers: []\n`, 16],
    ["behind the end of the first", `${correct}...\nmembers: []\n`, 17],
    ["of a file that was put behind another", `---\n${correct}---\n${correct}`, 17],
  ])("%s", (_, content, line) => {
    expect(problemsOf(content)).toEqual([
      `organization.yaml:${line}:1  a second YAML document begins here; a file of the configuration is one document. » Remove the line, or put what follows into a file of its own, under include.`,
    ]);
  });

  test("the marker before the only one is none", () => {
    expect(problemsOf(`---\n${correct}`)).toEqual([]);
  });
});

describe("a key that stands twice is named, with the place of the first:", () => {
  test.each([
    ["at the top", `${correct}members: []\n`, "organization.yaml:16:1  members: ", "organization.yaml:9:1"],
    [
      "deep down",
      broken("    owner:", "    id: x\n    owner:"),
      "organization.yaml:13:5  members[0].id: ",
      "organization.yaml:11:5",
    ],
    ["in another form", `${correct}? "members"\n: []\n`, "organization.yaml:16:3  members: ", "organization.yaml:9:1"],
  ])("%s", (_, content, place, first) => {
    expect(problemsOf(content)).toEqual([`${place}this key stands twice, first at ${first}. » Remove one of the two.`]);
  });
});

describe("what aliases get wrong is told at the alias:", () => {
  const where = "organization.yaml:15:15  members[0].secrets[0].name: ";

  test.each([
    [
      "without an anchor",
      broken("name: prod/database", "name: *database"),
      `${where}*database is an alias, and there is no anchor &database before it. » Quote it if it is a text: "*database"`,
    ],
    [
      "before its anchor",
      `${broken("name: prod/database", "name: *database")}x-later: &database prod\n`,
      `${where}*database is an alias, and there is no anchor &database before it. » Quote it if it is a text: "*database"`,
    ],
    [
      "a glob without quotes",
      `${correct}include:\n  - *.yaml\n`,
      `organization.yaml:17:5  include[0]: *.yaml is an alias, and there is no anchor &.yaml before it. » Quote it if it is a text: "*.yaml"`,
    ],
    [
      "as a key",
      `${correct}? *key\n: 1\n`,
      `organization.yaml:16:3  *key is an alias, and there is no anchor &key before it. » Quote it if it is a text: "*key"`,
    ],
    [
      "a merge of a text",
      broken("    owner:", "    <<: prod\n    owner:"),
      "organization.yaml:13:5  members[0]: what << merges is no mapping. » Give it an alias of a mapping: <<: *name",
    ],
    [
      "a merge of a list with a text in it",
      broken("    owner:", "    <<: [{ tags: { a: b } }, prod]\n    owner:"),
      "organization.yaml:13:5  members[0]: what << merges is no mapping. » Give it an alias of a mapping: <<: *name",
    ],
  ])("%s", (_, content, problem) => {
    expect(problemsOf(content)).toEqual([problem]);
  });

  test("several at once", () => {
    expect(problemsOf(`${correct}defaults: { tags: *a, decoys: *b }\n`)).toHaveLength(2);
  });

  test("more of them than anybody can mean, at the first that is too much", () => {
    const levels = Array.from({ length: 8 }, (_, level) => {
      const what = level === 0 ? "x" : `*a${level - 1}`;
      return `x-${level}: &a${level} [${Array.from({ length: 10 }, () => what).join(", ")}]`;
    });

    expect(problemsOf(`${correct}${levels.join("\n")}\n`)).toEqual([
      expect.stringMatching(
        /^organization\.yaml:2[12]:\d+ {2}x-[56]\[\d\]: with \*a\d the aliases of the file make more than 1000000 values\. » Write out what is meant\.$/,
      ),
    ]);
  });
});

describe("keys at the top that begin with x- are the reader's:", () => {
  const shared = `x-readers: &readers [role/secret-rotation]
x-member: &member { organizationalUnit: workloads, owner: payments@secretwatch.dev, nonsense-of-ours: 1 }
`;

  test("what they have is not looked at", () => {
    expect(problemsOf(`${correct}${shared}`)).toEqual([]);
    expect(
      problemsOf({ "organization.yaml": `${correct}include: [a.yaml]\n`, "a.yaml": `x-y: [{ id: 1 }]\nmembers: []\n` }),
    ).toEqual([]);
  });

  test("hundreds of accounts may use an anchor", () => {
    const members = Array.from(
      { length: 500 },
      (_, index) =>
        `  - { name: a-${index}, id: "${801234567000 + index}", organizationalUnit: workloads, owner: a@secretwatch.dev, expectedReaders: *readers }\n`,
    );

    expect(problemsOf(`x-readers: &readers [role/secret-rotation]\n${correct}${members.join("")}`)).toEqual([]);
  });

  test("a mistake behind an alias or a merge is told where it is written", () => {
    const readers = broken("    owner:", "    expectedReaders: *readers\n    owner:");
    const owner = broken("    owner: payments@secretwatch.dev\n", "    <<: *member\n");

    expect(problemsOf(`x-readers: &readers [role/a, rolle/b]\n${readers}`)).toEqual([
      expect.stringMatching(/^organization\.yaml:1:30 {2}members\[0\]\.expectedReaders\[1\]: "rolle\/b"/),
    ]);
    expect(problemsOf(`x-member: &member { owner: nobody }\n${owner}`)).toEqual([
      expect.stringMatching(/^organization\.yaml:1:28 {2}members\[0\]\.owner: "nobody" is not valid/),
    ]);
  });

  test.each([
    ["further down", broken("    owner:", "    x-note: 1\n    owner:"), "members[0].x-note: unknown key"],
    ["otherwise begun", `${correct}y-note: 1\n`, "y-note: unknown key"],
    ["in capitals", `${correct}X-note: 1\n`, "X-note: unknown key"],
  ])("%s they are unknown as before", (_, content, problem) => {
    expect(problemsOf(content)).toEqual([expect.stringContaining(problem)]);
  });
});

describe("an account id in a form that people write gets the right one as its remedy:", () => {
  const id = (written: string) => problemsOf(broken('"901234567803"', written));

  test.each([
    ["650218347799", 'Quote it: id: "650218347799"'],
    ["002183477990", 'Quote it: id: "002183477990"'],
    ["6502-1834-7799", 'Remove the hyphens: id: "650218347799"'],
    ['"6502-1834-7799"', 'Remove the hyphens: id: "650218347799"'],
    ["6502 1834 7799", 'Remove the spaces: id: "650218347799"'],
    ["6502.1834.7799", 'Remove the dots: id: "650218347799"'],
    ["6502.18347799", 'Quote it: id: "650218347799"'],
    ["6502_1834_7799", 'Remove the underscores: id: "650218347799"'],
    ["arn:aws:iam::650218347799:root", 'Write its digits alone: id: "650218347799"'],
    ["6502-1834-779", 'Quote it: id: "012345678901"'],
  ])("%s", (written, remedy) => {
    expect(id(written)).toEqual([expect.stringMatching(new RegExp(` » ${remedy}$`))]);
  });

  test("wherever an account id is meant, in any grouping", () => {
    const digits = fc.stringMatching(/^\d{12}$/);
    fc.assert(
      fc.property(
        digits,
        fc.constantFrom("-", " ", "."),
        fc.uniqueArray(fc.integer({ min: 1, max: 11 }), { minLength: 1 }),
        (each, separator, cuts) => {
          const written = Array.from(each)
            .map((digit, index) => (cuts.includes(index) ? `${separator}${digit}` : digit))
            .join("");

          const [problem] = problemsOf(
            broken("alerts: { ", `alerts: { routes: [{ name: siem, subscriberAccounts: ["${written}"] }], `),
          );

          expect(problem).toContain(
            `Remove the ${{ "-": "hyphens", " ": "spaces", ".": "dots" }[separator]}: "${each}"`,
          );
        },
      ),
      { numRuns: 30 },
    );
  });
});
