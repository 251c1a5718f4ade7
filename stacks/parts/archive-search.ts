import type { Construct } from "constructs";

import { QueryResultsBucket } from "../../modules/logs/query-results-bucket";
import { QueryWorkgroup } from "../../modules/logs/query-workgroup";
import { TrailTable } from "../../modules/logs/trail-table";
import type { CustomerManagedKey } from "../../modules/access/customer-managed-key";
import type { Account, Organization } from "../../organization/organization";
import { regionsOf } from "../../organization/regions";
import type { AthenaSettings } from "../../organization/settings";
import { athenaColumns, isListType, type ColumnType } from "../../patterns/athena-table";

const BYTES_IN_A_GIGABYTE = 1_000_000_000;

/**
 * What Athena searches the archive with, beside the bucket. Results are encrypted with the key of the bucket, which the account uses
 * through S3: whoever may read the archive may read what was found in it.
 */
export function addArchiveSearch(
  scope: Construct,
  { names, archive, organizationId, partition }: Organization,
  { account, key, athena }: { account: Account; key: CustomerManagedKey; athena: AthenaSettings },
): void {
  new TrailTable(scope, "TrailTable", {
    databaseName: names.search.databaseName,
    tableName: names.search.tableName,
    columns: Object.fromEntries(
      Object.entries(athenaColumns).map(([name, type]) => [name.toLowerCase(), hiveType(type)]),
    ),
    bucketName: names.trail.bucketName,
    organizationId,
    regions: regionsOf(partition),
    // S3 deletes at the midnight after.
    days: archive.expireAfterDays + 1,
  });
  new QueryWorkgroup(scope, "QueryWorkgroup", {
    workgroupName: names.search.workgroupName,
    scanLimitBytes: athena.scanLimitGigabytes * BYTES_IN_A_GIGABYTE,
    results: new QueryResultsBucket(scope, "QueryResults", {
      bucketName: names.search.resultsBucketName,
      bucketArn: names.search.resultsBucketArn,
      key,
      expireAfterDays: athena.resultDays,
    }),
    key,
    accountId: account.id,
  });
}

/** A type in the words of Glue. https://docs.aws.amazon.com/athena/latest/ug/data-types.html */
function hiveType(type: ColumnType): string {
  if (typeof type === "string") return type === "texts" ? "map<string,string>" : "string";
  if (isListType(type)) return `array<${hiveType(type[0])}>`;
  return `struct<${Object.entries(type)
    .map(([name, each]) => `${name.toLowerCase()}:${hiveType(each)}`)
    .join(",")}>`;
}
