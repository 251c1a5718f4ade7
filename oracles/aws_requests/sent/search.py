"""Glue's catalogue and Athena: what the archive is searched with."""


def database(r):
    yield "glue", "CreateDatabase", {
        "CatalogId": r.get("catalog_id", r.account),
        "DatabaseInput": {
            "Name": r.get("name"),
            "Description": r.get("description"),
            "LocationUri": r.get("location_uri"),
            "Parameters": r.get("parameters"),
        },
        "Tags": r.tags(),
    }


def table(r):
    storage = r.block("storage_descriptor")
    serde = storage.block("ser_de_info")
    yield "glue", "CreateTable", {
        "CatalogId": r.get("catalog_id", r.account),
        "DatabaseName": r.get("database_name"),
        "TableInput": {
            "Name": r.get("name"),
            "Description": r.get("description"),
            "Owner": r.get("owner"),
            "TableType": r.get("table_type"),
            "Parameters": r.get("parameters"),
            "PartitionKeys": _columns(r.blocks("partition_keys")),
            "StorageDescriptor": {
                "Columns": _columns(storage.blocks("columns")),
                "Location": storage.get("location"),
                "InputFormat": storage.get("input_format"),
                "OutputFormat": storage.get("output_format"),
                "SerdeInfo": {
                    "SerializationLibrary": serde.get("serialization_library"),
                    "Parameters": serde.get("parameters"),
                },
            },
        },
    }


def _columns(blocks):
    return [{"Name": each.get("name"), "Type": each.get("type"), "Comment": each.get("comment")} for each in blocks]


def workgroup(r):
    configuration = r.block("configuration")
    result = configuration.block("result_configuration")
    encryption = result.block("encryption_configuration")
    yield "athena", "CreateWorkGroup", {
        "Name": r.get("name"),
        "Description": r.get("description"),
        "Configuration": {
            "EnforceWorkGroupConfiguration": configuration.get("enforce_workgroup_configuration", True),
            "PublishCloudWatchMetricsEnabled": configuration.get("publish_cloudwatch_metrics_enabled", True),
            "BytesScannedCutoffPerQuery": configuration.get("bytes_scanned_cutoff_per_query"),
            "ResultConfiguration": {
                "OutputLocation": result.get("output_location"),
                "ExpectedBucketOwner": result.get("expected_bucket_owner"),
                "EncryptionConfiguration": {
                    "EncryptionOption": encryption.get("encryption_option"),
                    "KmsKey": encryption.get("kms_key_arn"),
                }
                if encryption
                else None,
            },
        },
        "Tags": r.tag_list(),
    }
