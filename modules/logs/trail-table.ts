import { GlueCatalogDatabase } from "@cdktf/provider-aws/lib/glue-catalog-database";
import { GlueCatalogTable } from "@cdktf/provider-aws/lib/glue-catalog-table";
import { Construct } from "constructs";

import { literal } from "../literal";

export interface TrailTableProps {
  readonly databaseName: string;
  readonly tableName: string;
  /** Columns in order, by name: their types in Hive's words. */
  readonly columns: Readonly<Record<string, string>>;
  readonly bucketName: string;
  readonly organizationId: string;
  /** Regions that a query without one looks in. */
  readonly regions: readonly string[];
  /** Days that the table reaches back. */
  readonly days: number;
}

/** What the table's partitions are called, in the order of a file's path. */
const PARTITIONS = ["account", "region", "day"] as const;

/**
 * The files of an organization trail as a table. Athena computes where they lie from account, region and day, so that no partition is
 * ever added and a query opens no other files. Accounts are `injected`: each query names those it wants, and one that joins the
 * organization needs no change of the table.
 * https://docs.aws.amazon.com/athena/latest/ug/create-cloudtrail-table-partition-projection.html
 * https://docs.aws.amazon.com/athena/latest/ug/partition-projection-supported-types.html
 */
export class TrailTable extends Construct {
  constructor(scope: Construct, id: string, props: TrailTableProps) {
    super(scope, id);

    const location = `s3://${props.bucketName}/AWSLogs/${props.organizationId}`;
    const database = new GlueCatalogDatabase(this, "Database", {
      name: props.databaseName,
      description: "The archive of the organization trail",
    });
    new GlueCatalogTable(this, "Resource", {
      name: props.tableName,
      databaseName: database.name,
      description: "Events of the organization trail; a query says which accounts, regions and days it wants",
      tableType: "EXTERNAL_TABLE",
      parameters: {
        EXTERNAL: "TRUE",
        classification: "cloudtrail",
        "projection.enabled": "true",
        "projection.account.type": "injected",
        "projection.region.type": "enum",
        "projection.region.values": props.regions.join(","),
        "projection.day.type": "date",
        "projection.day.format": "yyyy/MM/dd",
        "projection.day.interval": "1",
        "projection.day.interval.unit": "DAYS",
        "projection.day.range": `NOW-${props.days}DAYS,NOW`,
        "storage.location.template": literal(`${location}/\${account}/CloudTrail/\${region}/\${day}`),
      },
      partitionKeys: PARTITIONS.map((name) => ({ name, type: "string" })),
      storageDescriptor: {
        location: `${location}/`,
        inputFormat: "com.amazon.emr.cloudtrail.CloudTrailInputFormat",
        outputFormat: "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat",
        serDeInfo: { serializationLibrary: "org.apache.hive.hcatalog.data.JsonSerDe" },
        columns: Object.entries(props.columns).map(([name, type]) => ({ name, type })),
      },
    });
  }
}
