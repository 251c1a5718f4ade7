import { exampleFacts } from "../../../scripts/messages/example-facts";
import { exampleRecord, readInput, roleSession } from "../../../scripts/messages/example-record";
import { messageExamples } from "../../../scripts/messages/examples";
import { runComposer } from "../../support/run-composer";

describe.each(messageExamples)("$what", (example) => {
  test("no message has a word for what is not there", async () => {
    const texts = await textsAbout(example);

    expect(texts.length).toBeGreaterThan(10);
    expect(texts.filter((text) => /undefined|null|\[object/.test(text))).toEqual([]);
  });

  test("no label is without its value, and no line is blank for nothing", async () => {
    const texts = await textsAbout(example);

    // Labels of links, steps and queries stand on a line of their own.
    const lines = texts
      .flatMap((text) => text.split("\n"))
      .filter((line) => !/^(What to do|To see|The) .*:$/.test(line));
    expect(lines.filter((line) => /: *$|: *``/.test(line))).toEqual([]);
    expect(texts.filter((text) => text.includes("\n\n\n") || text !== text.trim() || text === "")).toEqual([]);
  });
});

test("a subject is one line of less than 100 ASCII characters", async () => {
  const record = exampleRecord(1, {
    userIdentity: roleSession("x\r", "x"),
    requestParameters: { secretId: "prod/ü\n".repeat(40) },
  });

  const input = readInput({ what: "", detection: "unexpected-secret-read", record });
  const { publications } = await runComposer(exampleFacts, input);
  const subjects = publications.flatMap(({ Subject }) => Subject ?? []);

  expect(subjects).toHaveLength(2);
  for (const subject of subjects) {
    expect(subject).toMatch(/^[ -~]{1,96}\.\.\.$/);
    expect(subject).toContain('payments-prod: "prod/? prod/?');
  }
});

async function textsAbout(example: (typeof messageExamples)[number]): Promise<readonly string[]> {
  const { publications } = await runComposer(exampleFacts, readInput(example));
  return publications.flatMap(({ Subject, Message }) =>
    Subject === undefined ? textsOf(JSON.parse(Message)) : [Subject, Message],
  );
}

/** Every text in a message but those of the record, which is as it came. */
function textsOf(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [String(value)];
  return Object.entries(value).flatMap(([key, each]) => (key === "record" ? [] : textsOf(each)));
}
