import { asMarkdown } from "../../plan/comment/markdown";
import type { PlanDocument } from "../../plan/plan-document";
import { planOf, resource, summarize, summarizeStreamed } from "./summarize";

/** What every object of JavaScript has: types and attributes may be called so, and nothing is known of them for that. */
const inherited = Object.getOwnPropertyNames(Object.prototype).filter((name) => name !== "__proto__");

test.each(inherited)(
  "a type, an attribute and an output may be called %s, and one that is not there is not",
  (name) => {
    const plan: PlanDocument = {
      ...planOf(
        resource(name, { actions: ["delete"], before: { name: "it" }, after: null }),
        resource("aws_x", { actions: ["update"], before: { name: "it" }, after: { name: "it", [name]: "new" } }),
        resource("aws_y", { actions: ["update"], before: { name: "it", a: 1 }, after: { name: "it", a: 2 } }),
      ),
      output_changes: { [name]: { actions: ["create"], before: null, after: "x" } },
    };

    const summary = summarize({ "member-a": plan });

    expect(summary.dangers).toEqual([]);
    expect(summary.others.map(({ value }) => [value.type, value.verb, value.attributes])).toEqual(
      expect.arrayContaining([
        [name, "destroy", []],
        ["aws_x", "update", [{ attribute: name, before: "(none)", after: "(not shown)" }]],
        ["aws_y", "update", [{ attribute: "a", before: "(not shown)", after: "(not shown)" }]],
      ]),
    );
    expect(JSON.stringify(summary.notes)).toContain(`"output.${name}"`);
    expect(summarizeStreamed({ "member-a": plan })).toEqual(summary);
    expect(asMarkdown(summary)).not.toContain("native code");
  },
);
