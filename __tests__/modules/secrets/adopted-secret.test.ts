import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { SecretsmanagerSecret } from "@cdktf/provider-aws/lib/secretsmanager-secret";
import { SecretsmanagerSecretPolicy } from "@cdktf/provider-aws/lib/secretsmanager-secret-policy";

import { AdoptedSecret, type AdoptedSecretProps } from "../../../modules/secrets/adopted-secret";
import { MonitoredSecret } from "../../../modules/secrets/monitored-secret";
import { addressesOf, onlyOf, synthesizedModule } from "../../support/synthesized-module";

const arn = "arn:aws:secretsmanager:us-east-1:333333333333:secret:payments/db-a1B2c3";
const adopted = (props: Partial<AdoptedSecretProps> = {}) =>
  synthesizedModule((scope) => {
    new AdoptedSecret(scope, "Secret", { arn, secretName: "payments/db", preventDestroy: true, ...props });
  });
const keepingTags = (props: Partial<AdoptedSecretProps> = {}) =>
  synthesizedModule((scope) => {
    const untagged = new AwsProvider(scope, "untagged", { alias: "untagged" });
    new AdoptedSecret(scope, "Secret", { arn, secretName: "payments/db", preventDestroy: true, untagged, ...props });
  });
const importsOf = (text: string) => (JSON.parse(text) as { import?: unknown }).import;

test("what is not given stays as it is, and the secret alone is imported", () => {
  const text = keepingTags();

  expect(addressesOf(text, "Secret")).toEqual(["aws_secretsmanager_secret.Secret"]);
  expect(onlyOf(text, SecretsmanagerSecret)).toEqual({
    name: "payments/db",
    recovery_window_in_days: 30,
    lifecycle: { prevent_destroy: true, ignore_changes: ["description", "kms_key_id", "replica", "tags"] },
    provider: "aws.untagged",
  });
  expect(importsOf(text)).toEqual([{ to: "aws_secretsmanager_secret.Secret", id: arn }]);
});

test("what is given is taken over, and changes of it are not ignored", () => {
  const text = adopted({
    description: "Password of ${db}",
    kmsKeyArn: "arn-of-the-key",
    replicas: [{ region: "us-west-2", kmsKeyArn: "arn-of-its-key" }],
    recoveryWindowInDays: 7,
    preventDestroy: false,
  });

  expect(onlyOf(text, SecretsmanagerSecret)).toEqual({
    name: "payments/db",
    description: "Password of $${db}",
    kms_key_id: "arn-of-the-key",
    replica: [{ region: "us-west-2", kms_key_id: "arn-of-its-key" }],
    recovery_window_in_days: 7,
    lifecycle: { prevent_destroy: false },
  });
});

test("a policy that gives way is imported, too, so that a plan shows what is lost", () => {
  const text = adopted({ organizationId: "o-example1" });

  expect(onlyOf(text, SecretsmanagerSecretPolicy)).toMatchObject({ block_public_policy: true });
  expect(importsOf(text)).toEqual([
    { to: "aws_secretsmanager_secret.Secret", id: arn },
    { to: "aws_secretsmanager_secret_policy.Secret_Policy", id: arn },
  ]);
});

test("in another region than the provider's, the id says which", () => {
  const text = adopted({ organizationId: "o-example1", region: "us-east-1" });

  expect(importsOf(text)).toEqual([
    expect.objectContaining({ id: `${arn}@us-east-1` }),
    expect.objectContaining({ id: `${arn}@us-east-1` }),
  ]);
});

test("where everything is given, a secret that is adopted is the same as one that is made", () => {
  const given = { description: "Main", kmsKeyArn: "arn-of-the-key", organizationId: "o-example1" };
  const replicas = [{ region: "us-west-2", kmsKeyArn: "arn-of-its-key" }];

  const one = JSON.parse(adopted({ ...given, replicas })) as Synthesized;
  const other = JSON.parse(
    synthesizedModule((scope) => {
      new MonitoredSecret(scope, "Secret", { ...given, replicas, secretName: "payments/db", preventDestroy: true });
    }),
  ) as Synthesized;

  expect(one.resource).toEqual(other.resource);
});

interface Synthesized {
  readonly resource: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}
