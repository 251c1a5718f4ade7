#!/usr/bin/env bash
# Applies what was reviewed, and nothing else, and stops at the first stack of which that can't be said.
#
#   apply.sh STACK...      takes plans/STACK, as plan.sh wrote it and verify-plans.sh let it pass
#
# A plan file says more than what is reviewed: where the state is, what was in it, which configuration it is of. Whoever writes
# one by hand decides all of that. So the saved plan is not applied: a plan is made here and now, of this branch, and applied
# where the saved one is of the same configuration, of the same state and says the same.
set -euo pipefail
here="$(dirname "$0")"

npx secretwatch synth >/dev/null
# shellcheck source-path=SCRIPTDIR source=credentials.sh
. "$here/credentials.sh"

refuse() {
  echo "::error::$1: $2. Nothing of it was applied. Run the workflow drift, and this one with its run id."
  exit 1
}
# Everything that an apply would do, without what does not matter for it.
changes='[.resource_changes[]? | select(.change.actions != ["no-op"]) | del(.action_reason)]
  + [(.output_changes // {}) | to_entries[]] | sort_by(.address // .key)'
files() { unzip -Z1 "$1" | sort; }
configuration() { unzip -p "$1" 'tfconfig/*' | sha256sum; }
backend() { unzip -p "$1" tfplan | node "$here/plan-backend.mjs"; }

for stack in "$@"; do
  directory="cdktf.out/stacks/$stack" saved="$PWD/plans/$stack" now="$PWD/cdktf.out/stacks/$stack/now"

  cp "$saved/lock.hcl" "$directory/.terraform.lock.hcl"
  terraform -chdir="$directory" init -input=false -no-color -lockfile=readonly >/dev/null
  TF_VAR_role_name="$PLAN_ROLE_NAME" terraform -chdir="$directory" plan -input=false -no-color -lock=false \
    -out=now >/dev/null

  [ "$(files "$saved/plan")" = "$(files "$now")" ] ||
    refuse "$stack" "the plan holds other files than Terraform writes: $(files "$saved/plan" | tr '\n' ' ')"
  [ "$(configuration "$saved/plan")" = "$(configuration "$now")" ] ||
    refuse "$stack" "the configuration has changed since it was planned"
  [ "$(backend "$saved/plan")" = "$(backend "$now")" ] ||
    refuse "$stack" "the plan has its state in another place than this branch says"
  reviewed="$(terraform -chdir="$directory" show -json "$saved/plan" | jq -S "$changes")"
  current="$(terraform -chdir="$directory" show -json now | jq -S "$changes")"
  [ "$reviewed" = "$current" ] || refuse "$stack" "the account has changed since it was planned"

  echo "::group::$stack"
  TF_VAR_role_name="$DEPLOY_ROLE_NAME" terraform -chdir="$directory" apply -input=false -no-color -lock-timeout=5m now
  echo "::endgroup::"
done
