"""One stack, judged on its own. What it says of a stack does not depend on the others, so each file is judged once."""

import functools

from . import model
from .findings import Findings
from .limit_table import WITHIN_A_STACK, problems_of
from .model import Checker
from .linting import Linter
from .request_table import DATA, REQUESTS
from .stack import Stack
from .state_machines import state_machine_problems

BASIS_TABLE = "the request table of this judge"

linter = Linter()


@functools.cache
def judge_stack(path):
    """(stack, findings, values checked, requests made), of the file as it is."""
    stack, findings = Stack(path), Findings()
    requests, values = [], 0
    for resource in stack.resources:
        if resource.kind not in REQUESTS:
            findings.add(f"{resource.kind}: the judge does not know this type of resource", resource.place, BASIS_TABLE)
            continue
        checker = Checker(
            lambda what, value, place=resource.place: findings.add(what, place, model.BASIS, value)
        )
        for name, operation, parameters in REQUESTS[resource.kind](resource):
            requests.append(f"{name}:{operation}")
            checker.request(name, operation, parameters)
        values += checker.values
        for key in resource.unread():
            what = f"{resource.kind}: the judge does not know what the argument {key} asks of AWS"
            findings.add(what, resource.place, BASIS_TABLE)
        if resource.kind == "aws_sfn_state_machine":
            for what, basis, *value in state_machine_problems(resource.get("definition", "")):
                findings.add(what, resource.place, basis, *value)
        for what, basis, *value in (*problems_of(resource), *linter.problems(resource)):
            findings.add(what, resource.place, basis, *value)
    for check in WITHIN_A_STACK:
        for resource, what, basis, *value in check(stack.resources):
            findings.add(what, resource.place, basis, *value)
    for kind in stack.data_types:
        if kind not in DATA:
            findings.add(f"data {kind}: the judge does not know this type", f"{stack.name}/data.{kind}", BASIS_TABLE)
    for expression, place in stack.unresolved:
        findings.add("a reference that the judge can't fill in", place, BASIS_TABLE, expression)
    return stack, findings, values, requests
