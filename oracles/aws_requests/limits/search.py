"""Glue's catalogue and Athena."""

import regex

NAMES = "https://docs.aws.amazon.com/athena/latest/ug/tables-databases-columns-names.html"
PROJECTION = "https://docs.aws.amazon.com/athena/latest/ug/partition-projection-supported-types.html"
SETTING_UP = "https://docs.aws.amazon.com/athena/latest/ug/partition-projection-setting-up.html"
RESULTS = "https://docs.aws.amazon.com/athena/latest/ug/encrypting-query-results-stored-in-s3.html"

# "Athena partition projection compressed metadata is about 1 MB"; nowhere near it, and a list that long is a mistake.
MOST_ENUM_VALUES = 1_000


def database(r):
    yield from _name(r.get("name", ""), "databases")


def table(r):
    yield from _name(r.get("name", ""), "tables")
    storage = r.block("storage_descriptor")
    keys = [each.get("name") for each in r.blocks("partition_keys")]
    names = [each.get("name") for each in storage.blocks("columns")] + keys
    for name in names:
        yield from _name(name, "columns")
    for name in sorted({each for each in names if names.count(each) > 1}):
        yield "a table has a column, or a partition, twice", NAMES, name
    parameters = r.get("parameters", {})
    if parameters.get("projection.enabled") == "true":
        yield from _projection(keys, parameters, storage.get("location", ""))


def _name(name, what):
    if not regex.fullmatch(r"[a-z0-9_]{1,255}", name or ""):
        yield f"names of {what} are lower-case letters, digits and underscores", NAMES, name


def _projection(keys, parameters, location):
    template = parameters.get("storage.location.template", "")
    if not template.startswith(location.rstrip("/") + "/"):
        yield "files of partitions are below the location of their table", SETTING_UP, template
    for key in keys:
        of_key = {name: parameters.get(f"projection.{key}.{name}") for name in ("type", "values", "range", "format")}
        if "${" + key + "}" not in template:
            yield "the template of places has each partition", SETTING_UP, key
        if of_key["type"] not in ("enum", "integer", "date", "injected"):
            yield "a type of projection that there is not", PROJECTION, f"{key}: {of_key['type']}"
        if of_key["type"] == "enum":
            values = (of_key["values"] or "").split(",")
            if values == [""] or len(values) > MOST_ENUM_VALUES or len(values) != len(set(values)):
                yield "an enum lists its values, each once", PROJECTION, key
        if of_key["type"] == "date":
            if of_key["format"] is None or not _is_range(of_key["range"] or ""):
                yield "a date has a format and a range of two", PROJECTION, f"{key}: {of_key['range']}"
    for name in parameters:
        found = regex.fullmatch(r"projection\.(\w+)\..+", name)
        if found and found[1] not in keys:
            yield "a projection of what is no partition", SETTING_UP, name


def _is_range(text):
    end = r"(NOW([+-]\d+(YEARS|MONTHS|WEEKS|DAYS|HOURS|MINUTES|SECONDS))?|\d{4}[\d/-]*)"
    return regex.fullmatch(f"{end},{end}", text) is not None


def workgroup(r):
    configuration = r.block("configuration")
    result = configuration.block("result_configuration")
    encryption = result.block("encryption_configuration")
    if not regex.fullmatch(r"s3://[a-z0-9.-]{3,63}/.*", result.get("output_location", "")):
        yield "results of a workgroup go to a bucket", RESULTS, result.get("output_location")
    option, key = encryption.get("encryption_option"), encryption.get("kms_key_arn")
    if (option in ("SSE_KMS", "CSE_KMS")) != (key is not None):
        yield "results under KMS have a key, and others have none", RESULTS, f"{option}, {key}"
    if key is not None and not key.startswith(f"arn:{r.partition}:kms:{r.region}:"):
        yield "results are encrypted with a key of their region", RESULTS, key
