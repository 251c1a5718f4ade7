import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";

import { QueryResultsBucket } from "../../../modules/logs/query-results-bucket";
import { aKey, securityAccount } from "../../support/constructs";
import { decide, type AccessRequest } from "../../support/policy-decision";
import { addressesOf, onlyOf, policyOf, synthesizedModule } from "../../support/synthesized-module";

const bucketArn = "arn:aws:s3:::results";
const made = () =>
  synthesizedModule(
    (scope) =>
      new QueryResultsBucket(scope, "Results", {
        bucketName: "results",
        bucketArn,
        key: aKey(scope),
        expireAfterDays: 7,
      }),
  );

test("a results bucket has what makes it private, encrypted and short-lived, once, and no versions", () => {
  expect(addressesOf(made(), "Results")).toEqual([
    "aws_s3_bucket.Results",
    "aws_s3_bucket_lifecycle_configuration.Results_Lifecycle",
    "aws_s3_bucket_ownership_controls.Results_Ownership",
    "aws_s3_bucket_policy.Results_Policy",
    "aws_s3_bucket_public_access_block.Results_PublicAccess",
    "aws_s3_bucket_server_side_encryption_configuration.Results_Encryption",
  ]);
});

test("results are deleted after their days", () => {
  expect(onlyOf(made(), S3BucketLifecycleConfiguration).rule).toEqual([
    {
      abort_incomplete_multipart_upload: [{ days_after_initiation: 1 }],
      expiration: [{ days: 7 }],
      filter: [{ prefix: "" }],
      id: "expire",
      status: "Enabled",
    },
  ]);
});

test("its policy lets in nobody, and denies who comes without TLS or through an access point", () => {
  const policy = policyOf(made(), S3BucketPolicy);
  const get: AccessRequest = {
    principal: `arn:aws:iam::${securityAccount}:role/search`,
    action: "s3:GetObject",
    resource: `${bucketArn}/a.csv`,
    context: { "aws:SecureTransport": "true" },
  };

  // IAM of the account decides.
  expect(decide(policy, get)).toBe("not allowed");
  expect(decide(policy, { ...get, principal: "arn:aws:iam::999999999999:role/other" })).toBe("not allowed");
  expect(decide(policy, { ...get, context: { "aws:SecureTransport": "false" } })).toBe("denied");
  const point = "arn:aws:s3:eu-west-1:222222222222:accesspoint/a";
  expect(decide(policy, { ...get, context: { ...get.context, "s3:DataAccessPointArn": point } })).toBe("denied");
});
