import { KmsAlias } from "@cdktf/provider-aws/lib/kms-alias";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";

import { CustomerManagedKey, type CustomerManagedKeyProps } from "../../../modules/access/customer-managed-key";
import { trailDecryption } from "../../../modules/access/key-grants";
import { memberAccount, securityAccount } from "../../support/constructs";
import { sidsOf } from "../../support/policies-in";
import { addressesOf, onlyOf, policyOf, synthesizedModule } from "../../support/synthesized-module";

const props: CustomerManagedKeyProps = {
  alias: "alias/watch",
  description: "Encrypts the journal",
  administratorArn: `arn:aws:iam::${securityAccount}:root`,
  grants: [trailDecryption([`arn:aws:iam::${memberAccount}:root`])],
  preventDestroy: true,
};
const made = (more: Partial<CustomerManagedKeyProps> = {}) =>
  synthesizedModule((scope) => new CustomerManagedKey(scope, "Watch", { ...props, ...more }));

test("a key rotates, has an alias and can be saved for 30 days", () => {
  const text = made();

  expect(addressesOf(text, "Watch")).toEqual(["aws_kms_alias.Watch_Alias", "aws_kms_key.Watch"]);
  expect(text).toHaveResourceWithProperties(KmsKey, {
    description: "Encrypts the journal",
    enable_key_rotation: true,
    deletion_window_in_days: 30,
    lifecycle: { prevent_destroy: true },
  });
  expect(onlyOf(text, KmsAlias)).toEqual({ name: "alias/watch", target_key_id: "${aws_kms_key.Watch.key_id}" });
});

test("its policy names the administrator and the grants, and nobody else", () => {
  const policy = policyOf(made(), KmsKey);

  expect(sidsOf(policy)).toEqual(["Administration", "ReadersDecryptTrailFiles"]);
  expect(policy).toContain(`{"AWS":"arn:aws:iam::${securityAccount}:root"}`);
});

test("key and alias go to another region and through another provider together", () => {
  const text = synthesizedModule((scope) => {
    const provider = new AwsProvider(scope, "Aws", { alias: "elsewhere" });
    new CustomerManagedKey(scope, "Watch", { ...props, region: "us-east-1", provider });
  });

  for (const each of [KmsKey, KmsAlias]) {
    expect(text).toHaveResourceWithProperties(each, { region: "us-east-1", provider: "aws.elsewhere" });
  }
});

test("region, provider and tags are left out unless they are said", () => {
  const key = onlyOf(made(), KmsKey);

  expect(Object.keys(key)).toEqual([
    "deletion_window_in_days",
    "description",
    "enable_key_rotation",
    "lifecycle",
    "policy",
  ]);
});

test("tags, a shorter window and leave to destroy are taken", () => {
  const text = made({ tags: { LogsManaged: "true" }, deletionWindowInDays: 7, preventDestroy: false });

  expect(text).toHaveResourceWithProperties(KmsKey, {
    tags: { LogsManaged: "true" },
    deletion_window_in_days: 7,
    lifecycle: { prevent_destroy: false },
  });
});

test("it has the key's ARN for whoever encrypts with it", () => {
  const text = synthesizedModule((scope) => {
    const { keyArn } = new CustomerManagedKey(scope, "Watch", props);
    new CustomerManagedKey(scope, "Other", { ...props, description: keyArn });
  });

  expect(text).toHaveResourceWithProperties(KmsKey, { description: "${aws_kms_key.Watch.arn}" });
});
