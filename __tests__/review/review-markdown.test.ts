import fc from "fast-check";

import { areas, type Change } from "../../review/change";
import { changesBetween } from "../../review/organization-changes";
import { report } from "../../review/report";
import { reviewMarkdown } from "../../review/review-markdown";
import { review, type Review } from "../../review/review";
import { organizationFrom, small } from "../support/edited-organization";

/** Pull requests and marks of a workflow's own take the rest of GitHub's 65,536. */
const MOST_BYTES = 65_000;
const noStacks = { affected: [], removed: [], total: 4 };

const text = fc.oneof(
  fc.stringMatching(/^[a-z*_`<@ 版🔑]{1,80}$/u),
  // Of letters of one byte to four; a few fill a comment.
  fc
    .tuple(fc.constantFrom("a", "é", "版", "🔑", "`"), fc.integer({ min: 1, max: 20_000 }))
    .map(([each, count]) => each.repeat(count)),
);
const name = fc.stringMatching(/^[a-z版🔑-]{1,60}$/u);

function reviewOf(base: string, texts: readonly string[], times: number, names: readonly string[]): Review {
  const changes = texts.flatMap((each, index) =>
    Array.from({ length: times }, (_, time): Change => {
      const id = `change-${names[0]}/${index}/${time}`;
      const account = { id: "333333333333", name: names[time % names.length]! };
      const watch = index % 2 === 0 ? "less" : "more";
      return {
        id,
        area: areas[index % areas.length]!,
        watch,
        guarded: index % 3 === 0,
        text: `${time} ${each}`,
        account,
      };
    }),
  );
  const missing = changes.filter(({ guarded }) => guarded).map(({ id }) => id);
  const resources = names.map((each, index) => ({
    stack: `member-${each}`,
    address: `aws_sns_topic.${each}`,
    type: "aws_sns_topic",
    name: each,
    action: "destroy" as const,
    attributes: [],
    stateful: index % 2 === 0,
    refused: false,
  }));
  const acknowledgements = { missing, given: [], unused: [{ change: texts[0]!, reason: "" }] };
  return { base, baseFound: false, changes, resources, stacks: noStacks, acknowledgements };
}

/** Points by their section, as the comment tells and counts them. */
function toldIn(comment: string): ReadonlyMap<string, number> {
  const [shown = "", left = ""] = comment.split("#### Left out\n");
  const told = new Map<string, number>();
  for (const section of shown.split(/^#### /m).slice(1)) {
    const title = section.slice(0, section.indexOf("\n"));
    const lines = section.replace(/```yaml[^]*?```/g, "").match(/^- /gm) ?? [];
    told.set(title, lines.length);
  }
  for (const [, title, count] of left.matchAll(/^- (.*): (\d+) entr/gm))
    told.set(title!, (told.get(title!) ?? 0) + Number(count));
  return told;
}

test("whatever changes, the comment fits, and each point is told or counted", () => {
  const names = fc.array(name, { minLength: 1, maxLength: 200 });

  fc.assert(
    fc.property(
      text,
      fc.array(text, { minLength: 1, maxLength: 8 }),
      fc.nat(100),
      names,
      (base, texts, times, some) => {
        const all = reviewOf(base, texts, times, some);
        const comment = reviewMarkdown(all).toString();

        expect(Buffer.byteLength(comment)).toBeLessThanOrEqual(MOST_BYTES);
        expect(toldIn(comment)).toEqual(new Map(report(all).map(({ title, points }) => [title, points.length])));
      },
    ),
    { numRuns: 20 },
  );
});

test("of six hundred readers as many are told as fit, and the others counted", () => {
  // One of a pattern that there is no room for: this is not about whether it can be deployed.
  const before = organizationFrom(small);
  const [shop, ...others] = before.members;
  const readers = Array.from({ length: 600 }, (_, each) => ({
    reader: `role/of-the-shop/reader-number-${each}`,
  }));
  const expectedReaders = [...shop!.expectedReaders, ...readers];
  const after = { ...before, members: [{ ...shop!, expectedReaders }, ...others] };
  expect(changesBetween(before, after).filter(({ area }) => area === "readers")).toHaveLength(600);

  const comment = reviewMarkdown(review("origin/main", { before, after, stacks: noStacks })).toString();

  const told = comment.match(/^- ⚠️ role\/of-the-shop/gm)!.length;
  expect(Buffer.byteLength(comment)).toBeLessThanOrEqual(MOST_BYTES);
  expect(told).toBeGreaterThan(400);
  expect(comment).toContain("All of it is what `secretwatch diff` prints");
  expect(comment).toContain(`- Stops being watched: ${600 - told} entries`);
});

test("what is not acknowledged is told before the rest of its section", () => {
  const all = reviewOf("main", ["a"], 300, ["shop"]);
  const changes = all.changes.map((each, index) => ({ ...each, text: `${index} ${"x".repeat(600)}` }));
  const last = changes.at(-1)!;

  const comment = reviewMarkdown({
    ...all,
    changes,
    acknowledgements: { missing: [last.id], given: [], unused: [] },
  }).toString();

  expect(comment).toMatch(/#### Stops being watched\n\n- ⚠️ 299 x/);
  expect(comment).toMatch(/- Stops being watched: \d{3} entries/);
  expect(comment).toContain("```yaml\nacknowledgements:");
});
