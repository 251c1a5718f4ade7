"""
Calls of AWS that a Step Functions definition makes, against the API models: names in Pascal case, required ones there,
values that are not expressions of the kind that the model says.

Recorded in stepfunctions/sdk_admission.json of https://github.com/radkawar/stackd, and
https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html
"""

import json

import regex

from . import model

BASIS = "https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html"

OPTIMIZED = "https://docs.aws.amazon.com/step-functions/latest/dg/integrate-optimized.html"
# Calls without aws-sdk: before them, as far as this project's state machines could make them.
OPTIMIZED_CALLS = {
    "dynamodb": ("getItem", "putItem", "deleteItem", "updateItem"),
    "events": ("putEvents",),
    "sns": ("publish",),
    "sqs": ("sendMessage",),
    "states": ("startExecution",),
}

# Where Step Functions calls a service by another name than botocore.
SERVICES = {
    "cloudwatchlogs": "logs",
    "eventbridge": "events",
    "sfn": "stepfunctions",
    "states": "stepfunctions",
}


def calls(definition):
    """(path of the state, state) of each state that calls AWS."""

    def within(machine, path):
        for name, state in machine.get("States", {}).items():
            here = f"{path}/{name}"
            if state.get("Type") == "Task":
                yield here, state
            for branch in state.get("Branches", []):
                yield from within(branch, here)
            for key in ("ItemProcessor", "Iterator"):
                if key in state:
                    yield from within(state[key], here)

    yield from within(definition, "")


def state_machine_problems(text):
    """(problem, basis, value)"""
    try:
        definition = json.loads(text)
    except ValueError as error:
        yield "a state machine's definition is not JSON", BASIS, str(error)
        return
    for path, state in calls(definition):
        match = regex.fullmatch(r"arn:[\w-]+:states:::(aws-sdk:)?([\w-]+):(\w+)(?:\.\w+)?(?::\d)?", state.get("Resource", ""))
        if match is None:
            yield "a task calls neither an AWS API nor an optimized integration", BASIS, f"{path}: {state.get('Resource')}"
            continue
        by_sdk, called, call = match.groups()
        if by_sdk is None and call not in OPTIMIZED_CALLS.get(called, ()):
            yield "a task calls an optimized integration that there is not", OPTIMIZED, f"{path}: {called}:{call}"
            continue
        service = SERVICES.get(called, called)
        operation = call[0].upper() + call[1:]
        try:
            known = model.service(service)
        except Exception:  # botocore's UnknownServiceError, of a service that it has no model of
            yield "a task calls a service that there is not", BASIS, f"{path}: {called}"
            continue
        if operation not in known["operations"]:
            yield "a task calls an API that there is not", BASIS, f"{path}: {service}:{operation}"
            continue
        arguments = state.get("Arguments", state.get("Parameters", {}))
        shape = known["operations"][operation].get("input")
        if shape is not None:
            for what, value in _value(known, shape["shape"], arguments, operation):
                yield f"arguments of {what}", BASIS, f"{path}: {value}"


def _value(known, name, value, path):
    if isinstance(value, str) and regex.fullmatch(r"\{%.*%\}", value, regex.DOTALL):
        return
    shape = known["shapes"][name]
    if shape["type"] == "structure":
        if not isinstance(value, dict):
            yield f"{path} are not a structure", value
            return
        pascal = {key[0].upper() + key[1:]: member["shape"] for key, member in shape["members"].items()}
        for key in shape.get("required", []):
            if key[0].upper() + key[1:] not in value:
                yield f"{path}: {key[0].upper() + key[1:]} is required, and missing", sorted(value)
        for key, each in value.items():
            if key in pascal:
                yield from _value(known, pascal[key], each, f"{path}.{key}")
            else:
                yield f"{path}: there is no {key} (names are in Pascal case)", sorted(value)
    elif shape["type"] == "list":
        for each in value if isinstance(value, list) else []:
            yield from _value(known, shape["member"]["shape"], each, f"{path}[]")
        if not isinstance(value, list):
            yield f"{path} is not a list", value
    elif shape["type"] == "map":
        for each in value.values() if isinstance(value, dict) else []:
            yield from _value(known, shape["value"]["shape"], each, f"{path}, a value")
        if not isinstance(value, dict):
            yield f"{path} is not a map", value
    else:
        # An optimized integration takes any JSON for a message, and makes a string of it.
        expected = {"string": (str, dict, list), "integer": int, "long": int, "boolean": bool, "timestamp": (str, int)}
        wanted = expected.get(shape["type"])
        if wanted is not None and (not isinstance(value, wanted) or isinstance(value, bool) != (wanted is bool)):
            yield f"{path} is not of type {shape['type']}", value
        if "enum" in shape and isinstance(value, str) and value not in shape["enum"]:
            yield f"{path} is not one of {', '.join(shape['enum'][:12])}", value
