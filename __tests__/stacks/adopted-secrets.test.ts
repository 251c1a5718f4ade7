import type { OrganizationText } from "../support/edited-organization";
import { edited, organizationFrom } from "../support/edited-organization";
import { synthesize, type Attributes, type Synthesized } from "../support/synthesized";

const arn = (name: string, region = "eu-west-1") =>
  `arn:aws:secretsmanager:${region}:333333333333:secret:${name}-a1B2c3`;
type MemberText = OrganizationText["members"][number];

interface MemberStack extends Synthesized {
  readonly import?: readonly { readonly to: string; readonly id: string }[];
  readonly removed?: readonly { readonly from: string; readonly lifecycle: Attributes }[];
}

/** The stack of the first member, with these secrets and no decoys. */
function stackWith(secrets: MemberText["secrets"], watchedSecrets: MemberText["watchedSecrets"] = []): MemberStack {
  const text = edited((it) => {
    it.defaults.decoys = [];
    Object.assign(it.members[0]!, { secrets, watchedSecrets });
  });
  return synthesize(organizationFrom(text))["member-shop"]!;
}

test("an adopted secret keeps its key, and an account that has no other secret gets no key of ours", () => {
  const stack = stackWith([{ name: "prod/db", adopt: arn("prod/db") }]);

  expect(Object.keys(stack.resource ?? {})).not.toContain("aws_kms_key");
  const [imported, ...others] = stack.import!;
  expect(imported!.to).toMatch(/^aws_secretsmanager_secret\.Secrets_eu-west-1_proddb_/);
  expect(imported!.id).toBe(arn("prod/db"));
  expect(others).toEqual([]);
});

test("a copy that the file gives it is under our key of that region, and no other key is made", () => {
  const stack = stackWith([{ name: "prod/db", adopt: arn("prod/db"), replicaRegions: ["eu-central-1"] }]);

  expect(Object.values(stack.resource!.aws_kms_key!)).toMatchObject([{ region: "eu-central-1" }]);
});

test("its tags stay by a provider that puts none on, unless those of the account take their place", () => {
  const kept = stackWith([{ name: "prod/db", adopt: arn("prod/db") }]);
  const replaced = stackWith([{ name: "prod/db", adopt: arn("prod/db"), replaceTags: true }]);

  expect(kept.provider.aws.map(({ alias, default_tags }) => [alias, default_tags === undefined])).toEqual([
    [undefined, false],
    ["untagged", true],
  ]);
  expect(Object.values(kept.resource!.aws_secretsmanager_secret!)).toMatchObject([{ provider: "aws.untagged" }]);
  expect(replaced.provider.aws).toHaveLength(1);
  expect(JSON.stringify(replaced.resource!.aws_secretsmanager_secret)).not.toContain('"tags"');
});

test("it is in the region of its ARN, where a rule knows it by its ARN", () => {
  const stack = stackWith([{ name: "prod/db", adopt: arn("prod/db", "eu-central-1"), expectedReaders: ["role/app"] }]);

  expect(stack.import).toMatchObject([{ id: `${arn("prod/db", "eu-central-1")}@eu-central-1` }]);
  const patterns = Object.values(stack.resource!.aws_cloudwatch_event_rule!).map((rule) => JSON.stringify(rule));
  expect(patterns.some((each) => each.includes("aws_secretsmanager_secret.Secrets_eu-central-1_proddb"))).toBe(true);
});

test("a secret has one address, whether it is adopted or made, so that nothing is made anew when adopt goes", () => {
  const addresses = (stack: MemberStack) => Object.keys(stack.resource!.aws_secretsmanager_secret!);

  expect(addresses(stackWith([{ name: "prod/db", adopt: arn("prod/db") }]))).toEqual(
    addresses(stackWith([{ name: "prod/db" }])),
  );
});

test("a secret that is watched by its ARN instead is let go of at the address that it had", () => {
  for (const secret of [{ name: "prod/db", adopt: arn("prod/db"), replacePolicy: true }, { name: "prod/db" }]) {
    const { resource = {} } = stackWith([secret]);
    const had = ["aws_secretsmanager_secret", "aws_secretsmanager_secret_policy"].flatMap((type) =>
      Object.keys(resource[type]!).map((id) => `${type}.${id}`),
    );

    const { removed, provider } = stackWith([], [{ name: arn("prod/db") }]);

    // Terraform lets go of nothing without the provider that the state names.
    expect(provider.aws.map(({ alias }) => alias)).toEqual([undefined, "untagged"]);
    expect(removed).toEqual(had.map((from) => ({ from, lifecycle: { destroy: false } })));
  }
});

test("nothing is let go of that is watched by its name or path", () => {
  expect(stackWith([], [{ name: "prod/db" }, { name: "prod/*" }]).removed).toBeUndefined();
});
