"""Dashboards of CloudWatch."""

import json

import regex

from .metrics_insights import is_query, query_problems

BODY = "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html"
PUT = "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutDashboard.html"

KINDS = ("metric", "text", "log", "alarm", "explorer", "chart")
VIEWS = {"metric": ("timeSeries", "singleValue", "gauge", "bar", "pie", "table"), "log": ("table", "timeSeries", "bar", "pie")}


def dashboard(r):
    name = r.get("dashboard_name", "")
    if not regex.fullmatch(r"[A-Za-z0-9_-]{1,255}", name):
        yield "names of dashboards are 1 to 255 letters, digits, - and _", PUT, name
    try:
        body = json.loads(r.get("dashboard_body", ""))
    except ValueError as error:
        yield "the body of a dashboard is not JSON", BODY, str(error)
        return
    widgets = body.get("widgets")
    if not isinstance(widgets, list) or len(widgets) > 500:
        yield "a dashboard has a list of at most 500 widgets", BODY
        return
    if not regex.fullmatch(r"-P(\d+[DWM]|T\d+[MH])", body.get("start", "-PT3H")):
        yield "the start of a dashboard is a duration like -PT3H", BODY, body["start"]
    for widget in widgets:
        for what, basis, *value in _widget(widget):
            title = widget.get("properties", {}).get("title") or widget.get("type")
            yield what, basis, f"{title}: {value[0]}" if value else title
    if sum(len(each["properties"].get("metrics", [])) for each in widgets if each.get("type") == "metric") > 2500:
        yield "a dashboard has more than 2,500 metrics", BODY


def _widget(widget):
    kind, properties = widget.get("type"), widget.get("properties", {})
    place = [widget.get(key, 0) for key in ("x", "y", "width", "height")]
    x, y, width, height = place
    if not (0 <= x <= 23 and 0 <= y and 1 <= width <= 24 and 1 <= height <= 1000 and x + width <= 24):
        yield "a widget is not within the 24 columns of the dashboard", BODY, place
    if kind not in KINDS:
        yield "a widget of a kind that there is not", BODY, kind
    if kind == "text" and not properties.get("markdown"):
        yield "a text widget has markdown", BODY
    if kind == "alarm" and not 1 <= len(properties.get("alarms", [])) <= 100:
        yield "a widget of alarms has 1 to 100 of them", BODY, len(properties.get("alarms", []))
    if kind in ("metric", "log"):
        if "region" not in properties:
            yield "a widget of metrics or logs has a region", BODY
        if properties.get("view", "timeSeries") not in VIEWS[kind]:
            yield "a widget has a view that there is not", BODY, properties["view"]
    if kind == "log" and "query" not in properties:
        yield "a log widget has a query", BODY
    if kind == "metric":
        yield from _metrics(properties)


def _metrics(properties):
    metrics = properties.get("metrics", [])
    if not metrics and not properties.get("annotations"):
        yield "a metric widget has metrics or annotations", BODY
    if len(metrics) > 500:
        yield "a widget has more than 500 metrics", BODY
    expressions = [each[0]["expression"] for each in metrics if isinstance(each[0], dict) and "expression" in each[0]]
    queries = [each for each in expressions if is_query(each)]
    if len(queries) > 1:
        yield "a widget has more than one Metrics Insights query", BODY
    for each in queries:
        yield from query_problems(each)
