"""What AWS answers for attributes that it makes itself, in the longest form that occurs."""

KEY_ID = "0123abcd-0123-0123-0123-0123456789ab"
# https://docs.aws.amazon.com/organizations/latest/APIReference/API_PolicySummary.html
POLICY_ID = "p-0123abcd45"

_ENDPOINTS = {"aws": "amazonaws.com", "aws-us-gov": "amazonaws.com", "aws-cn": "amazonaws.com.cn"}


def _arn(resource, service, rest, region=True, account=True):
    place = (resource.region if region else "", resource.account if account else "")
    return f"arn:{resource.partition}:{service}:{place[0]}:{place[1]}:{rest}"


def computed(resource, attribute):
    """The attribute's value, or None where the judge does not know it: then whoever refers to it is reported."""
    if (resource.kind, attribute) not in _COMPUTED:
        return None
    return _COMPUTED[resource.kind, attribute](resource)


_COMPUTED = {
    ("aws_cloudwatch_event_bus", "arn"): lambda r: _arn(r, "events", f"event-bus/{r.get('name')}"),
    ("aws_cloudwatch_event_rule", "arn"): lambda r: _arn(r, "events", _rule(r)),
    ("aws_cloudwatch_log_group", "arn"): lambda r: _arn(r, "logs", f"log-group:{r.get('name')}"),
    ("aws_dynamodb_table", "arn"): lambda r: _arn(r, "dynamodb", f"table/{r.get('name')}"),
    ("aws_glue_catalog_database", "name"): lambda r: r.get("name"),
    ("aws_iam_openid_connect_provider", "arn"): lambda r: _arn(
        r, "iam", f"oidc-provider/{r.get('url').removeprefix('https://')}", region=False
    ),
    ("aws_iam_role", "arn"): lambda r: _arn(r, "iam", f"role/{r.get('name')}", region=False),
    ("aws_iam_role", "id"): lambda r: r.get("name"),
    ("aws_kms_key", "arn"): lambda r: _arn(r, "kms", f"key/{KEY_ID}"),
    ("aws_kms_key", "key_id"): lambda r: KEY_ID,
    ("aws_organizations_policy", "id"): lambda r: POLICY_ID,
    ("aws_s3_bucket", "arn"): lambda r: _arn(r, "s3", r.get("bucket"), region=False, account=False),
    ("aws_s3_bucket", "id"): lambda r: r.get("bucket"),
    # https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_iam-permissions.html
    ("aws_secretsmanager_secret", "arn"): lambda r: _arn(r, "secretsmanager", f"secret:{r.get('name')}-AbCdEf"),
    ("aws_secretsmanager_secret", "id"): lambda r: _arn(r, "secretsmanager", f"secret:{r.get('name')}-AbCdEf"),
    ("aws_sfn_state_machine", "arn"): lambda r: _arn(r, "states", f"stateMachine:{r.get('name')}"),
    ("aws_sns_topic", "arn"): lambda r: _arn(r, "sns", r.get("name")),
    ("aws_sqs_queue", "arn"): lambda r: _arn(r, "sqs", r.get("name")),
    ("aws_sqs_queue", "url"): lambda r: (
        f"https://sqs.{r.region}.{_ENDPOINTS[r.partition]}/{r.account}/{r.get('name')}"
    ),
}


def _rule(resource):
    bus = resource.get("event_bus_name", "default")
    return f"rule/{resource.get('name')}" if bus == "default" else f"rule/{bus}/{resource.get('name')}"
