"""Secrets Manager."""

import regex

CREATE = "https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html"
DELETE = "https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_DeleteSecret.html"


def secret(r):
    name = r.get("name", "")
    if not regex.fullmatch(r"[A-Za-z0-9/_+=.@-]{1,512}", name):
        yield "names of secrets are 1 to 512 letters, digits and /_+=.@-", CREATE, name
    days = r.get("recovery_window_in_days", 30)
    if not 7 <= days <= 30:
        yield "a secret can be restored for 7 to 30 days", DELETE, days
    key = r.get("kms_key_id", "")
    if key.startswith("arn:") and key.split(":")[3] != r.region:
        yield "the key of a secret is in another region", CREATE, key
    regions = [each.get("region") for each in r.blocks("replica")]
    if r.region in regions or len(set(regions)) < len(regions):
        yield "a secret has a replica in its own region, or two in one", CREATE, regions
    for each in r.blocks("replica"):
        replica_key = each.get("kms_key_id", "")
        if replica_key.startswith("arn:") and replica_key.split(":")[3] != each.get("region"):
            yield "the key of a replica is in another region", CREATE, replica_key
