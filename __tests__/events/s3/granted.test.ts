import { readFileSync } from "node:fs";
import path from "node:path";

import type { PolicyStatement } from "../../../modules/access/policy-document";
import { planS3 } from "../../../events/s3/plan";
import { s3Place, type S3Place } from "../../../events/s3/place";
import { readS3Objects } from "../../../events/s3/read-objects";
import { policiesIn } from "../../support/policies-in";
import { decide, type AccessRequest } from "../../support/policy-decision";
import { clientsOf } from "../../support/s3-client";
import { S3Server } from "../../support/s3-server";
import { exampleOrganization, root, synthesize } from "../../support/synthesized";

const page = readFileSync(path.join(root, "docs/reading-the-archive.md"), "utf8");
const policy = /```json\n([^]*?)```/.exec(page)![1]!;
const { Statement: statements } = JSON.parse(policy) as { readonly Statement: readonly PolicyStatement[] };

const principal = "arn:aws:iam::222222222222:role/history";
const bucket = "arn:aws:s3:::secretwatch-trail-222222222222-eu-west-1";
const object = `${bucket}/AWSLogs/o-exampleorgid/333333333333/CloudTrail/eu-west-1/2026/11/22/a.json.gz`;
const key = "arn:aws:kms:eu-west-1:222222222222:key/TRAIL_KEY_ID";
const context = {
  "kms:ViaService": "s3.eu-west-1.amazonaws.com",
  "kms:EncryptionContext:aws:cloudtrail:arn":
    "arn:aws:cloudtrail:eu-west-1:111111111111:trail/secretwatch-organization",
  "kms:CallerAccount": "222222222222",
};

test("the documented policy lets its role find, read and decrypt files of the trail, and do nothing else", () => {
  const list: AccessRequest = { principal, action: "s3:ListBucket", resource: bucket };
  const get: AccessRequest = { principal, action: "s3:GetObject", resource: object };
  const decrypt: AccessRequest = { principal, action: "kms:Decrypt", resource: key, context };

  const decisions: readonly (readonly [ReturnType<typeof decide>, AccessRequest])[] = [
    ["allowed", { ...list, context: { "s3:prefix": "AWSLogs/o-exampleorgid/" } }],
    ["allowed", { ...list, context: { "s3:prefix": "" } }],
    ["allowed", get],
    ["allowed", decrypt],
    ["not allowed", { ...list, context: { "s3:prefix": "athena-results/" } }],
    ["not allowed", { ...list, resource: "arn:aws:s3:::other", context: { "s3:prefix": "" } }],
    ["not allowed", { ...get, resource: `${bucket}/athena-results/a.csv` }],
    ["not allowed", { ...get, action: "s3:GetObjectVersion" }],
    ["not allowed", { ...get, action: "s3:PutObject" }],
    ["not allowed", { ...get, action: "s3:DeleteObject" }],
    ["not allowed", { ...decrypt, action: "kms:GenerateDataKey" }],
    ["not allowed", { ...decrypt, resource: "arn:aws:kms:eu-west-1:222222222222:key/other" }],
    [
      "not allowed",
      { ...decrypt, context: { ...context, "kms:ViaService": "secretsmanager.eu-west-1.amazonaws.com" } },
    ],
    ["not allowed", { ...decrypt, context: { "kms:ViaService": "s3.eu-west-1.amazonaws.com" } }],
    ["not allowed", { principal, action: "secretsmanager:GetSecretValue", resource: "*" }],
  ];
  expect(decisions.map(([, request]) => decide(policy, request))).toEqual(decisions.map(([decision]) => decision));
});

test("bucket and key leave it to IAM of the account, and let in no other account", () => {
  const stacks = Object.values(synthesize(exampleOrganization())).flatMap(policiesIn);
  const trailKey = stacks.find(({ address }) => address.includes("kms_key.TrailKey_"))!;
  const bucketPolicy = stacks.find(({ type }) => type === "aws_s3_bucket_policy")!;
  const elsewhere = "arn:aws:iam::333333333333:role/history";

  expect(decide(trailKey.text, { principal, action: "kms:Decrypt", context })).toBe("allowed");
  expect(decide(trailKey.text, { principal: elsewhere, action: "kms:Decrypt", context })).toBe("not allowed");
  for (const action of ["s3:GetObject", "s3:ListBucket"]) {
    // Of its own account nobody is denied, and nobody else is let in.
    const tls = { "aws:SecureTransport": "true" };
    expect(decide(bucketPolicy.text, { principal, action, resource: object, context: tls })).toBe("not allowed");
    expect(decide(bucketPolicy.text, { principal: elsewhere, action, resource: object, context: tls })).toBe(
      "not allowed",
    );
  }
});

test("what is granted is what reading asks for", async () => {
  const server = await S3Server.start();
  try {
    server.put("AWSLogs/333333333333/CloudTrail/eu-west-1/2026/11/22/a.json", '{"Records":[]}');
    const clientOf = clientsOf(server.url);
    const place = s3Place("s3://trail-bucket/") as S3Place;

    const { objects } = await planS3(place, {}, { clientOf });
    for await (const batch of readS3Objects({ name: place.bucket, clientOf }, objects))
      expect(batch.noEvents).toEqual([]);

    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html
    const asked = new Set(
      server.asked.map(({ method, key: of, query }) =>
        method !== "GET"
          ? method
          : of === "" && query.get("list-type") === "2"
            ? "s3:ListBucket"
            : of === ""
              ? "other"
              : "s3:GetObject",
      ),
    );
    const granted = statements.flatMap(({ Action }) => Action).filter((action) => !action.startsWith("kms:"));
    expect([...asked].sort()).toEqual([...granted].sort());
  } finally {
    await server.stop();
  }
});
