import { managedBy } from "../../organization/own-tags";
import { deployRole } from "../support/deploy-role";
import { decide, type AccessRequest } from "../support/policy-decision";

const { policy } = deployRole({ DecoyName: "prod/backup/root-database" });

const may = (action: string, resource = "*", context: AccessRequest["context"] = {}) =>
  decide(policy, { principal: "the deploy role", action, resource, context });
const secret = "arn:aws:secretsmanager:eu-west-1:333333333333:secret:prod/payments/database-AbCdEf";
const key = "arn:aws:kms:eu-west-1:333333333333:key/0123";
/** Of what is ours, and of what carries a tag of somebody else's. */
const ours = { [`aws:ResourceTag/${managedBy.key}`]: managedBy.value };
const foreign = { [`aws:ResourceTag/${managedBy.key}`]: "payments-team" };
const requested = { [`aws:RequestTag/${managedBy.key}`]: managedBy.value };

test("the deploy role manages secrets and is denied their values", () => {
  expect(may("secretsmanager:CreateSecret", secret, { ...ours, ...requested })).toBe("allowed");
  expect(may("secretsmanager:ListSecretVersionIds", secret)).toBe("allowed");
  expect(may("secretsmanager:GetSecretValue", secret)).toBe("denied");
  expect(may("secretsmanager:BatchGetSecretValue")).toBe("denied");
  expect(may("secretsmanager:PutSecretValue", secret)).toBe("not allowed");
  expect(may("secretsmanager:PutSecretValue", secret.replace("payments/database", "backup/root-database"))).toBe(
    "allowed",
  );
  expect(may("ssm:GetParameter")).toBe("not allowed");
});

test("it uses keys through services only, which try a key when a secret or a table is made", () => {
  const via = (service: string) => ({ "kms:ViaService": `${service}.eu-west-1.amazonaws.com` });

  expect(may("kms:Decrypt", key, via("secretsmanager"))).toBe("allowed");
  expect(may("kms:Decrypt", key, { ...via("dynamodb"), ...ours })).toBe("allowed");
  expect(may("kms:Decrypt", key, via("dynamodb"))).toBe("not allowed");
  expect(may("kms:Decrypt", key, via("s3"))).toBe("not allowed");
  expect(may("kms:Decrypt", key)).toBe("not allowed");
});

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html */
test("it grants the use of keys to DynamoDB alone, which asks for that when a table is made", () => {
  const via = (service: string) => ({ "kms:ViaService": `${service}.eu-west-1.amazonaws.com` });

  expect(may("kms:CreateGrant", key, { ...via("dynamodb"), ...ours })).toBe("allowed");
  expect(may("kms:CreateGrant", key, { ...via("dynamodb"), ...foreign })).toBe("not allowed");
  expect(may("kms:CreateGrant", key, { ...via("secretsmanager"), ...ours })).toBe("not allowed");
  expect(may("kms:CreateGrant", key, ours)).toBe("not allowed");
});

test.each([
  "DeleteResourcePolicy",
  "DeleteSecret",
  "RemoveRegionsFromReplication",
  "ReplicateSecretToRegions",
  "UntagResource",
  "UpdateSecret",
])("it changes secrets of its own, and calls %s for no other", (action) => {
  expect(may(`secretsmanager:${action}`, secret, ours)).toBe("allowed");
  expect(may(`secretsmanager:${action}`, secret, foreign)).toBe("not allowed");
  expect(may(`secretsmanager:${action}`, secret)).toBe("not allowed");
});

test("it changes policies of secrets of its own, if AWS looks that they let not everybody in", () => {
  const looked = { "secretsmanager:BlockPublicPolicy": "true" };

  expect(may("secretsmanager:PutResourcePolicy", secret, { ...ours, ...looked })).toBe("allowed");
  expect(may("secretsmanager:PutResourcePolicy", secret, ours)).toBe("not allowed");
  expect(may("secretsmanager:PutResourcePolicy", secret, { ...foreign, ...looked })).toBe("not allowed");
  expect(may("secretsmanager:PutResourcePolicy", secret, looked)).toBe("not allowed");
});

test("it adopts a secret once somebody else has put the tag on it: before, it reads what there is and changes nothing", () => {
  const looked = { "secretsmanager:BlockPublicPolicy": "true" };
  for (const action of ["DescribeSecret", "GetResourcePolicy"]) {
    expect(may(`secretsmanager:${action}`, secret)).toBe("allowed");
  }
  for (const action of ["TagResource", "UpdateSecret", "PutResourcePolicy", "ReplicateSecretToRegions"]) {
    expect(may(`secretsmanager:${action}`, secret, { ...requested, ...looked })).toBe("not allowed");
    expect(may(`secretsmanager:${action}`, secret, { ...requested, ...looked, ...ours })).toBe("allowed");
  }
});

test("it makes no secret and no key without its tag, and can't put the tag on what is somebody else's", () => {
  const aliases = { "kms:ResourceAliases": ["alias/payments"] };

  expect(may("secretsmanager:CreateSecret", secret)).toBe("not allowed");
  expect(may("secretsmanager:TagResource", secret, requested)).toBe("not allowed");
  expect(may("kms:CreateKey")).toBe("not allowed");
  expect(may("kms:CreateKey", "*", requested)).toBe("allowed");
  expect(may("kms:TagResource", key, { ...requested, ...aliases })).toBe("not allowed");
  expect(may("kms:TagResource", key, { ...requested, ...foreign })).toBe("not allowed");
  expect(may("kms:TagResource", key)).toBe("not allowed");
});

/** CreateKey asks for the right to tag without naming a key, and whether the new policy could be changed again. */
test("it makes a key with the tag and a policy, whatever AWS tells of the key that is not there yet", () => {
  const key = "arn:aws:kms:eu-west-1:333333333333:key/0123";

  for (const resource of ["*", key]) {
    expect(may("kms:TagResource", resource, requested)).toBe("allowed");
    expect(may("kms:PutKeyPolicy", resource, requested)).toBe("allowed");
    expect(may("kms:PutKeyPolicy", resource)).toBe("allowed");
  }
});

test.each([
  "CancelKeyDeletion",
  "CreateAlias",
  "DeleteAlias",
  "DisableKeyRotation",
  "PutKeyPolicy",
  "ScheduleKeyDeletion",
  "UntagResource",
  "UpdateAlias",
  "UpdateKeyDescription",
])("it changes keys of its own, and calls %s for no other", (action) => {
  const aliases = { "kms:ResourceAliases": ["alias/payments"] };

  expect(may(`kms:${action}`, key, ours)).toBe("allowed");
  expect(may(`kms:${action}`, key, { ...foreign, ...aliases })).toBe("not allowed");
  expect(may(`kms:${action}`, key, foreign)).toBe("not allowed");
  expect(may(`kms:${action}`, key, aliases)).toBe("not allowed");
});

test("it gives aliases of its own name to keys, and takes none off that is another's", () => {
  const alias = (name: string) => `arn:aws:kms:eu-west-1:333333333333:alias/${name}`;

  expect(may("kms:CreateAlias", alias("secretwatch-secrets"))).toBe("allowed");
  expect(may("kms:DeleteAlias", alias("payments"))).toBe("not allowed");
});
