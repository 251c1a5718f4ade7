import { edit, twin, type Arguments, type Mutation, type StackJson } from "./mutation";

const type = "aws_dynamodb_table";
const keyOf = ({ server_side_encryption: encryption }: Arguments, { resource }: StackJson) => {
  const reference = String((encryption as Arguments).kms_key_arn);
  return resource.aws_kms_key![reference.split(".")[1]!]!;
};

export const tables: readonly Mutation[] = [
  {
    what: "a table with a slash in its name",
    type,
    change: (table) => (table.name = "watch/memory"),
    caught: /names of tables/,
  },
  {
    what: "two tables of one name",
    type,
    change: (table, stack) => void twin(type, table, stack),
    caught: /a name is taken already/,
  },
  {
    what: "a table without a partition key",
    type,
    change: (table) => delete table.hash_key,
    caught: /a table has a partition key/,
  },
  {
    what: "a table with one attribute for both keys",
    type,
    change: (table) => Object.assign(table, { range_key: table.hash_key as string }),
    caught: /are one attribute/,
  },
  {
    what: "an attribute defined that is in no key",
    type,
    change: ({ attribute }) => (attribute as Arguments[]).push({ name: "expires", type: "N" }),
    caught: /those of its keys/,
  },
  {
    what: "an attribute of a type that keys have not",
    type,
    change: ({ attribute }) => ((attribute as Arguments[])[0]!.type = "BOOL"),
    caught: /AttributeType is not one of/,
  },
  {
    what: "a provisioned table without capacities",
    type,
    change: (table) => (table.billing_mode = "PROVISIONED"),
    caught: /says its capacities/,
  },
  {
    what: "capacities of a table on demand",
    type,
    change: (table) => Object.assign(table, { read_capacity: 5, write_capacity: 5 }),
    caught: /on demand has no capacities/,
  },
  {
    what: "a way of billing that there is not",
    type,
    change: (table) => (table.billing_mode = "ON_DEMAND"),
    caught: /BillingMode is not one of/,
  },
  {
    what: "items that go at the time in their key",
    type,
    change: ({ ttl, range_key: sort }) => Object.assign(ttl as Arguments, { attribute_name: sort as string }),
    caught: /no part of the key/,
  },
  {
    what: "a time to live without an attribute",
    type,
    change: ({ ttl }) => delete (ttl as Arguments).attribute_name,
    caught: /AttributeName is required/,
  },
  {
    what: "a table's key of another account",
    type,
    change: ({ server_side_encryption: encryption }) =>
      ((encryption as Arguments).kms_key_arn =
        "arn:aws:kms:ap-southeast-1:333333333333:key/0123abcd-0123-0123-0123-0123456789ab"),
    caught: /of its account and region/,
  },
  {
    what: "a table's key that nobody may make grants with",
    type,
    change: (table, stack) => {
      edit(keyOf(table, stack), "policy", ({ Statement }) => {
        for (const each of Statement as Arguments[])
          each.Action = [each.Action].flat().filter((action) => action !== "kms:CreateGrant");
      });
    },
    caught: /lacks what DynamoDB needs/,
  },
  {
    what: "points in time of 36 days",
    type,
    change: (table) => (table.point_in_time_recovery = { enabled: true, recovery_period_in_days: 36 }),
    caught: /1 to 35 days|has more than 35/,
  },
  {
    what: "a class of tables that there is not",
    type,
    change: (table) => (table.table_class = "STANDARD_IA"),
    caught: /TableClass is not one of/,
  },
];
