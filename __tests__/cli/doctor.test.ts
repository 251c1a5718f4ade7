import { existsSync, writeFileSync } from "node:fs";
import path from "node:path";

import type { AwsCalls } from "../../aws/calls";
import { type Answers, doctored, healthyExample, savedAnswers } from "../support/doctored";
import { callsOf } from "../support/planted-faults";
import { secretwatch } from "../support/run-command";
import { temporaryDirectory } from "../support/temporary-directory";

/** What AWS answers where all is healthy, but for what ends so. */
function answersWith(end: RegExp, change: (answer: Record<string, unknown>) => object): Answers {
  const changed = Object.entries(healthyExample().answers).filter(([name]) => end.test(name));
  if (changed.length === 0) throw new Error(`No answer is called ${end.source}.`);
  return {
    ...healthyExample().answers,
    ...Object.fromEntries(changed.map(([name, answer]) => [name, change(answer as Record<string, unknown>)])),
  };
}

const ruleOff = () =>
  answersWith(/events\/describe-rule\/333333333333\/.*unexpected-reads\.json$/, (rule) => ({
    ...rule,
    State: "DISABLED",
  }));
const tooLong = () => answersWith(/service-quotas\/.*L-244521F2\.json$/, () => ({ Quota: { Value: 0 } }));

describe("which stacks are looked at", () => {
  test.each([
    [{}, 6],
    [{ account: ["payments-prod"] }, 1],
    [{ account: ["333333333333"] }, 1],
    [{ account: ["333333333333", "payments-prod"] }, 1],
    [{ wave: ["canary"] }, 2],
    [{ wave: ["canary"], account: ["payments-dev", "security"] }, 1],
    [{ stack: ["security", "management"] }, 2],
    [{ account: ["security"], stack: ["security"] }, 1],
  ])("%p: %p", async (options, stacks) => {
    const { status, stdout } = await doctored(healthyExample(), options);

    expect(stdout).toMatch(new RegExp(`^Healthy: \\d+ resources of ${stacks} stacks?\\b`));
    expect(status).toBe(0);
  });

  test.each([
    [{ account: ["nobody"] }, "There is no account nobody."],
    [{ account: ["security"], wave: ["canary"] }, "No stack is of that account, wave and name at the same time."],
  ])("AWS is not asked for %p", async (options, said) => {
    const unasked = { call: () => Promise.reject(new Error("AWS was asked.")) };

    await expect(doctored(unasked, options)).rejects.toThrow(said);
  });

  test("each name that nothing has is in one report", async () => {
    const names = ["--account", "payments-prd", "--account", "1", "--wave", "canry", "--stack", "securty"];

    const { status, stdout, stderr } = await secretwatch(["doctor", "--from", savedAnswers(), ...names]);

    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr.trimEnd().split("\n")).toEqual([
      expect.stringMatching(/^There is no account payments-prd\. .*payments-prod/),
      expect.stringMatching(/^There is no account 1\. /),
      expect.stringMatching(/^There is no wave canry\. .*canary/),
      expect.stringMatching(/^There is no stack securty\. .*security/),
    ]);
  });
});

describe("how it ends", () => {
  test.each([
    ["0 where all is healthy", () => healthyExample().answers, 0],
    ["10 where something is weak", tooLong, 10],
    ["20 where something is blind", ruleOff, 20],
  ])("%s, in each form, of saved answers and of AWS", async (_, answers, expected) => {
    const directory = savedAnswers(answers());
    const live = callsOf(answers());

    for (const format of ["text", "markdown", "json"] as const) {
      const saved = await secretwatch(["doctor", "--from", directory, "--format", format]);
      const asked = await doctored(live, { format });

      expect([saved.status, saved.stderr]).toEqual([expected, ""]);
      expect([asked.status, asked.stdout]).toEqual([expected, saved.stdout]);
    }
  });

  test("of a directory without answers all is unknown, once for each cause", async () => {
    const { status, stdout } = await secretwatch(["doctor", "--from", savedAnswers({}), "--json"]);

    const { findings } = JSON.parse(stdout) as { readonly findings: readonly { readonly urgency: string }[] };
    expect(status).toBeGreaterThanOrEqual(10);
    expect(findings.length).toBeGreaterThan(0);
  });

  test("an answer that can't be read is named beside what is unknown for it", async () => {
    const directory = savedAnswers();
    writeFileSync(path.join(directory, "organizations/list-roots.json"), "{");

    const { status, stderr } = await secretwatch(["doctor", "--from", directory]);

    expect([status, stderr]).toEqual([10, "organizations/list-roots.json is no JSON.\n"]);
  });

  test("what one account refuses is said of it alone", async () => {
    const denied: AwsCalls = callsOf(
      Object.fromEntries(Object.entries(healthyExample().answers).filter(([name]) => !name.includes("/333333333333"))),
      { kind: "denied", code: "AccessDenied" },
    );

    const { status, stdout } = await doctored(denied, { format: "json" });

    const { findings } = JSON.parse(stdout) as {
      readonly findings: readonly { readonly account: { readonly id: string } }[];
    };
    expect(status).toBeGreaterThanOrEqual(10);
    expect(new Set(findings.map(({ account }) => account.id))).toEqual(new Set(["333333333333"]));
  });

  test("Ctrl-C ends it, and nothing is said of what was looked at", async () => {
    const stopped: AwsCalls = {
      call: () => {
        process.emit("SIGINT");
        return Promise.reject(new Error("aborted"));
      },
    };

    const { status, stdout, stderr } = await doctored(stopped);

    expect([status, stdout]).toEqual([130, ""]);
    expect(stderr).toContain("Interrupted");
  });
});

describe("answers that are kept", () => {
  test("say the same again, also of a fault, and are those of one time", async () => {
    const save = path.join(temporaryDirectory(), "answers");

    const asked = await doctored(callsOf(ruleOff()), { save });
    const again = await secretwatch(["doctor", "--from", save]);
    const refused = await secretwatch(["doctor", "--save", save]);

    expect([again.status, again.stdout]).toEqual([asked.status, asked.stdout]);
    expect(existsSync(path.join(save, "asked-at.json"))).toBe(true);
    expect([refused.status, refused.stderr]).toEqual([2, expect.stringContaining("has answers already")]);
  });

  test("--from and --save together are refused", async () => {
    const { status, stderr } = await secretwatch(["doctor", "--from", savedAnswers(), "--save", "elsewhere"]);

    expect([status, stderr]).toEqual([2, "Take --from or --save, not both.\n"]);
  });
});

test("--before asks for less, and finds nothing of what is deployed", async () => {
  const all = await doctored(callsOf(ruleOff()));
  const before = await doctored(callsOf(ruleOff()), { before: true });

  expect([all.status, before.status]).toEqual([20, 0]);
  expect(before.asked).toBeLessThan(all.asked);
});
