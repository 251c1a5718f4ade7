#!/usr/bin/env bash
# Plans stacks with the plan role, one after the other, and goes on where one fails.
#
#   plan.sh STACK...
#
# Writes for each stack to plans/STACK: plan.json, if something changes plan and lock.hcl, which apply.sh takes, and
# proof.jwt, by which verify-plans.sh knows where they were made.
# A plan reads state and does not lock it: the role may not write.
set -euo pipefail
here="$(dirname "$0")"

npx secretwatch synth >/dev/null
# shellcheck source-path=SCRIPTDIR source=credentials.sh
. "$here/credentials.sh"

plan() {
  local stack="$1" directory="cdktf.out/stacks/$1" out="plans/$1" status=0
  mkdir -p "$out"
  terraform -chdir="$directory" init -input=false -no-color >"$out/log.txt" 2>&1 || status=$?
  if [ "$status" = 0 ]; then
    TF_VAR_role_name="$PLAN_ROLE_NAME" terraform -chdir="$directory" plan -input=false -no-color -lock=false \
      -detailed-exitcode -out=plan >"$out/log.txt" 2>&1 || status=$?
  fi
  case "$status" in
    0) echo "$stack: no changes" ;;
    2)
      echo "$stack: changes"
      cp "$directory/plan" "$out/plan" && cp "$directory/.terraform.lock.hcl" "$out/lock.hcl" || return 1
      ;;
    *)
      echo "::error::$stack could not be planned"
      cat "$out/log.txt"
      return 1
      ;;
  esac
  terraform -chdir="$directory" show -json plan >"$out/plan.json" || return 1
  oidc_token "$(node "$here/plan-proof.mjs" audience "$out")" >"$out/proof.jwt"
}

failed=0
for stack in "$@"; do
  # In a condition, `set -e` is off inside of the function: what matters there is checked.
  plan "$stack" || failed=1
done
exit "$failed"
