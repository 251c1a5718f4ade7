import { GlueCatalogTable } from "@cdktf/provider-aws/lib/glue-catalog-table";

import { TrailTable } from "../../../modules/logs/trail-table";
import type { Attributes } from "../../support/synthesized";
import { addressesOf, onlyOf, synthesizedModule } from "../../support/synthesized-module";

const table = () => {
  const text = synthesizedModule(
    (scope) =>
      new TrailTable(scope, "Table", {
        databaseName: "archive",
        tableName: "events",
        columns: { eventtime: "string", useridentity: "struct<arn:string>" },
        bucketName: "trail-files",
        organizationId: "o-example1",
        regions: ["eu-west-1", "eu-central-1"],
        days: 91,
      }),
  );
  return { text, ...(onlyOf(text, GlueCatalogTable) as { parameters: Attributes; storage_descriptor: Attributes }) };
};

test("a table and its database are made, once, and no partition", () => {
  expect(addressesOf(table().text, "Table")).toEqual([
    "aws_glue_catalog_database.Table_Database",
    "aws_glue_catalog_table.Table",
  ]);
});

test("partitions follow from account, region and day, as CloudTrail lays its files", () => {
  const { parameters, partition_keys: keys } = { ...table(), ...onlyOf(table().text, GlueCatalogTable) } as Attributes;

  expect(keys).toEqual(["account", "region", "day"].map((name) => ({ name, type: "string" })));
  expect(parameters).toMatchObject({
    "projection.enabled": "true",
    "projection.account.type": "injected",
    "projection.region.type": "enum",
    "projection.region.values": "eu-west-1,eu-central-1",
    "projection.day.format": "yyyy/MM/dd",
    "projection.day.range": "NOW-91DAYS,NOW",
    // Athena's placeholders, which Terraform must not take for its own.
    "storage.location.template": "s3://trail-files/AWSLogs/o-example1/$${account}/CloudTrail/$${region}/$${day}",
  });
});

test("files are read as CloudTrail's, with these columns", () => {
  expect(table().storage_descriptor).toMatchObject({
    columns: [
      { name: "eventtime", type: "string" },
      { name: "useridentity", type: "struct<arn:string>" },
    ],
    input_format: "com.amazon.emr.cloudtrail.CloudTrailInputFormat",
    location: "s3://trail-files/AWSLogs/o-example1/",
    ser_de_info: { serialization_library: "org.apache.hive.hcatalog.data.JsonSerDe" },
  });
});
