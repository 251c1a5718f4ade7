import { AthenaWorkgroup } from "@cdktf/provider-aws/lib/athena-workgroup";
import { Construct } from "constructs";

import type { CustomerManagedKey } from "../access/customer-managed-key";
import type { QueryResultsBucket } from "./query-results-bucket";

export interface QueryWorkgroupProps {
  readonly workgroupName: string;
  /** Bytes of files that one query may read before Athena stops it: 10 MB or more. */
  readonly scanLimitBytes: number;
  /** Where results go, encrypted with the key, whatever a client asks for. */
  readonly results: QueryResultsBucket;
  readonly key: CustomerManagedKey;
  /** Account that the results bucket has to be in, so that nobody else's of that name gets them. */
  readonly accountId: string;
}

/**
 * An Athena workgroup whose settings hold for every query in it.
 * https://docs.aws.amazon.com/athena/latest/ug/workgroups-settings-override.html
 */
export class QueryWorkgroup extends Construct {
  constructor(scope: Construct, id: string, props: QueryWorkgroupProps) {
    super(scope, id);

    new AthenaWorkgroup(this, "Resource", {
      name: props.workgroupName,
      description: "Queries of the archive of the organization trail",
      configuration: {
        enforceWorkgroupConfiguration: true,
        publishCloudwatchMetricsEnabled: true,
        // https://docs.aws.amazon.com/athena/latest/ug/workgroups-setting-control-limits-cloudwatch.html
        bytesScannedCutoffPerQuery: props.scanLimitBytes,
        resultConfiguration: {
          outputLocation: `s3://${props.results.bucket.id}/`,
          expectedBucketOwner: props.accountId,
          encryptionConfiguration: { encryptionOption: "SSE_KMS", kmsKeyArn: props.key.keyArn },
        },
      },
    });
  }
}
