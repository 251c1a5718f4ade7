import fc from "fast-check";

import { withReferences } from "../../review/stack-references";

const named = (value: unknown) =>
  withReferences(value, (_, { to, replaced = [] }) => `<${[to, ...replaced].join(",")}>`);

describe("references of a stack", () => {
  test.each([
    ["${aws_kms_key.A.arn}", "<aws_kms_key.A.arn>"],
    ['${replace(aws_sqs_queue.B.arn, "a}", "b")}/c', "<aws_sqs_queue.B.arn,a},b>/c"],
    ["a $${b} ${c.d.e} %%{f}", "a ${b} <c.d.e> %{f}"],
    ["$$${a}", "$${a}"],
    ["not closed: ${a.b.c", "not closed: ${a.b.c"],
    ['a quotation mark that is open: ${a "}', 'a quotation mark that is open: ${a "}'],
  ])("%s is %s", (text, expected) => {
    expect(named({ text: [text] })).toEqual({ text: [expected] });
  });

  test("whatever is between them stays, and is no reference once it is escaped", () => {
    const plain = fc.string({ unit: "grapheme" }).filter((text) => !/[$%{}"]/.test(text));
    fc.assert(
      fc.property(
        fc.array(fc.record({ before: plain, address: fc.constantFrom("a.b.c", "d.e.f") })),
        plain,
        (all, end) => {
          const text = all.map(({ before, address }) => `${before}\${${address}}$\${`).join("") + end;
          const expected = all.map(({ before, address }) => `${before}<${address}>\${`).join("") + end;

          expect(named(text)).toBe(expected);
        },
      ),
    );
  });

  test("of many beginnings without an end, each letter is looked at a few times at most", () => {
    const text = '{"${"'.repeat(50_000);

    expect(named(text)).toBe(text);
  });
});
