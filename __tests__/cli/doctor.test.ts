import { secretwatch } from "../support/run-command";
import { doctored, healthyExample, savedAnswers } from "../support/doctored";

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
