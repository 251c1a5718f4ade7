"""SNS, SQS and the chat service."""

import json

import regex

TOPIC = "https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html"
SUBSCRIBE = "https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html"
FILTERS = "https://docs.aws.amazon.com/sns/latest/dg/subscription-filter-policy-constraints.html"
RAW = "https://docs.aws.amazon.com/sns/latest/dg/sns-large-payload-raw-message-delivery.html"
QUEUE = "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html"
MACHINE = "https://docs.aws.amazon.com/step-functions/latest/apireference/API_CreateStateMachine.html"
ELSEWHERE = "hashicorp/terraform-provider-aws issue 30964"

PROTOCOLS = {"http", "https", "email", "email-json", "sms", "sqs", "application", "lambda", "firehose"}


def topic(r):
    name = r.get("name", "")
    if not regex.fullmatch(r"[A-Za-z0-9_-]{1,256}", name):
        yield "names of topics are 1 to 256 letters, digits, - and _", TOPIC, name
    if len(r.get("display_name", "")) > 100:
        yield "the display name of a topic has more than 100 characters", TOPIC, r.get("display_name")


def subscription(r):
    protocol, endpoint = r.get("protocol"), r.get("endpoint", "")
    if protocol not in PROTOCOLS:
        yield "a protocol that SNS has not", SUBSCRIBE, protocol
    if protocol == "https" and not regex.fullmatch(r"https://[^\s]+", endpoint):
        yield "an https endpoint is an https:// address", SUBSCRIBE, endpoint
    if protocol == "email" and not regex.fullmatch(r"[^\s@]+@[^\s@]+\.[^\s@]+", endpoint):
        yield "an email endpoint is a mail address", SUBSCRIBE, endpoint
    if protocol == "sqs":
        arn = endpoint.split(":")
        if len(arn) != 6 or arn[2] != "sqs":
            yield "an sqs endpoint is the ARN of a queue", SUBSCRIBE, endpoint
        elif arn[4] != r.account:
            yield (
                "a queue of another account: only its owner can confirm, and the provider gives up after two minutes"
            ), ELSEWHERE, endpoint
        if endpoint.endswith(".fifo"):
            yield "a standard topic delivers to standard queues", SUBSCRIBE, endpoint
    if r.get("raw_message_delivery", False) and protocol not in ("sqs", "https", "http", "firehose"):
        yield "raw delivery is for SQS, HTTP and Firehose", RAW, protocol
    if r.get("filter_policy") is not None:
        yield from _filter(r.get("filter_policy"))


def _filter(text):
    try:
        policy = json.loads(text)
    except ValueError as error:
        yield "a filter policy is not JSON", FILTERS, str(error)
        return
    if len(policy) > 5:
        yield "a filter policy has more than 5 keys", FILTERS, ", ".join(policy)
    combinations = 1
    for key, values in policy.items():
        if not isinstance(values, list) or not values:
            yield "a key of a filter policy has a list of values", FILTERS, key
        else:
            combinations *= len(values)
    if combinations > 150:
        yield "a filter policy makes more than 150 combinations", FILTERS, combinations


def queue(r):
    name = r.get("name", "")
    if not regex.fullmatch(r"[A-Za-z0-9_-]{1,80}", name):
        yield "names of queues are 1 to 80 letters, digits, - and _", QUEUE, name
    for key, least, most in (("message_retention_seconds", 60, 1_209_600), ("visibility_timeout_seconds", 0, 43_200), ("delay_seconds", 0, 900)):
        value = r.get(key)
        if value is not None and not least <= value <= most:
            yield f"{key} of a queue is {least} to {most}", QUEUE, value
    if r.get("sqs_managed_sse_enabled", False) and "kms_master_key_id" in r:
        yield "a queue is encrypted by SQS or by a key, not by both", QUEUE


def state_machine(r):
    if not regex.fullmatch(r"[A-Za-z0-9_-]{1,80}", r.get("name", "")):
        yield "names of state machines are 1 to 80 letters, digits, - and _", MACHINE, r.get("name")
