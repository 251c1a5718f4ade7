"""CloudWatch alarms."""

import regex

from .metrics_insights import is_query, query_problems

PUT_ALARM = "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html"
QUERY_ALARMS = "recorded in cloudwatch/metric_discovery_alarms.json"
SPAN = "recorded in cloudwatch/metric_insights_contributor_samples.json"
CONTRIBUTORS = "recorded in cloudwatch/metric_insights_alarm_contributors.json"
DATUM = "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_Dimension.html"

DAY, WEEK, QUERY_SPAN = 86_400, 604_800, 10_800
MISSING = {"breaching", "notBreaching", "ignore", "missing"}


def alarm(r):
    queries = r.blocks("metric_query")
    stats = [each.block("metric") for each in queries]
    periods = [period for period in [r.get("period"), *[each.get("period") for each in [*queries, *stats]]] if period]
    yield from _time(r, periods)
    yield from _actions(r)
    if r.get("treat_missing_data", "missing") not in MISSING:
        yield "treat_missing_data is not one of breaching, notBreaching, ignore, missing", PUT_ALARM, (
            r.get("treat_missing_data")
        )
    for name, value in {**r.get("dimensions", {}), **{k: v for each in stats for k, v in each.get("dimensions", {}).items()}}.items():
        if not regex.fullmatch(r"(?!:)[\x20-\x7e]*[\x21-\x7e][\x20-\x7e]*", value):
            yield "the value of a dimension is ASCII, and does not begin with a colon", DATUM, f"{name}: {value}"
    if bool(queries) == ("metric_name" in r):
        yield "an alarm has a metric or queries", PUT_ALARM
    if queries:
        yield from _queries(r, queries)


def _time(r, periods):
    for period in periods:
        if period not in (10, 20, 30) and period % 60 != 0:
            yield "a period is 10, 20, 30 or a multiple of 60 seconds", PUT_ALARM, period
    longest = max(periods, default=0)
    span = longest * r.get("evaluation_periods", 1)
    if span > (WEEK if longest >= 3600 else DAY):
        yield "an alarm looks back more than a day (a week, if the period is an hour or more)", PUT_ALARM, f"{span} s"
    if r.get("datapoints_to_alarm", 1) > r.get("evaluation_periods", 1):
        yield "an alarm needs more datapoints than it has periods", PUT_ALARM


def _actions(r):
    for key in ("alarm_actions", "ok_actions", "insufficient_data_actions"):
        actions = r.get(key, [])
        for each in actions:
            if each.split(":")[3:4] != [r.region]:
                yield "an action of an alarm is in another region", PUT_ALARM, each
            if each.endswith(".fifo"):
                yield "an alarm publishes to standard topics", PUT_ALARM, each
        if len(set(actions)) < len(actions):
            yield "an alarm has an action twice", PUT_ALARM, actions


def _queries(r, queries):
    returned = [each for each in queries if each.get("return_data", False)]
    if len(returned) != 1:
        yield "one query of an alarm returns data", PUT_ALARM, f"{len(returned)} do"
    if len({each.get("id") for each in queries}) < len(queries):
        yield "two queries of an alarm have the same id", PUT_ALARM
    selects = [each for each in queries if is_query(each.get("expression"))]
    if len(selects) > 1:
        yield "an alarm has more than one Metrics Insights query", QUERY_ALARMS
    for each in queries:
        expression = each.get("expression")
        if not regex.fullmatch(r"[a-z]\w{0,254}", each.get("id", ""), regex.ASCII):
            yield "the id of a query begins with a lower-case letter", PUT_ALARM, each.get("id")
        if (expression is None) == (not each.block("metric")):
            yield "a query has an expression or a metric", PUT_ALARM
        if expression is not None and "SEARCH(" in expression:
            yield "SEARCH is not supported on metric alarms", QUERY_ALARMS, expression
    for each in selects:
        yield from _insights(r, each)


def _insights(r, query):
    expression, period, periods = query.get("expression"), query.get("period"), r.get("evaluation_periods", 1)
    yield from query_problems(expression)
    grouped = regex.search(r"\bGROUP BY\b", expression)
    if grouped and not regex.search(r"\bORDER BY\b", expression):
        yield "a query with GROUP BY needs ORDER BY in an alarm", QUERY_ALARMS, expression
    if period is None or period < 60:
        yield "an alarm on a query has a period of 60 seconds or more", QUERY_ALARMS, period
    elif period * periods > QUERY_SPAN:
        yield "an alarm on a query looks back more than 3 hours", SPAN, f"{period} s × {periods}"
    missing = r.get("treat_missing_data", "missing")
    if grouped and missing == "breaching" and r.get("datapoints_to_alarm", periods) == periods:
        # A series that the query still returns has a good point in the span; one that it does not return goes OK.
        yield "a series that falls silent is never missing in every period: it is no longer returned, and OK", CONTRIBUTORS, (
            f"{periods} of {periods} periods"
        )
    if grouped and r.get("insufficient_data_actions"):
        yield "an alarm of several series has no actions for missing data", (
            "recorded in cloudwatch/metric_insights_contributor_actions.json"
        )
