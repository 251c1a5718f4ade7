"""CloudWatch Logs."""

import regex

RETENTION_PAGE = "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html"
TRANSFORMATION = "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_MetricTransformation.html"
FILTERS = "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/logs/FilterAndPatternSyntax.html"
QUERIES = "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_StartQuery.html"

RETENTION = {1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653}


def group(r):
    days = r.get("retention_in_days", 0)
    if days != 0 and days not in RETENTION:
        yield "a number of days for which CloudWatch Logs can't keep events", RETENTION_PAGE, days
    if r.get("name", "").startswith("aws/"):
        yield "names of log groups that begin with aws/ are AWS's own", (
            "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html"
        ), r.get("name")


def metric_filter(r):
    transformation = r.block("metric_transformation")
    dimensions = transformation.get("dimensions", {})
    if dimensions and "default_value" in transformation:
        yield "a metric filter with dimensions has no default value", TRANSFORMATION, transformation.get("default_value")
    if len(dimensions) > 3:
        yield "a metric filter has more than 3 dimensions", TRANSFORMATION, ", ".join(dimensions)
    for name, value in dimensions.items():
        if not regex.fullmatch(r"\$(\.[\w-]+|\[[\w\"'.-]+\])+|\$\w+", value):
            yield "the value of a dimension of a metric filter is a field of the event", TRANSFORMATION, f"{name}: {value}"
    value = transformation.get("value", "")
    if not regex.fullmatch(r"-?\d+(\.\d+)?|\$\S+", value):
        yield "the value of a metric filter is a number or a field of the event", TRANSFORMATION, value
    pattern = r.get("pattern", "")
    if pattern != pattern.strip():
        yield "the provider trims the pattern: it would differ in every plan", (
            "hashicorp/terraform-provider-aws: internal/service/logs/metric_filter.go"
        ), pattern
    opened = pattern.strip()[:1], pattern.strip()[-1:]
    if opened[0] == "{" and opened[1] != "}" or pattern.count('"') - pattern.count('\\"') & 1:
        yield "a filter pattern is not closed", FILTERS, pattern


def query(r):
    if len(r.get("log_group_names", [])) > 50:
        yield "a query looks into more than 50 log groups", QUERIES
