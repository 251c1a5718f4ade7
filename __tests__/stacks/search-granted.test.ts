import { readFileSync } from "node:fs";
import path from "node:path";

import { edited, organizationFrom } from "../support/edited-organization";
import { decide, type AccessRequest } from "../support/policy-decision";
import { root } from "../support/synthesized";

const page = readFileSync(path.join(root, "docs/athena.md"), "utf8");
const policy = /```json\n([^]*?)```/.exec(page)![1]!;
const { names } = organizationFrom(edited((it) => Object.assign(it, { archive: { athena: {} } })));

const principal = "arn:aws:iam::222222222222:role/search";
const regional = (service: string, resource: string) => `arn:aws:${service}:eu-west-1:222222222222:${resource}`;
const archiveFile = `${names.trail.bucketArn}/AWSLogs/o-exampleorgid/333333333333/CloudTrail/eu-west-1/2026/11/22/a.json.gz`;
const result = `${names.search.resultsBucketArn}/a.csv`;
const throughS3 = { "kms:ViaService": "s3.eu-west-1.amazonaws.com" };
const ofTrail = { ...throughS3, "kms:EncryptionContext:aws:cloudtrail:arn": "arn:aws:cloudtrail:eu-west-1:1:trail/a" };
const resultsKey = regional("kms", "key/LOG_ARCHIVE_KEY_ID");
const trailKey = regional("kms", "key/TRAIL_KEY_ID");

type Ask = readonly [action: string, resource: string, context?: AccessRequest["context"]];

const allowed: readonly Ask[] = [
  ...["StartQueryExecution", "StopQueryExecution", "GetQueryExecution", "GetQueryResults", "GetWorkGroup"].map(
    (action): Ask => [`athena:${action}`, names.search.workgroupArn],
  ),
  ...names.search.catalogArns.flatMap((arn): readonly Ask[] => [
    ["glue:GetDatabase", arn],
    ["glue:GetTable", arn],
  ]),
  ["s3:ListBucket", names.trail.bucketArn],
  ["s3:GetObject", archiveFile],
  ["s3:GetBucketLocation", names.search.resultsBucketArn],
  ["s3:ListBucket", names.search.resultsBucketArn],
  ["s3:GetObject", result],
  ["s3:PutObject", result],
  ["s3:AbortMultipartUpload", result],
  ["s3:ListMultipartUploadParts", result],
  ["kms:GenerateDataKey", resultsKey, throughS3],
  ["kms:Decrypt", resultsKey, throughS3],
  ["kms:Decrypt", trailKey, ofTrail],
];

const refused: readonly Ask[] = [
  ["athena:StartQueryExecution", regional("athena", "workgroup/primary")],
  ["athena:UpdateWorkGroup", names.search.workgroupArn],
  ["athena:DeleteWorkGroup", names.search.workgroupArn],
  ...["glue:UpdateTable", "glue:DeleteTable", "glue:CreateTable", "glue:DeleteDatabase"].flatMap((action) =>
    names.search.catalogArns.map((arn): Ask => [action, arn]),
  ),
  ["glue:GetTable", regional("glue", "table/orders/orders")],
  ["s3:PutObject", archiveFile],
  ["s3:DeleteObject", archiveFile],
  ["s3:GetObjectVersion", archiveFile],
  ["s3:GetObject", `${names.trail.bucketArn}/other/a`],
  ["s3:ListBucket", "arn:aws:s3:::orders"],
  ["s3:DeleteObject", result],
  ["s3:PutBucketPolicy", names.search.resultsBucketArn],
  ["kms:GenerateDataKey", trailKey, ofTrail],
  ["kms:Decrypt", trailKey, throughS3],
  ["kms:Decrypt", resultsKey],
  ["kms:Decrypt", resultsKey, { "kms:ViaService": "secretsmanager.eu-west-1.amazonaws.com" }],
  ["secretsmanager:GetSecretValue", "*"],
];

const decided = ([action, resource, context = {}]: Ask) => decide(policy, { principal, action, resource, context });

test("the documented policy lets its role ask for all that a search takes", () => {
  expect(allowed.filter((ask) => decided(ask) !== "allowed")).toEqual([]);
});

test("the documented policy allows no change, nothing of others and no other use of the keys", () => {
  expect(refused.filter((ask) => decided(ask) !== "not allowed")).toEqual([]);
});

test("nothing is granted that is not asked about here", () => {
  const { Statement: statements } = JSON.parse(policy) as { Statement: { Action: string | string[] }[] };
  const granted = new Set(statements.flatMap(({ Action }) => Action));

  expect([...granted].filter((action) => !allowed.some(([each]) => each === action))).toEqual([]);
});
