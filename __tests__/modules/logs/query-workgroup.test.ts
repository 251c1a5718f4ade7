import { AthenaWorkgroup } from "@cdktf/provider-aws/lib/athena-workgroup";

import { QueryResultsBucket } from "../../../modules/logs/query-results-bucket";
import { QueryWorkgroup } from "../../../modules/logs/query-workgroup";
import { aKey, securityAccount } from "../../support/constructs";
import { addressesOf, onlyOf, synthesizedModule } from "../../support/synthesized-module";

const made = () =>
  synthesizedModule((scope) => {
    const key = aKey(scope);
    const results = new QueryResultsBucket(scope, "Results", {
      ...{ bucketName: "results", bucketArn: "arn:aws:s3:::results", key, expireAfterDays: 7 },
    });
    new QueryWorkgroup(scope, "Workgroup", {
      workgroupName: "archive",
      scanLimitBytes: 100_000_000_000,
      results,
      key,
      accountId: securityAccount,
    });
  });

test("a workgroup is one resource", () => {
  expect(addressesOf(made(), "Workgroup")).toEqual(["aws_athena_workgroup.Workgroup"]);
});

test("its settings hold whatever a client asks for: where results go, under which key, and how much a query may read", () => {
  const { name, configuration } = onlyOf(made(), AthenaWorkgroup);

  expect(name).toBe("archive");
  expect(configuration).toEqual({
    bytes_scanned_cutoff_per_query: 100_000_000_000,
    enforce_workgroup_configuration: true,
    publish_cloudwatch_metrics_enabled: true,
    result_configuration: {
      encryption_configuration: { encryption_option: "SSE_KMS", kms_key_arn: "${aws_kms_key.Key.arn}" },
      expected_bucket_owner: securityAccount,
      output_location: "s3://${aws_s3_bucket.Results.id}/",
    },
  });
});
