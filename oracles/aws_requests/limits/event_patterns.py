"""Event patterns, by what PutRule was seen to answer."""

import json
import math

PATTERNS = "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html"
QUOTAS = "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html"
RECORDED = "recorded in eventbridge/patterns.json"
ADMISSION = "recorded in eventbridge/pattern_admission.json"

# The default quota; more has to be asked for.
MOST_CHARACTERS = 2048
MOST_COMBINATIONS = 1000
TEXT_MATCHERS = {"prefix", "suffix", "equals-ignore-case", "wildcard"}
MATCHERS = TEXT_MATCHERS | {"anything-but", "exists", "numeric", "cidr"}


def pattern_problems(text):
    try:
        pattern = json.loads(text)
    except ValueError as error:
        yield "an event pattern is not JSON", RECORDED, str(error)
        return
    compact = json.dumps(pattern, separators=(",", ":"), ensure_ascii=False)
    if len(compact) > MOST_CHARACTERS:
        yield f"an event pattern has more than {MOST_CHARACTERS} characters, the default quota", QUOTAS, compact
    if _combinations(pattern) > MOST_COMBINATIONS:
        yield f"$or makes more than {MOST_COMBINATIONS} combinations", PATTERNS, f"{_combinations(pattern)}"
    yield from _object(pattern, "")


def _combinations(pattern):
    """Each $or multiplies what there is by the number of its alternatives."""
    if not isinstance(pattern, dict):
        return 1
    return math.prod(
        sum(_combinations(each) for each in value) if key == "$or" and isinstance(value, list) else _combinations(value)
        for key, value in pattern.items()
    )


def _object(pattern, path):
    if not isinstance(pattern, dict) or not pattern:
        yield "an event pattern is an object with fields", RECORDED, path or json.dumps(pattern)
        return
    for key, value in pattern.items():
        here = f"{path}.{key}" if path else key
        if key == "$or":
            if not isinstance(value, list) or len(value) < 2:
                yield "an $or of an event pattern has less than two alternatives", RECORDED, here
            for each in value if isinstance(value, list) else []:
                yield from _object(each, here)
        elif isinstance(value, dict):
            yield from _object(value, here)
        elif not isinstance(value, list):
            yield "a field of an event pattern is a list or an object", RECORDED, here
        elif not value:
            yield "an event pattern has an empty list", RECORDED, here
        else:
            for each in value:
                yield from _matcher(each, here)


def _matcher(value, here):
    if isinstance(value, list):
        yield "an event pattern has a list in a list", RECORDED, here
    if not isinstance(value, dict):
        return
    if len(value) != 1:
        yield "a match expression has one key", RECORDED, here
        return
    [(name, operand)] = value.items()
    if name not in MATCHERS:
        yield "an event pattern has a match expression that there is not", PATTERNS, f"{here}: {name}"
    elif name in TEXT_MATCHERS:
        yield from _text(name, operand, here)
    elif name == "exists" and not isinstance(operand, bool):
        yield "exists is true or false", RECORDED, here
    elif name == "anything-but":
        yield from _anything_but(operand, here)
    elif name == "numeric" and (not isinstance(operand, list) or len(operand) not in (2, 4)):
        yield "numeric takes an operator and a number, once or twice", PATTERNS, here


def _text(name, operand, here):
    # prefix and suffix also take {"equals-ignore-case": "..."}.
    if name in ("prefix", "suffix") and isinstance(operand, dict):
        operand = operand.get("equals-ignore-case")
    if not isinstance(operand, str):
        yield f"{name} takes a string", RECORDED, here
    elif name == "wildcard":
        if "**" in operand:
            yield "a wildcard has two stars in a row", RECORDED, here
        if operand.count("*") >= 10:
            yield "a wildcard of an event pattern is too complex", ADMISSION, operand


def _anything_but(operand, here):
    values = operand if isinstance(operand, list) else [operand]
    if isinstance(operand, dict):
        inner = [*operand.values()][0] if len(operand) == 1 else None
        listed = inner if isinstance(inner, list) else [inner]
        if not set(operand) <= TEXT_MATCHERS or not listed or not all(isinstance(each, str) for each in listed):
            yield "anything-but takes values, or one matcher of texts", RECORDED, here
        return
    kinds = {"text" if isinstance(each, str) else "number" if type(each) in (int, float) else "other" for each in values}
    if not values or len(kinds) > 1 or "other" in kinds:
        yield "anything-but takes strings or numbers, and not both", RECORDED, here
