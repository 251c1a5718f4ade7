#!/usr/bin/env bash
# Refuses plans that were not made where they have to be made, or were changed since; prints the commits that they are of.
#
#   verify-plans.sh STACK...      takes plans/STACK; needs PINS, the claims that their proofs have to have (plan-proof.mjs)
set -euo pipefail
here="$(dirname "$0")"

curl --silent --show-error --fail --retry 3 "${OIDC_ISSUER:-https://token.actions.githubusercontent.com}/.well-known/jwks" |
  node "$here/plan-proof.mjs" verify "$PINS" "${@/#/plans/}"
