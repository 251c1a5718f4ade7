#!/usr/bin/env bash
# To be sourced: GitHub's word on which run this is, signed, and addressed to nobody but an audience.
# https://docs.github.com/actions/reference/security/oidc
#
#   oidc_token AUDIENCE      needs a job with id-token: write
oidc_token() {
  curl --silent --show-error --fail --retry 3 --header "Authorization: bearer $ACTIONS_ID_TOKEN_REQUEST_TOKEN" \
    "$ACTIONS_ID_TOKEN_REQUEST_URL&audience=$1" | jq -r .value
}
