import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";

import type { PlanDocument } from "../../plan/plan-document";
import { exitCode } from "../../plan/plan-summary";
import { root } from "../support/synthesized";
import { commentOn, summarize, summarizeStreamed } from "./summarize";

const recorded = path.join(__dirname, "recorded");
const plansOf = (scenario: string) =>
  JSON.parse(readFileSync(path.join(recorded, `${scenario}.json`), "utf8")) as Record<string, PlanDocument>;
const commentOf = (scenario: string) => readFileSync(path.join(__dirname, "golden", `${scenario}.md`), "utf8");

const scenarios = [
  ["first-rollout", 10],
  ["nothing", 0],
  ["secret-added", 10],
  ["reader-changed", 10],
  ["reader-added", 10],
  ["decoys-on", 10],
  ["guardrails-on", 10],
  ["region-added", 10],
  ["trail-renamed", 20],
  ["member-removed", 20],
] as const;

test("every recording is looked at", () => {
  expect(readdirSync(recorded).sort()).toEqual(scenarios.map(([scenario]) => `${scenario}.json`).sort());
});

describe.each(scenarios)("%s", (scenario, code) => {
  // To write the comments anew: npm run record:plans -- --comments
  test("makes the comment that was reviewed", () => {
    expect(commentOn(summarize(plansOf(scenario)))).toBe(commentOf(scenario));
  });

  test(`ends with exit code ${code}`, () => {
    expect(exitCode(summarize(plansOf(scenario)))).toBe(code);
  });

  test("is the same read in pieces", () => {
    expect(summarizeStreamed(plansOf(scenario))).toEqual(summarize(plansOf(scenario)));
  });
});

test("the documentation shows a comment as it is", () => {
  expect(readFileSync(path.join(root, "docs/plan-comments.md"), "utf8")).toContain(commentOf("trail-renamed"));
});

test("a comment about a thousand accounts fits, and says what it leaves out and of whom", () => {
  const [plan] = [plansOf("first-rollout")["member-payments-prod"]!];
  const plans = Object.fromEntries(
    Array.from({ length: 1000 }, (_, index) => {
      // Each name in it differs, so that no two changes are the same.
      const text = JSON.stringify(plan)
        .replaceAll("payments", `p${index * 7919}x`)
        .replaceAll("eu-west-1", `eu-${index}`);
      return [`member-a${index}`, JSON.parse(text) as PlanDocument];
    }),
  );
  plans["member-last"] = plansOf("member-removed")["member-payments-dev"]!;

  const comment = commentOn(summarize(plans));

  expect(Buffer.byteLength(comment)).toBeLessThanOrEqual(65_536);
  expect(comment).toContain("**Destroys 2 secrets**");
  expect(comment).toMatch(/### Left out\n[\s\S]*- Policies of new resources: \d+ entries of `member-a\d+`/);
});
