"""Metrics Insights queries, of alarms and of dashboards."""

import regex

SYNTAX = "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-metrics-insights-querylanguage.html"
RESERVED = "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-metrics-insights-reserved-keywords.html"

_NAME = r'(?:"(?:[^"]|"")+"|[^\s",()]+)'
_QUERY = regex.compile(
    rf"SELECT (?:AVG|COUNT|MAX|MIN|SUM)\((?P<name>{_NAME})\)"
    rf" FROM (?:SCHEMA\((?P<name>{_NAME})(?:, ?(?P<name>{_NAME}))*\)|(?P<name>{_NAME}))"
    rf"(?: WHERE (?P<name>{_NAME}) ?!?= ?'[^']*'(?: AND (?P<name>{_NAME}) ?!?= ?'[^']*')*)?"
    rf"(?: GROUP BY (?P<name>{_NAME})(?:, ?(?P<name>{_NAME}))*)?"
    r"(?: ORDER BY (?:AVG|COUNT|MAX|MIN|SUM)\(\)(?: (?:ASC|DESC))?)?"
    r"(?: LIMIT (?P<limit>\d+))?"
)


def is_query(expression):
    return expression is not None and expression.lstrip().upper().startswith("SELECT ")


def query_problems(text):
    match = _QUERY.fullmatch(text.strip())
    if match is None:
        yield "not a Metrics Insights query that the judge can read", SYNTAX, text
        return
    bare = [name for name in dict.fromkeys(match.captures("name")) if not name.startswith('"')]
    if bare:
        # Seven hundred words are reserved, in capitals or not, account among them; quoted ones never are.
        yield "a Metrics Insights query has identifiers without double quotes, as reserved words need", RESERVED, (
            f"{', '.join(bare)} in {text}"
        )
    if match["limit"] is not None and not 1 <= int(match["limit"]) <= 500:
        yield "the LIMIT of a query is 1 to 500", SYNTAX, match["limit"]
