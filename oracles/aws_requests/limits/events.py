"""EventBridge."""

import json

import regex

from .event_patterns import pattern_problems

QUOTAS = "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html"
PUT_RULE = "https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html"
PUT_TARGETS = "https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutTargets.html"
TRANSFORM = "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html"
LETTERS = "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html"
SCHEDULES = "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-rule-schedule.html"
STATE_AND_SCHEDULE = "hashicorp/terraform-provider-aws issues 34988 and 35970; recorded in eventbridge/scheduled_rules.json"
FORWARDING = "recorded in eventbridge/bus_forwarding.json"
LOG_TARGET = "recorded in eventbridge/logs_destination.json"

ALL_MANAGEMENT_EVENTS = "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS"


def rule(r):
    schedule, pattern, bus = r.get("schedule_expression"), r.get("event_pattern"), r.get("event_bus_name", "default")
    if r.get("state") == ALL_MANAGEMENT_EVENTS and schedule is not None:
        yield f"a rule with a schedule can't be in state {ALL_MANAGEMENT_EVENTS}, beside a pattern neither", (
            STATE_AND_SCHEDULE
        ), schedule
    if schedule is None and pattern is None:
        yield "a rule has a pattern or a schedule", PUT_RULE
    if schedule is not None:
        if bus != "default":
            yield "schedules are for rules on the default bus only", SCHEDULES, schedule
        if not regex.fullmatch(r"rate\((1 (minute|hour|day)|(?!0|1 )\d+ (minutes|hours|days))\)|cron\((\S+ ){5}\S+\)", schedule):
            yield "a schedule is rate(n units) or cron(six fields)", SCHEDULES, schedule
    if pattern is not None:
        yield from pattern_problems(pattern)
    if r.get("name", "").startswith("AWS") or r.get("name", "").startswith("aws."):
        yield "names of rules that begin with AWS are those of AWS's own", PUT_RULE, r.get("name")


def bus(r):
    name = r.get("name", "")
    if name == "default":
        yield "a bus of one's own is not called default", (
            "https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_CreateEventBus.html"
        )
    if "/" in name:
        yield "only names of partner buses have a slash", (
            "https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_CreateEventBus.html"
        ), name


def archive(r):
    if r.get("event_pattern") is not None:
        yield from pattern_problems(r.get("event_pattern"))


def target(r):
    arn = r.get("arn", "").split(":", 5)
    if len(arn) < 6:
        yield "the target is not an ARN", PUT_TARGETS, r.get("arn")
        return
    service, region, what = arn[2], arn[3], arn[5]
    own_input = [key for key in ("input", "input_path", "input_transformer") if r.get(key)]
    if len(own_input) > 1:
        yield "a target has one of input, input_path and input_transformer", PUT_TARGETS
    if service == "events" and what.startswith("event-bus/"):
        yield from _bus_target(r, own_input)
    elif service in ("sqs", "sns", "lambda", "logs", "states") and region != r.region:
        yield "a target other than a bus is in the region of its rule", PUT_TARGETS, r.get("arn")
    if service == "logs":
        if not what.startswith("log-group:/aws/events/"):
            yield "the name of a log group as target begins with /aws/events/", PUT_TARGETS, r.get("arn")
        if "role_arn" in r or {"input", "input_path"} & set(own_input):
            yield "a log group as target takes neither a role nor an input but a transformer's", LOG_TARGET
    if service == "states" and "role_arn" not in r:
        yield "a state machine as target needs a role", PUT_TARGETS
    yield from _transformer(r)
    if letters := r.block("dead_letter_config").get("arn"):
        queue = letters.split(":")
        if queue[2] != "sqs" or queue[3] != r.region or queue[-1].endswith(".fifo"):
            yield "a dead-letter queue is a standard SQS queue in the region of the rule", LETTERS, letters


def _bus_target(r, own_input):
    if r.block("retry_policy"):
        yield "a bus as target takes no retry policy", FORWARDING
    if own_input:
        yield "a bus as target takes no input of its own", FORWARDING, ", ".join(own_input)
    if "role_arn" not in r:
        yield "a bus as target needs a role", FORWARDING


def _transformer(r):
    for transformer in r.blocks("input_transformer"):
        paths, template = transformer.get("input_paths", {}), transformer.get("input_template", "")
        for name, path in paths.items():
            if name.upper().startswith("AWS"):
                yield "names of input paths don't begin with AWS", TRANSFORM, name
            if not path.startswith("$"):
                yield "an input path begins with $", TRANSFORM, path
        for name in regex.findall(r"<([\w.-]+)>", template):
            if not name.startswith("aws.events.") and name not in paths:
                yield "the input template has a variable that no path defines", TRANSFORM, name


def bus_policy(r):
    try:
        statements = json.loads(r.get("policy", ""))["Statement"]
    except (ValueError, KeyError, TypeError):
        return
    bus_name = r.get("event_bus_name")
    for statement in statements:
        resources = statement.get("Resource", [])
        for each in resources if isinstance(resources, list) else [resources]:
            if each.startswith("arn:") and f":event-bus/{bus_name}" not in each and ":rule/" not in each:
                yield "the policy of a bus is about that bus", (
                    "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-bus-perms.html"
                ), each
