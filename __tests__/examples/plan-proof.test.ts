import { spawnSync } from "node:child_process";
import { generateKeyPairSync, sign } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

import fc from "fast-check";

import { root } from "../support/synthesized";
import { temporaryDirectory } from "../support/temporary-directory";

const script = path.join(root, "examples/github/scripts/plan-proof.mjs");
const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const jwks = JSON.stringify({ keys: [{ ...publicKey.export({ format: "jwk" }), kid: "one" }] });
const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** What GitHub has to have signed. */
const pins = {
  iss: "https://token.actions.githubusercontent.com",
  repository: "acorn/cloud",
  event_name: "pull_request",
  ref: "refs/pull/7/merge",
  base_ref: "main",
  workflow_ref: "acorn/cloud/.github/workflows/pull-request.yml@refs/pull/7/merge",
  run_id: "71",
};

function node(input: string, ...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], { input, encoding: "utf8" });
  return { status, printed: stdout.trim(), stderr };
}

function planOf(
  stack: string,
  files: Readonly<Record<string, string>> = { plan: "a", "plan.json": "{}", "lock.hcl": "b" },
) {
  const plan = path.join(temporaryDirectory({}), stack);
  mkdirSync(plan);
  for (const [file, text] of Object.entries(files)) writeFileSync(path.join(plan, file), text);
  return plan;
}

/** Of a plan of planOf's own files; asked for once for each stack. */
const audiences = new Map<string, string>();
function audienceOf(plan: string): string {
  const stack = path.basename(plan);
  const audience = audiences.get(stack) ?? node("", "audience", plan).printed;
  audiences.set(stack, audience);
  return audience;
}

function prove(plan: string, claims: object = {}, head: object = { alg: "RS256", kid: "one" }): string {
  const audience = audienceOf(plan);
  const text = `${part(head)}.${part({ ...pins, sha: "abc", aud: audience, ...claims })}`;
  writeFileSync(
    path.join(plan, "proof.jwt"),
    `${text}.${sign("sha256", Buffer.from(text), privateKey).toString("base64url")}\n`,
  );
  return plan;
}

const verify = (...plans: readonly string[]) => node(jwks, "verify", JSON.stringify(pins), ...plans);

test("plans that were made where they have to be pass, and say of which commits they are", () => {
  const [one, two] = [prove(planOf("one")), prove(planOf("two"))];

  expect(verify(one, two)).toEqual({ status: 0, printed: "abc", stderr: "" });
});

test("each plan that does not pass is told, and no commit", () => {
  const plans = [prove(planOf("good")), planOf("bare"), prove(planOf("bad"), { run_id: "72" })];

  expect(verify(...plans)).toEqual({
    status: 1,
    printed: [
      "::error::bare: the plan has no proof of where it was made. Nothing of it was applied.",
      '::error::bad: the plan was made where run_id is "72", and not "71". Nothing of it was applied.',
    ].join("\n"),
    stderr: "",
  });
});

test.each(Object.keys(pins))("a proof that says anything else of %s, or nothing, is refused", (claim) => {
  const right = pins[claim as keyof typeof pins];
  const others = ["other", `${right} `, null, undefined, [right]];

  const { status, printed } = verify(...others.map((value) => prove(planOf("one"), { [claim]: value })));

  expect(status).toBe(1);
  const told = printed.split("\n");
  expect(told).toHaveLength(others.length);
  for (const line of told) expect(line).toContain(`where ${claim} is`);
});

test.each(["plan", "plan.json", "lock.hcl"])("one byte of %s is enough", (file) => {
  const plan = prove(planOf("one"));
  writeFileSync(path.join(plan, file), `${readFileSync(path.join(plan, file), "utf8")}x`);

  expect(verify(plan).printed).toContain("the plan is not the one that its proof is about");
});

test("a file more, a file less or another stack is another plan", () => {
  const audience = (...args: Parameters<typeof planOf>) => node("", "audience", planOf(...args)).printed;
  const all = [
    audience("one"),
    audience("two"),
    audience("one", { plan: "a", "plan.json": "{}" }),
    audience("one", { plan: "a", "lock.hcl": "{}" }),
    audience("one", { plan: "{}", "plan.json": "a", "lock.hcl": "b" }),
  ];

  expect(new Set(all).size).toBe(5);
  for (const each of all) expect(each).toMatch(/^secretwatch-plan-[0-9a-f]{64}$/);
});

test("whatever else stands for a proof is refused, in one line that is no command of the runner but an error", () => {
  const plan = prove(planOf("one"));
  const proof = readFileSync(path.join(plan, "proof.jwt"), "utf8").trim();
  const [head = "", body = "", signature = ""] = proof.split(".");
  const flipped = fc.nat(proof.length - 1).chain((at) =>
    fc
      .constantFrom("A", "z", ".")
      .filter((by) => by !== proof[at])
      .map((by) => proof.slice(0, at) + by + proof.slice(at + 1)),
  );
  const other = fc.oneof(
    flipped,
    fc.string({ unit: "binary" }),
    fc.json().map((json) => `${head}.${Buffer.from(json).toString("base64url")}.${signature}`),
    fc.json().map((json) => `${Buffer.from(json).toString("base64url")}.${body}.${signature}`),
    fc.constantFrom(`${head}.${body}.`, `${head}.${body}`, `${proof}.x`, "::add-mask::x\n::error::y"),
  );

  // The last digit of a signature has bits that mean nothing.
  const hostile = other.filter((text) => !text.startsWith(proof.slice(0, -1)) || text.length > proof.length);

  fc.assert(
    fc.property(fc.array(hostile, { minLength: 40, maxLength: 40 }), (texts) => {
      const plans = texts.map((text, index) => {
        const each = planOf(`plan-${index}`);
        writeFileSync(path.join(each, "proof.jwt"), text);
        return each;
      });

      const { status, printed, stderr } = verify(...plans);

      expect([status, stderr]).toEqual([1, ""]);
      expect(printed.split("\n").map((line) => line.replace(/the plan.*\. Nothing/, "the plan. Nothing"))).toEqual(
        texts.map((_, index) => `::error::plan-${index}: the plan. Nothing of it was applied.`),
      );
    }),
    { numRuns: 2 },
  );
});

test("a proof by another algorithm or key is refused", () => {
  for (const head of [{ alg: "none" }, { alg: "HS256", kid: "one" }, { alg: "RS256", kid: "two" }, { alg: "RS256" }]) {
    expect(verify(prove(planOf("one"), {}, head)).status).toBe(1);
  }
});
