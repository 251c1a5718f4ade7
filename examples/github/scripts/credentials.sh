#!/usr/bin/env bash
# To be sourced: an hour of AWS credentials of $ENTRY_ROLE_ARN, for this shell alone. GitHub's token says who we are.
# https://docs.github.com/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-aws

# shellcheck source-path=SCRIPTDIR source=token.sh
. "$(dirname "${BASH_SOURCE[0]}")/token.sh"
token="$(oidc_token "${OIDC_AUDIENCE:-sts.amazonaws.com}")"
echo "::add-mask::$token"

credentials="$(aws sts assume-role-with-web-identity --output json --duration-seconds 3600 \
  --role-arn "$ENTRY_ROLE_ARN" --role-session-name "secretwatch-${GITHUB_RUN_ID:-run}" --web-identity-token "$token")"
AWS_ACCESS_KEY_ID="$(jq -r .Credentials.AccessKeyId <<<"$credentials")"
AWS_SECRET_ACCESS_KEY="$(jq -r .Credentials.SecretAccessKey <<<"$credentials")"
AWS_SESSION_TOKEN="$(jq -r .Credentials.SessionToken <<<"$credentials")"
echo "::add-mask::$AWS_SECRET_ACCESS_KEY"
echo "::add-mask::$AWS_SESSION_TOKEN"
export AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN
unset token credentials
