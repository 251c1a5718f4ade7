import { readFileSync } from "node:fs";
import path from "node:path";

import { stringify } from "yaml";

import { loadOrganization } from "../../config/load-organization";
import type { Organization } from "../../organization/organization";
import { dataSources, valueReadingSources } from "../../resources/data-sources";
import { foreignTypes } from "../../resources/foreign-types";
import type { PlannedType } from "../../resources/resource-type";
import { lossOf, pipelineTypes, plannedTypes, resourceTypes } from "../../resources/resource-types";
import { exampleFiles } from "../../scripts/example-files";
import { everything } from "../../scripts/requests/everything";
import { organizationFrom } from "../support/edited-organization";
import { root, synthesize } from "../support/synthesized";

const built = (["aws", "aws-us-gov", "aws-cn"] as const).map((partition) => everything(partition));
// What is about a trail of our own, or its bucket, has no place beside an existing one.
const existing = Object.fromEntries(
  Object.entries({ ...built[0]!, trail: { existing: {} } }).filter(([key]) => !["archive", "logArchive"].includes(key)),
);

const organizations: Readonly<Record<string, () => Organization>> = {
  ...Object.fromEntries(exampleFiles(root).map((file) => [file, () => loadOrganization(path.join(root, file))])),
  ...Object.fromEntries(
    [...built, existing].map((source, at) => [`everything ${at + 1}`, () => organizationFrom(stringify(source))]),
  ),
  "an existing trail in China": () => ({
    ...loadOrganization(path.join(root, "examples/china/organization.yaml")),
    trail: { insights: [], excludeKmsEvents: false, tags: true, existing: { logGroupName: "/org/trail" } },
  }),
};
const synthesized = Object.entries(organizations).map(([name, make]) => [name, synthesize(make())] as const);
const typesOf = (kind: "resource" | "data", stacks: ReturnType<typeof synthesize>) =>
  Object.values(stacks).flatMap((stack) => Object.keys(stack[kind] ?? {}));

describe.each(synthesized)("of %s", (_name, stacks) => {
  test("every type has its row", () => {
    expect(typesOf("resource", stacks).filter((type) => !(type in resourceTypes))).toEqual([]);
    expect(typesOf("data", stacks).filter((type) => !(type in dataSources))).toEqual([]);
  });

  test("only the stack of the pipeline's own roles has types that no pipeline applies", () => {
    const others = Object.entries(stacks).filter(([stack]) => stack !== "pipeline");

    expect(typesOf("resource", Object.fromEntries(others)).filter((type) => !(type in pipelineTypes))).toEqual([]);
  });
});

test("no row is of a type that no stack has", () => {
  const used = (kind: "resource" | "data") => new Set(synthesized.flatMap(([, stacks]) => typesOf(kind, stacks)));

  expect(Object.keys(resourceTypes).filter((type) => !used("resource").has(type))).toEqual([]);
  expect(Object.keys(dataSources).filter((type) => !used("data").has(type))).toEqual([]);
  expect(Object.keys(foreignTypes).filter((type) => used("resource").has(type))).toEqual([]);
});

/** Attributes that may be set, from the provider's schema by way of the bindings that were made from it. */
function attributesOf(binding: string): ReadonlySet<string> {
  const bindings = path.dirname(require.resolve("@cdktf/provider-aws/package.json"));
  const text = readFileSync(path.join(bindings, "lib", binding, "index.d.ts"), "utf8");
  const [, config] = /export interface \w+Config extends \w+\.TerraformMetaArguments \{\n(.*?)\n\}/s.exec(text)!;
  const names = [...config!.matchAll(/readonly (\w+)\??:/g)].map(([, name]) => name!);
  return new Set(names.map((name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)));
}

const bindingOf = (type: string) => type.replace(/^aws_/, "").replaceAll("_", "-");

test.each(Object.keys(resourceTypes))("the provider knows the attributes in the row of %s", (type) => {
  const attributes = attributesOf(bindingOf(type));
  const { replacedBy, policies, scope } = resourceTypes[type]!;

  expect([...replacedBy, ...policies].filter((each) => !attributes.has(each))).toEqual([]);
  expect(scope).toBe(attributes.has("region") ? "regional" : "global");
});

test.each(Object.entries<PlannedType>(foreignTypes))("and those in the row of %s", (type, { policies }) => {
  const attributes = attributesOf(bindingOf(type));

  expect(policies.filter((each) => !attributes.has(each))).toEqual([]);
});

test.each([...Object.keys(dataSources), ...valueReadingSources])("and the data source %s", (type) => {
  expect(attributesOf(`data-${type.replaceAll("_", "-")}`).size).toBeGreaterThan(0);
});

/** What is in place when its name changes, with the attribute by which it is known instead. */
const changedInPlace = ["aws_cloudwatch_query_definition", "aws_organizations_policy"];

test("what has a name is made anew under another one", () => {
  const named = Object.entries(resourceTypes).filter(([type]) => attributesOf(bindingOf(type)).has("name"));

  expect(named.length).toBeGreaterThan(15);
  expect(named.filter(([, { replacedBy }]) => !replacedBy.includes("name")).map(([type]) => type)).toEqual(
    changedInPlace,
  );
});

test("every attribute that holds a policy is in its row", () => {
  const isPolicy = (value: unknown) => typeof value === "string" && /^\{.*"Statement":/s.test(value);
  const held = synthesized.flatMap(([, stacks]) =>
    Object.values(stacks).flatMap(({ resource = {} }) =>
      Object.entries(resource).flatMap(([type, byId]) =>
        Object.values(byId).flatMap((values) =>
          Object.keys(values)
            .filter((attribute) => isPolicy(values[attribute]))
            .map((attribute) => `${type}.${attribute}`),
        ),
      ),
    ),
  );
  const known = Object.entries(resourceTypes).flatMap(([type, { policies }]) =>
    policies.map((attribute) => `${type}.${attribute}`),
  );

  expect([...new Set(held)].sort()).toEqual(known.sort());
});

test("what is protected is stateful", () => {
  const isProtected = ({ lifecycle }: Readonly<Record<string, unknown>>) =>
    (lifecycle as { prevent_destroy?: boolean } | undefined)?.prevent_destroy === true;
  const types = synthesized.flatMap(([, stacks]) =>
    Object.values(stacks).flatMap(({ resource = {} }) =>
      Object.entries(resource).flatMap(([type, byId]) => (Object.values(byId).some(isProtected) ? [type] : [])),
    ),
  );

  expect(new Set(types).size).toBeGreaterThan(5);
  expect([...new Set(types)].filter((type) => lossOf(type) === undefined)).toEqual([]);
});

test("a loss is told as a sentence of a comment", () => {
  for (const type of Object.keys(plannedTypes)) {
    const loss = lossOf(type);
    if (loss === undefined) continue;
    expect(loss.noun).toMatch(/^[a-z][a-z ]+$/);
    expect(loss.lost).toMatch(/^[a-z].*\.$/);
  }
});
