import { trailEncryption } from "../../../modules/access/key-grants";
import { policyDocument } from "../../../modules/access/policy-document";
import { decide } from "../../support/policy-decision";
import { keyGrantCases, kmsActions, trail } from "./key-grant-cases";

describe.each(Object.entries(keyGrantCases))("%s", (_name, { grants, request, actions, refused }) => {
  const policy = policyDocument(grants);

  test("with these actions and no others", () => {
    const allowed = kmsActions.filter((action) => decide(policy, { ...request, action }) === "allowed");

    expect(allowed).toEqual([...actions].sort());
  });

  test.each(Object.entries(refused))("but not: %s", (_who, differs) => {
    const allowed = kmsActions.filter((action) => decide(policy, { ...request, action, ...differs }) === "allowed");

    expect(allowed).toEqual([]);
  });

  test("said of this key and of somebody", () => {
    expect(grants.map(({ Resource }) => Resource)).toEqual(grants.map(() => "*"));
    expect(grants.filter(({ Principal }) => Principal === undefined)).toEqual([]);
  });
});

test("a file that stands for a trail of another account gets no key", () => {
  const policy = policyDocument(trailEncryption(trail("organization"), "arn:aws:cloudtrail:*:111111111111:trail/*"));
  const context = {
    "aws:SourceArn": trail("organization"),
    "kms:EncryptionContext:aws:cloudtrail:arn": "arn:aws:cloudtrail:eu-west-1:444444444444:trail/x",
  };

  expect(decide(policy, { principal: "cloudtrail.amazonaws.com", action: "kms:GenerateDataKey", context })).toBe(
    "not allowed",
  );
});

test("every grant has a name of its own", () => {
  const sids = Object.values(keyGrantCases).flatMap(({ grants }) => grants.map(({ Sid }) => Sid));

  expect(sids).toEqual([
    "Administration",
    "TrailEncrypts",
    "TrailUsesBucketKey",
    "ReadersDecryptTrailFiles",
    "ObjectsThroughS3",
    "LogGroupEncryption",
    "CentralizationEncryption",
    "AlarmsPublish",
    "AlarmsElsewherePublish",
    "RolesPublish",
    "SecretsThroughSecretsManager",
    "TablesThroughDynamoDB",
  ]);
});
