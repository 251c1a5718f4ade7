import { actionsOf, actionsOfPipeline, merged, type NeededActions } from "../../resources/needed-actions";
import { resourceTypes } from "../../resources/resource-types";
import { deployRole } from "../support/deploy-role";
import { everyOrganization } from "../support/every-organization";
import { synthesize } from "../support/synthesized";

// Not in the examples: a chat of the other kind, and what the archive is searched with.
const otherTypes = [
  "aws_athena_workgroup",
  "aws_chatbot_teams_channel_configuration",
  "aws_glue_catalog_database",
  "aws_glue_catalog_table",
];
const needed = merged([
  ...everyOrganization.flatMap(([, make]) => Object.values(synthesize(make())).map(actionsOf)),
  ...otherTypes.map((type) => resourceTypes[type]!),
]);
const all = ({ plan, apply }: NeededActions) => [...new Set([...plan, ...apply])].sort();

test("a type without a row is refused", () => {
  expect(() => actionsOf({ resource: { aws_lambda_function: {} } })).toThrow("aws_lambda_function");
  expect(() => actionsOf({ data: { aws_lambda_function: {} } })).toThrow("data.aws_lambda_function");
});

test("the roles of a pipeline need what its stacks need, and nothing else", () => {
  expect(actionsOfPipeline()).toEqual(needed);
});

const reading = /^\w+:(Get|List|Describe|Validate)/;
test("what is read changes nothing, and no value is among it", () => {
  expect(needed.plan.filter((action) => !reading.test(action))).toEqual([]);
  expect(all(needed)).not.toContain("secretsmanager:GetSecretValue");
  expect(all(needed)).not.toContain("s3:GetObject");
});

describe("the deploy role", () => {
  const allowed = Object.values(deployRole().policies)
    .flat()
    .filter(({ Effect }) => Effect === "Allow")
    .flatMap(({ Action }) => Action);
  const matches = (pattern: string, action: string) =>
    pattern.endsWith("*") ? action.startsWith(pattern.slice(0, -1)) : pattern === action;

  test("may do all that the stacks need", () => {
    expect(all(needed).filter((action) => !allowed.some((pattern) => matches(pattern, action)))).toEqual([]);
  });

  test("may do nothing that no stack needs", () => {
    expect(allowed.filter((pattern) => !all(needed).some((action) => matches(pattern, action)))).toEqual([]);
  });

  test("has wildcards in what it reads only, but for the use of keys", () => {
    const wild = allowed.filter((pattern) => pattern.includes("*") && !reading.test(pattern));

    expect([...new Set(wild)]).toEqual(["kms:GenerateDataKey*", "kms:ReEncrypt*"]);
  });
});
