import path from "node:path";

import { compileDetection } from "../../detections/compiled";
import type { Condition } from "../../patterns/condition";
import { evaluate } from "../../patterns/evaluate";
import { toEventPattern } from "../../patterns/compile/event-pattern";
import { toPredicate } from "../../patterns/compile/predicate";
import { edited, organizationFrom, small } from "../support/edited-organization";
import { secretwatch } from "../support/run-command";
import { resourcesOf, synthesize } from "../support/synthesized";
import { temporaryDirectory } from "../support/temporary-directory";

/** What every object of JavaScript has without anybody's doing, and what a map by names must not be mistaken for having. */
const inherited = Object.getOwnPropertyNames(Object.prototype).filter((name) => name !== "__proto__");

const file = (text: string) => path.join(temporaryDirectory({ "organization.yaml": text }), "organization.yaml");

test("they are names like any other for units, tags and secrets", async () => {
  const text = edited((it) => {
    const ids = inherited.map((name, index) => [name, `ou-exam-inherited${index}`]);
    it.organizationalUnits = { ...(it.organizationalUnits as object), ...Object.fromEntries(ids) };
    it.guardrails = { protectWatch: { organizationalUnits: [...inherited] } };
    it.members[0]!.tags = Object.fromEntries(inherited.map((name) => [name, name]));
    it.members[0]!.organizationalUnit = "constructor";
    it.members[0]!.secrets = inherited.map((name) => ({ name: `prod/${name}` }));
  });

  const stacks = synthesize(organizationFrom(text));

  expect(stacks["member-shop"]!.provider.aws[0]).toMatchObject({
    default_tags: [{ tags: { "cost-center": "4711", ...Object.fromEntries(inherited.map((name) => [name, name])) } }],
  });
  const attachments = JSON.stringify(resourcesOf(stacks.management, "aws_organizations_policy_attachment"));
  const secrets = JSON.stringify(resourcesOf(stacks["member-shop"], "aws_secretsmanager_secret"));
  for (const [index, name] of inherited.entries()) {
    expect(attachments).toContain(`"ou-exam-inherited${index}"`);
    expect(secrets).toContain(`"prod/${name}"`);
  }
  const { stdout, stderr } = await secretwatch(["diff", file(small)], { organization: file(text) });
  expect(stderr).toBe("");
  expect(stdout).toContain("moves from unit workloads to constructor");
});

test.each(inherited)("%s is no unit, wave or detection that nobody has written down", async (name) => {
  const text = edited((it) => {
    Object.assign(it.members[0]!, { organizationalUnit: name, wave: name });
    it.modes = { [name]: "quiet" };
    it.detections = { [name]: { enabled: false } };
    it.guardrails = { protectWatch: { organizationalUnits: [name] } };
  });

  const { status, stderr } = await secretwatch(["check"], { organization: file(text) });

  expect(status).toBe(1);
  for (const place of [
    "members[0].organizationalUnit",
    "members[0].wave",
    `modes.${name}`,
    `detections.${name}`,
    "guardrails.protectWatch.organizationalUnits[0]",
  ]) {
    expect(stderr).toContain(`  ${place}: `);
  }
});

test("a wave that is called like what objects inherit is told of unless the file says otherwise", () => {
  const withWaves = (modes: object) =>
    organizationFrom(
      edited((it) => {
        it.waves = ["constructor", "canary", "all"];
        it.modes = modes;
        it.members[0]!.wave = "constructor";
      }),
    ).members[0]!.mode;

  expect(withWaves({})).toBe("notify");
  expect(withWaves({ constructor: "quiet" })).toBe("quiet");
});

test.each([
  "requestParameters.__proto__.polluted",
  "requestParameters.__proto__",
  "requestParameters.constructor.name",
  "requestParameters.constructor.prototype.polluted",
  "requestParameters.toString",
])("a condition on %s is one on a field that records do not have, and changes nothing else", (field) => {
  const condition = { field, equals: "x" } as Condition;
  const keys = field.split(".");
  const record = JSON.parse(
    `${keys.map((key) => `{${JSON.stringify(key)}:`).join("")}"x"${"}".repeat(keys.length)}`,
  ) as Record<string, unknown>;

  const pattern = toEventPattern(condition);

  expect(JSON.stringify(pattern)).toBe(JSON.stringify({ detail: record }).replace('"x"', '["x"]'));
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  for (const matches of [(event: Record<string, unknown>) => evaluate(condition, event), toPredicate(condition)]) {
    expect([matches(record), matches({ requestParameters: {} }), matches({})]).toEqual([true, false, false]);
  }
});

test("an own detection of such a field is compiled", () => {
  const { detections } = organizationFrom(
    edited((it) => {
      it.ownDetections = [
        {
          id: "constructor",
          title: "A builder",
          severity: "high",
          condition: { field: "requestParameters.constructor.name", equals: "x" },
          why: "It builds.",
          likelyCauses: ["A builder"],
          nextSteps: ["Ask"],
          references: ["https://acorn.example"],
          matches: [{ what: "one", event: { requestParameters: { constructor: { name: "x" } } } }],
          ignores: [{ what: "none", event: { requestParameters: {} } }],
        },
      ];
    }),
  );

  expect(compileDetection(detections.at(-1)!).notExpressible).toEqual({});
});
