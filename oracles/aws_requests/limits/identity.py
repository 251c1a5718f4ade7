"""IAM, KMS and Organizations, apart from policies."""

import regex

WINDOW = "https://docs.aws.amazon.com/kms/latest/APIReference/API_ScheduleKeyDeletion.html"
ALIAS = "https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateAlias.html"
OIDC = "https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateOpenIDConnectProvider.html"


def key(r):
    days = r.get("deletion_window_in_days", 30)
    if not 7 <= days <= 30:
        yield "a key waits 7 to 30 days for its deletion", WINDOW, days


def alias(r):
    name = r.get("name", "")
    if not name.startswith("alias/") or name == "alias/":
        yield "the name of an alias begins with alias/", ALIAS, name
    if name.startswith("alias/aws/"):
        yield "aliases in alias/aws/ are those of AWS's own keys", ALIAS, name


def oidc_provider(r):
    url = r.get("url", "")
    if not regex.fullmatch(r"https://[^\s?:#]+", url):
        yield "the address of an OIDC provider begins with https:// and has no port and no query", OIDC, url
    if len(r.get("client_id_list", [])) > 100:
        yield "an OIDC provider has more than 100 audiences", (
            "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html"
        )
