"""CloudWatch: alarms and dashboards."""


def alarm(r):
    queries = r.blocks("metric_query")
    yield "cloudwatch", "PutMetricAlarm", {
        "AlarmName": r.get("alarm_name"),
        "AlarmDescription": r.get("alarm_description"),
        "ActionsEnabled": r.get("actions_enabled", True),
        "AlarmActions": r.get("alarm_actions"),
        "OKActions": r.get("ok_actions"),
        "InsufficientDataActions": r.get("insufficient_data_actions"),
        "EvaluationPeriods": r.get("evaluation_periods"),
        "DatapointsToAlarm": r.get("datapoints_to_alarm"),
        "Threshold": r.get("threshold"),
        "ComparisonOperator": r.get("comparison_operator"),
        "TreatMissingData": r.get("treat_missing_data", "missing"),
        "MetricName": r.get("metric_name"),
        "Namespace": r.get("namespace"),
        "Statistic": r.get("statistic"),
        "ExtendedStatistic": r.get("extended_statistic"),
        "Period": r.get("period"),
        "Unit": r.get("unit"),
        "Dimensions": _dimensions(r.get("dimensions")),
        "Metrics": [_query(each) for each in queries] or None,
        "Tags": r.tag_list(),
    }


def _query(each):
    out = {
        "Id": each.get("id"),
        "Expression": each.get("expression"),
        "Label": each.get("label"),
        "Period": each.get("period"),
        "AccountId": each.get("account_id"),
        "ReturnData": each.get("return_data", False),
    }
    if metric := each.block("metric"):
        out["MetricStat"] = {
            "Metric": {
                "MetricName": metric.get("metric_name"),
                "Namespace": metric.get("namespace"),
                "Dimensions": _dimensions(metric.get("dimensions")),
            },
            "Period": metric.get("period"),
            "Stat": metric.get("stat"),
            "Unit": metric.get("unit"),
        }
    return out


def _dimensions(dimensions):
    return [{"Name": name, "Value": value} for name, value in (dimensions or {}).items()] or None


def dashboard(r):
    yield "cloudwatch", "PutDashboard", {
        "DashboardName": r.get("dashboard_name"),
        "DashboardBody": r.get("dashboard_body"),
    }
