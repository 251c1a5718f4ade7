#!/usr/bin/env bash
# Applies what was reviewed, and nothing else.
#
#   apply.sh STACK...      takes plans/STACK, as plan.sh wrote it and verify-plans.sh let it pass
#
# `secretwatch deploy --reviewed` never applies a saved plan: it makes one here and now, of this branch, and applies it where the
# saved one is of the same configuration and the same state and says the same.
set -euo pipefail
here="$(dirname "$0")"
# shellcheck source-path=SCRIPTDIR source=credentials.sh
. "$here/credentials.sh"

npx secretwatch deploy --reviewed plans --plan-role --no-lock "$@" || {
  status=$?
  echo "::error::Not all of it was applied: the log says what was not, and why. Run the workflow drift, and this one with its run id."
  exit "$status"
}
