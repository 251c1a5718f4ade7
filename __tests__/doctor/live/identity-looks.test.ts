import { identityLooks } from "../../../doctor/live/identity-looks";
import { keyLooks } from "../../../doctor/live/key-looks";
import { changed } from "../../support/looked-at";
import { findingsIn, gone, healthyEverything, pathOf } from "../../support/planted-faults";

const looks = { ...identityLooks, ...keyLooks };
const role = "get-role/222222222222/watch-trail-delivery";
const inline = "get-role-policy/222222222222/watch-trail-delivery/write-log-streams";
const names = "list-role-policies/222222222222/watch-trail-delivery";
const attached = "list-attached-role-policies/222222222222/watch-trail-delivery";
const tokens = "oidc-provider%2Ftoken.actions.githubusercontent.com";
const describeKey = "describe-key/222222222222/ap-southeast-1/alias%2Fwatch-journal";

const policy = (AWS: string, Action = "sts:AssumeRole") =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { AWS }, Action, Resource: "*" }],
  });

const answers = () => healthyEverything().answers;

/** The id under which AWS keeps the key of the journal. */
function keyId(): string {
  const { KeyMetadata } = answers()[pathOf(describeKey)] as { readonly KeyMetadata: { readonly KeyId: string } };
  return KeyMetadata.KeyId;
}

const found = (end: string, members: readonly (string | number)[], value: unknown) =>
  findingsIn(looks, changed(answers(), pathOf(end), members, value));

describe("a look at a role", () => {
  test.each([
    ["others may assume it", role, ["Role", "AssumeRolePolicyDocument"], policy("999999999999"), "role-trust-changed"],
    ["it has no boundary", role, ["Role", "PermissionsBoundary"], undefined, "role-changed"],
    ["it is assumed for longer", role, ["Role", "MaxSessionDuration"], 43_200, "role-changed"],
    ["it may do other things", inline, ["PolicyDocument"], policy("*", "*"), "role-rights-changed"],
    ["it has a policy more", names, ["PolicyNames", 1], "more", "role-rights-added"],
    [
      "it has a policy of AWS",
      attached,
      ["AttachedPolicies", 0],
      { PolicyName: "AdministratorAccess", PolicyArn: "arn:aws:iam::aws:policy/AdministratorAccess" },
      "role-rights-added",
    ],
  ])("finds that %s, and nothing else", async (_, end, members, value, kind) => {
    expect((await found(end, members, value)).map((each) => each.kind)).toEqual([kind]);
  });

  test("says that whom it lets in was deleted and is not whom the configuration means", async () => {
    const document = encodeURIComponent(policy("AROAEXAMPLEID12345678"));

    expect(await found(role, ["Role", "AssumeRolePolicyDocument"], document)).toMatchObject([
      {
        kind: "role-trust-changed",
        what: expect.stringContaining("AROAEXAMPLEID12345678, which was deleted") as unknown,
      },
    ]);
  });

  test("takes a policy as the aws CLI prints it, decoded", async () => {
    const { PolicyDocument } = answers()[pathOf(inline)] as { readonly PolicyDocument: string };

    expect(await found(inline, ["PolicyDocument"], JSON.parse(decodeURIComponent(PolicyDocument)))).toEqual([]);
  });

  test("says how to take away what was added, whatever it is called", async () => {
    expect(await found(names, ["PolicyNames", 1], "x; curl evil")).toMatchObject([
      { mend: "aws iam delete-role-policy --role-name watch-trail-delivery --policy-name 'x; curl evil'" },
    ]);
  });

  test("finds one that is not there once, whatever belongs to it", async () => {
    const findings = await findingsIn(looks, { ...answers(), ...gone(role, inline, names, attached) });

    expect(findings).toMatchObject([{ kind: "resource-missing" }]);
  });
});

describe("a look at the pipeline's tokens", () => {
  test("finds that they are for others, too", async () => {
    expect(await found(tokens, ["ClientIDList", 1], "others")).toMatchObject([{ kind: "pipeline-tokens-changed" }]);
  });
});

describe("a look at guardrails", () => {
  const path = (call: string) => Object.keys(answers()).find((each) => each.includes(`organizations/${call}/`))!;

  test("finds that one says something else", async () => {
    const content = policy("*", "*");
    const findings = await findingsIn(
      looks,
      changed(answers(), path("describe-policy"), ["Policy", "Content"], content),
    );

    expect(findings.map(({ kind }) => kind)).toEqual(["guardrail-changed"]);
  });

  test("finds that one is not where it should be, and how to put it there", async () => {
    const targets = path("list-targets-for-policy");
    const { Targets } = answers()[targets] as { readonly Targets: readonly { readonly TargetId: string }[] };
    const id = targets.replace(/^.*\/|\.json$/g, "");

    expect(await findingsIn(looks, changed(answers(), targets, ["Targets"], Targets.slice(1)))).toMatchObject([
      {
        kind: "guardrail-detached",
        mend: `aws organizations attach-policy --policy-id ${id} --target-id ${Targets[0]!.TargetId}`,
      },
    ]);
  });

  test("finds one that is not there once, wherever it should be", async () => {
    const list = pathOf("list-policies/RESOURCE_CONTROL_POLICY");
    const { Policies } = answers()[list] as { readonly Policies: readonly object[] };

    const findings = await findingsIn(looks, changed(answers(), list, ["Policies"], Policies.slice(1)));

    expect(findings).toMatchObject([{ kind: "resource-missing" }]);
  });
});

describe("a look at a key", () => {
  test.each([
    ["is off", "Disabled"],
    ["waits for its material", "PendingImport"],
    ["is in no state", undefined],
  ])("finds that it %s, and how to put it on", async (_, state) => {
    expect(await found(describeKey, ["KeyMetadata", "KeyState"], state)).toMatchObject([
      { kind: "key-off", mend: `aws kms enable-key --region ap-southeast-1 --key-id ${keyId()}` },
    ]);
  });

  test("finds that it is going to be deleted, and when, and how to keep it", async () => {
    const { [pathOf(describeKey)]: answer } = answers();
    const { KeyMetadata } = answer as { readonly KeyMetadata: object };
    const going = { ...KeyMetadata, KeyState: "PendingDeletion", DeletionDate: "2026-09-20T00:00:00Z" };

    expect(await found(describeKey, ["KeyMetadata"], going)).toMatchObject([
      {
        kind: "key-going",
        what: "The key alias/watch-journal is going to be deleted on 2026-09-20 00:00 UTC.",
        mend: `aws kms cancel-key-deletion --region ap-southeast-1 --key-id ${keyId()} && aws kms enable-key --region ap-southeast-1 --key-id ${keyId()}`,
      },
    ]);
  });

  test("finds another policy, and that it is not renewed", async () => {
    const policyOf = `get-key-policy/222222222222/ap-southeast-1/${keyId()}`;
    const rotation = `get-key-rotation-status/222222222222/ap-southeast-1/${keyId()}`;

    expect(await found(policyOf, ["Policy"], policy("*", "kms:*"))).toMatchObject([{ kind: "key-policy-changed" }]);
    expect(await found(rotation, ["KeyRotationEnabled"], false)).toMatchObject([{ kind: "key-changed" }]);
  });

  test("finds one that is not there once", async () => {
    const findings = await findingsIn(looks, { ...answers(), ...gone(describeKey) });

    expect(findings).toMatchObject([{ kind: "resource-missing" }]);
  });
});
