import { deploymentsOf } from "../../stacks/deployments";
import { wantedStacks, type SynthesizedStack } from "../../doctor/wanted-stacks";
import { agrees, GAP, UNKNOWN } from "../../doctor/unknown";
import { exampleOrganization } from "../support/synthesized";
import { temporaryDirectory } from "../support/temporary-directory";

let stacks: ReadonlyMap<string, SynthesizedStack>;

beforeAll(() => {
  const organization = exampleOrganization();
  const names = new Set<string>(deploymentsOf(organization).map(({ stack }) => stack));
  stacks = new Map([...wantedStacks(organization, names, temporaryDirectory())].map((each) => [each.name, each]));
});

const texts = (value: unknown): readonly string[] =>
  typeof value === "string"
    ? [value]
    : typeof value === "object" && value !== null
      ? Object.values(value).flatMap(texts)
      : [];

it("leaves no expression of Terraform in what is wanted", () => {
  const all = [...stacks.values()].flatMap(({ resources }) => resources);

  expect(all.length).toBeGreaterThan(100);
  const left = all.flatMap(({ attributes }) => texts(attributes)).filter((text) => /(^|[^$])\$\{aws_/.test(text));
  expect(left).toEqual([]);
});

it("knows neither ids of keys nor ARNs of secrets, and nothing else", () => {
  const types = new Set([...stacks.values()].flatMap(({ missing }) => missing).map((each) => each.split(".")[0]));

  expect([...types].sort()).toEqual(["aws_kms_key", "aws_secretsmanager_secret"]);
});

it("puts what another provider makes into that one's account", () => {
  const management = stacks.get("management")!;

  const accounts = management.resources.map(({ type, account }) => [type, account]);

  expect(accounts).toContainEqual(["aws_cloudtrail", "222222222222"]);
  expect(accounts).toContainEqual(["aws_cloudtrail_organization_delegated_admin_account", "111111111111"]);
});

it("fills in what was found", () => {
  const payments = stacks.get("member-payments-prod")!;
  const reference = payments.missing.find((each) => each.startsWith("aws_kms_key."))!;
  const users = (stack: SynthesizedStack) =>
    stack.resources.filter(({ refersTo }) => refersTo.includes(reference.split(".", 2).join(".")));

  const knowing = payments.knowing(new Map([[reference, "arn:aws:kms:eu-west-1:333333333333:key/1"]]));

  expect(knowing.missing).not.toContain(reference);
  expect(users(payments).some(({ attributes }) => Object.values(attributes).includes(UNKNOWN))).toBe(true);
  expect(JSON.stringify(users(knowing))).toContain("arn:aws:kms:eu-west-1:333333333333:key/1");
});

it.each([
  ["a", "a", true],
  ["a", "b", false],
  [`arn:${GAP}:x`, "arn:1:x", true],
  [`arn:${GAP}:x`, "arn::x", false],
  [`a${GAP}a`, "aa", false],
  [`a${GAP}b${GAP}c`, "a1b2c", true],
  [`a${GAP}b${GAP}c`, "abc", false],
  [UNKNOWN, "anything", true],
  [{ a: UNKNOWN }, { a: 1 }, true],
  [{ a: UNKNOWN }, {}, false],
  [{ a: 1 }, { a: 1, b: 2 }, false],
  [[1, 2], [2, 1], false],
])("compares %p with %p: %p", (wanted, actual, same) => {
  expect(agrees(wanted, actual)).toBe(same);
});
