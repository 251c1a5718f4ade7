#!/usr/bin/env bash
# Plans stacks with the plan role, and goes on where one fails.
#
#   plan.sh STACK...
#
# `secretwatch deploy` writes for each stack to plans/STACK: plan.json, and if something changes plan and lock.hcl, which apply.sh
# takes. proof.jwt comes beside them, by which verify-plans.sh knows where they were made.
# A plan reads state and does not lock it: the role may not write.
set -euo pipefail
here="$(dirname "$0")"
# shellcheck source-path=SCRIPTDIR source=credentials.sh
. "$here/credentials.sh"

status=0
npx secretwatch deploy --plan-only --plan-role --no-lock --plans plans "$@" || status=$?

for stack in "$@"; do
  [ ! -e "plans/$stack/plan.json" ] ||
    oidc_token "$(node "$here/plan-proof.mjs" audience "plans/$stack")" >"plans/$stack/proof.jwt"
done
exit "$status"
