import { twin, type Arguments, type Mutation } from "./mutation";

const table = "aws_glue_catalog_table";
const workgroup = "aws_athena_workgroup";

const blockOf = (value: unknown) => (Array.isArray(value) ? value[0] : value) as Arguments;
const configurationOf = (group: Arguments) => blockOf(group.configuration);
const resultsOf = (group: Arguments) => blockOf(configurationOf(group).result_configuration);
const encryptionOf = (group: Arguments) => blockOf(resultsOf(group).encryption_configuration);
const parameters = (change: (parameters: Arguments) => void) => (each: Arguments) => {
  change(each.parameters as Arguments);
};

export const search: readonly Mutation[] = [
  {
    what: "a database with a hyphen in its name",
    type: "aws_glue_catalog_database",
    change: (database) => (database.name = "watch-archive"),
    caught: /names of databases/,
  },
  {
    what: "two databases of one name",
    type: "aws_glue_catalog_database",
    change: (database, stack) => void twin("aws_glue_catalog_database", database, stack),
    caught: /a name is taken already/,
  },
  {
    what: "a table with a capital in its name",
    type: table,
    change: (each) => (each.name = "cloudTrail"),
    caught: /names of tables/,
  },
  {
    what: "a partition that is a column, too",
    type: table,
    change: ({ storage_descriptor: storage }) =>
      (blockOf(storage).columns as Arguments[]).push({ name: "region", type: "string" }),
    caught: /a column, or a partition, twice/,
  },
  {
    what: "a template of places that lacks a partition",
    type: table,
    change: parameters((each) => {
      const template = String(each["storage.location.template"]);
      each["storage.location.template"] = template.replace("/$${day}", "");
    }),
    caught: /has each partition/,
  },
  {
    what: "files of partitions beside their table",
    type: table,
    change: parameters((each) => {
      const template = String(each["storage.location.template"]);
      each["storage.location.template"] = template.replace("/AWSLogs/", "/Logs/");
    }),
    caught: /below the location/,
  },
  {
    what: "a type of projection that there is not",
    type: table,
    change: parameters((each) => (each["projection.account.type"] = "any")),
    caught: /a type of projection/,
  },
  {
    what: "a projection of what is no partition",
    type: table,
    change: parameters((each) => (each["projection.hour.type"] = "integer")),
    caught: /of what is no partition/,
  },
  {
    what: "an enum with a value twice",
    type: table,
    change: parameters((each) => (each["projection.region.values"] = "ap-southeast-1,ap-southeast-1")),
    caught: /lists its values, each once/,
  },
  {
    what: "days from a time without an end",
    type: table,
    change: parameters((each) => (each["projection.day.range"] = "NOW-30DAYS")),
    caught: /a range of two/,
  },
  {
    what: "a space in the name of a workgroup",
    type: workgroup,
    change: (group) => (group.name = "watch archive"),
    caught: /Name does not fit/,
  },
  {
    what: "a query that may read 1 MB",
    type: workgroup,
    change: (group) => (configurationOf(group).bytes_scanned_cutoff_per_query = 1_000_000),
    caught: /BytesScannedCutoffPerQuery/,
  },
  {
    what: "results that go to no bucket",
    type: workgroup,
    change: (group) => delete resultsOf(group).output_location,
    caught: /go to a bucket/,
  },
  {
    what: "results under KMS without a key",
    type: workgroup,
    change: (group) => delete encryptionOf(group).kms_key_arn,
    caught: /have a key/,
  },
  {
    what: "an encryption of results that there is not",
    type: workgroup,
    change: (group) => (encryptionOf(group).encryption_option = "KMS"),
    caught: /EncryptionOption is not one of/,
  },
];
