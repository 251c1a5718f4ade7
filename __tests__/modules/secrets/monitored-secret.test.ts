import { SecretsmanagerSecret } from "@cdktf/provider-aws/lib/secretsmanager-secret";
import { SecretsmanagerSecretPolicy } from "@cdktf/provider-aws/lib/secretsmanager-secret-policy";
import { TerraformOutput } from "cdktf";

import { MonitoredSecret, type MonitoredSecretProps } from "../../../modules/secrets/monitored-secret";
import { addressesOf, onlyOf, synthesizedModule } from "../../support/synthesized-module";

const made = (props: Partial<MonitoredSecretProps> = {}) =>
  synthesizedModule((scope) => {
    const { secretArn } = new MonitoredSecret(scope, "Secret", {
      secretName: "payments/db",
      kmsKeyArn: "arn-of-the-key",
      organizationId: "o-example1",
      preventDestroy: true,
      ...props,
    });
    new TerraformOutput(scope, "Arn", { value: secretArn });
  });

test("a secret has a policy and no value, and can be restored for 30 days", () => {
  const text = made();

  expect(addressesOf(text, "Secret")).toEqual([
    "aws_secretsmanager_secret.Secret",
    "aws_secretsmanager_secret_policy.Secret_Policy",
  ]);
  expect(onlyOf(text, SecretsmanagerSecret)).toEqual({
    name: "payments/db",
    kms_key_id: "arn-of-the-key",
    recovery_window_in_days: 30,
    lifecycle: { prevent_destroy: true },
  });
  expect(onlyOf(text, SecretsmanagerSecretPolicy)).toEqual({
    secret_arn: "${aws_secretsmanager_secret.Secret.arn}",
    block_public_policy: true,
    policy: expect.any(String) as string,
  });
  expect(JSON.parse(text)).toMatchObject({ output: { Arn: { value: "${aws_secretsmanager_secret.Secret.arn}" } } });
});

test("what is said besides is taken: a description as it is, copies, a window, leave to destroy", () => {
  const text = made({
    description: "Password of ${db}",
    replicas: [{ region: "us-east-1", kmsKeyArn: "arn-of-its-key" }],
    recoveryWindowInDays: 7,
    preventDestroy: false,
  });

  expect(text).toHaveResourceWithProperties(SecretsmanagerSecret, {
    description: "Password of $${db}",
    replica: [{ region: "us-east-1", kms_key_id: "arn-of-its-key" }],
    recovery_window_in_days: 7,
    lifecycle: { prevent_destroy: false },
  });
});

test("secret and policy go to another region together", () => {
  const text = made({ region: "us-east-1" });

  expect(text).toHaveResourceWithProperties(SecretsmanagerSecret, { region: "us-east-1" });
  expect(text).toHaveResourceWithProperties(SecretsmanagerSecretPolicy, { region: "us-east-1" });
});
