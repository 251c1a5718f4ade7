import { SecretsmanagerSecretVersion } from "@cdktf/provider-aws/lib/secretsmanager-secret-version";

import { DecoyValue } from "../../../modules/secrets/decoy-value";
import { MonitoredSecret } from "../../../modules/secrets/monitored-secret";
import { addressesOf, onlyOf, synthesizedModule } from "../../support/synthesized-module";

const made = (region?: string) =>
  synthesizedModule((scope) => {
    const secret = new MonitoredSecret(scope, "Secret", {
      secretName: "decoy",
      kmsKeyArn: "key",
      organizationId: "o-example1",
      preventDestroy: false,
    });
    new DecoyValue(scope, "Value", { secret, region });
  });

test("a decoy has one value, written once and kept out of plan and state", () => {
  const text = made();

  expect(addressesOf(text, "Value")).toEqual(["aws_secretsmanager_secret_version.Value"]);
  expect(onlyOf(text, SecretsmanagerSecretVersion)).toEqual({
    secret_id: "${aws_secretsmanager_secret.Secret.arn}",
    secret_string_wo: expect.any(String) as string,
    secret_string_wo_version: 1,
  });
});

test("it looks like the credentials of a database, with a password that Terraform makes up", () => {
  expect(made()).toHaveResourceWithProperties(SecretsmanagerSecretVersion, {
    secret_string_wo:
      '${jsonencode({engine = "postgres", host = "db-primary.internal", port = 5432, username = "admin", password = substr(base64sha256(uuid()), 0, 32)})}',
  });
});

test("it can be of another region, as its secret", () => {
  expect(made("us-east-1")).toHaveResourceWithProperties(SecretsmanagerSecretVersion, { region: "us-east-1" });
});
