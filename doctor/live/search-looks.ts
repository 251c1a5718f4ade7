import type { AnswerOf } from "../../aws/operations";
import { blocks } from "./blocks";
import type { LiveType, LookAt } from "./live-type";
import { unlike } from "./unlike";

const workgroup: LookAt = async ({ attributes }, { calls, place }) => {
  const name = String(attributes.name);
  const { WorkGroup } = await calls.call("athena:GetWorkGroup", { WorkGroup: name }, place);
  const [wanted = {}] = blocks(attributes.configuration);
  const [result = {}] = blocks(wanted.result_configuration);
  const [encryption] = blocks(result.encryption_configuration);
  const found = WorkGroup?.Configuration;
  const foundResult = found?.ResultConfiguration;
  return unlike("search-changed", `The workgroup ${name}`, [
    ["its state", attributes.state ?? "ENABLED", WorkGroup?.State],
    ["how much a query may read", wanted.bytes_scanned_cutoff_per_query, found?.BytesScannedCutoffPerQuery],
    [
      "whether queries have to keep to it",
      wanted.enforce_workgroup_configuration ?? true,
      found?.EnforceWorkGroupConfiguration,
    ],
    ["where results are", result.output_location, foundResult?.OutputLocation],
    ["whose bucket that is", result.expected_bucket_owner, foundResult?.ExpectedBucketOwner],
    [
      "how results are encrypted",
      encryption?.encryption_option,
      foundResult?.EncryptionConfiguration?.EncryptionOption,
    ],
    ["the key of results", encryption?.kms_key_arn, foundResult?.EncryptionConfiguration?.KmsKey],
  ]);
};

const database: LookAt = async ({ attributes }, { calls, place }) => {
  await calls.call("glue:GetDatabase", { Name: String(attributes.name) }, place);
  return [];
};

type Column = NonNullable<NonNullable<AnswerOf<"glue:GetTable">["Table"]>["PartitionKeys"]>[number];

const table: LookAt = async ({ attributes }, { calls, place }) => {
  const input = { DatabaseName: String(attributes.database_name), Name: String(attributes.name) };
  const { Table } = await calls.call("glue:GetTable", input, place);
  const [wanted = {}] = blocks(attributes.storage_descriptor);
  const [serialization = {}] = blocks(wanted.ser_de_info);
  const found = Table?.StorageDescriptor;
  return unlike("search-changed", `The table ${input.DatabaseName}.${input.Name}`, [
    ["its parameters", attributes.parameters, withoutGlues(Table?.Parameters, attributes.parameters)],
    ["its partitions", columns(attributes.partition_keys), Table?.PartitionKeys?.map(column)],
    ["its columns", columns(wanted.columns), found?.Columns?.map(column)],
    ["where its files are", wanted.location, found?.Location],
    ["how they are read", wanted.input_format, found?.InputFormat],
    ["how rows are made of them", serialization.serialization_library, found?.SerdeInfo?.SerializationLibrary],
  ]);
};

/** Those that are wanted: Glue adds some of its own, as `transient_lastDdlTime`. */
function withoutGlues(found: Readonly<Record<string, string>> = {}, wanted: unknown): object {
  const names = new Set(Object.keys(wanted ?? {}));
  return Object.fromEntries(
    Object.entries(found).filter(([name]) => names.has(name) || name.startsWith("projection.")),
  );
}

function columns(wanted: unknown): readonly object[] {
  return blocks(wanted).map(({ name, type }) => ({ Name: name, Type: type }));
}

function column({ Name, Type }: Column): object {
  return { Name, Type };
}

/** What the archive is searched with, as it is. */
export const searchLooks: Readonly<Record<string, LiveType>> = {
  aws_athena_workgroup: workgroup,
  aws_glue_catalog_database: database,
  aws_glue_catalog_table: table,
};
