"""S3."""

import regex

NAMES = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html"
LIFECYCLE = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html"
LIFECYCLE_API = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html"
LOCK = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-managing.html"

MOST_LOCK_DAYS = 36_500


def bucket(r):
    name = r.get("bucket", "")
    shape = regex.fullmatch(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]", name)
    reserved = regex.match(r"xn--|sthree-|amzn-s3-demo-", name) or regex.search(r"(-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3|-an)$", name)
    if not shape or reserved or ".." in name or regex.fullmatch(r"\d+(\.\d+){3}", name):
        yield "not a name for a bucket", NAMES, name


def lifecycle(r):
    for rule in r.blocks("rule"):
        expiration = rule.block("expiration").get("days")
        if len(rule.get("id", "")) > 255:
            yield "the id of a lifecycle rule has more than 255 characters", LIFECYCLE_API, rule.get("id")
        for transition in rule.blocks("transition"):
            days = transition.get("days")
            if expiration is not None and days is not None and days >= expiration:
                yield "a lifecycle rule moves objects when they have expired", LIFECYCLE, f"{days} days, {expiration} days"
            if transition.get("storage_class") in ("STANDARD_IA", "ONEZONE_IA") and (days or 0) < 30:
                yield "objects move to infrequent access after 30 days", LIFECYCLE, days
        numbers = {
            "expiration": expiration,
            "noncurrent_version_expiration": rule.block("noncurrent_version_expiration").get("noncurrent_days"),
            "abort_incomplete_multipart_upload": rule.block("abort_incomplete_multipart_upload").get("days_after_initiation"),
        }
        for key, value in numbers.items():
            if value is not None and not 1 <= value <= 2_147_483_647:
                yield f"{key} is a number of days from 1", LIFECYCLE_API, value


def object_lock(r):
    retention = r.block("rule").block("default_retention")
    days, years = retention.get("days"), retention.get("years")
    if (days is None) == (years is None):
        yield "the default retention of object lock has days or years", LOCK
    elif days is not None and not 1 <= days <= MOST_LOCK_DAYS:
        yield f"object lock is for 1 to {MOST_LOCK_DAYS} days", LOCK, days


def of_the_bucket(resources):
    """Object lock needs a bucket made for it, and versions of its objects."""
    made = {each.get("bucket"): each for each in resources if each.kind == "aws_s3_bucket"}
    versions = {
        each.get("bucket"): each.block("versioning_configuration").get("status")
        for each in resources
        if each.kind == "aws_s3_bucket_versioning"
    }
    for each in resources:
        if each.kind != "aws_s3_bucket_object_lock_configuration":
            continue
        name = each.get("bucket")
        if versions.get(name) != "Enabled":
            yield each, "object lock without versions of the objects", LOCK, name
        if name in made and not made[name].get("object_lock_enabled", False):
            yield each, "object lock on a bucket that was made without it", LOCK, name
