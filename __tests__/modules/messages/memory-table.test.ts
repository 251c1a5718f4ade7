import { DynamodbTable } from "@cdktf/provider-aws/lib/dynamodb-table";

import { memoryAttributes, MemoryTable } from "../../../modules/messages/memory-table";
import { aKey } from "../../support/constructs";
import { addressesOf, onlyOf, synthesizedModule } from "../../support/synthesized-module";

const made = (protection: boolean) =>
  synthesizedModule((scope) => new MemoryTable(scope, "Memory", { tableName: "memory", key: aKey(scope), protection }));

test("a table is on demand, encrypted with the key, without backups, and lets items go after their time", () => {
  const text = made(true);

  expect(addressesOf(text, "Memory")).toEqual(["aws_dynamodb_table.Memory"]);
  expect(onlyOf(text, DynamodbTable)).toEqual({
    name: "memory",
    billing_mode: "PAY_PER_REQUEST",
    hash_key: "pk",
    range_key: "sk",
    attribute: [
      { name: "pk", type: "S" },
      { name: "sk", type: "S" },
    ],
    ttl: { attribute_name: "expires", enabled: true },
    server_side_encryption: { enabled: true, kms_key_arn: "${aws_kms_key.Key.arn}" },
    point_in_time_recovery: { enabled: false },
    deletion_protection_enabled: true,
    lifecycle: { prevent_destroy: true },
  });
});

test.each([true, false])("plans and API calls that delete it are refused together: %s", (protection) => {
  expect(made(protection)).toHaveResourceWithProperties(DynamodbTable, {
    deletion_protection_enabled: protection,
    lifecycle: { prevent_destroy: protection },
  });
});

test("state machines know the names of its attributes", () => {
  expect(made(true)).toHaveResourceWithProperties(DynamodbTable, {
    hash_key: memoryAttributes.partition,
    range_key: memoryAttributes.sort,
    ttl: { attribute_name: memoryAttributes.expires, enabled: true },
  });
});
