"""
  python3 -m aws_requests < QUESTION > ANSWER

QUESTION   {"configurations": [{"label": "...", "stacks": ["…/cdk.tf.json", …]}, …], "mutated": false}
ANSWER     {"configurations": [{"label": "...", "findings": [...], "resources": {...}, "requests": {...}, "values": n,
                                "definitions": {place: text of a state machine, …}}, …],
            "unusedSkips": ["what parliament no longer says", …]}
"""

import collections
import json
import sys

from .findings import Findings
from .judge import judge_stack, linter
from .quotas import quotas


def judge(label, paths):
    together, resources, requests, values = Findings(), collections.Counter(), collections.Counter(), 0
    everything = []
    for path in paths:
        stack, findings, checked, made = judge_stack(path)
        together.join(findings)
        everything.extend(stack.resources)
        resources.update(each.kind for each in stack.resources)
        requests.update(made)
        values += checked
    for resource, what, basis, *value in quotas(everything):
        together.add(what, resource.place, basis, *value)
    return {
        "label": label,
        "findings": together.as_list(),
        "resources": resources,
        "requests": requests,
        "values": values,
        "definitions": {
            each.place: each.get("definition") for each in everything if each.kind == "aws_sfn_state_machine"
        },
    }


if __name__ == "__main__":
    question = json.load(sys.stdin)
    answer = [judge(each["label"], each["stacks"]) for each in question["configurations"]]
    unused = [] if question["mutated"] else [f"{each.issue} of {each.kind}: {each.reason}" for each in linter.unused()]
    json.dump({"configurations": answer, "unusedSkips": unused}, sys.stdout)
