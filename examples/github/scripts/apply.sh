#!/usr/bin/env bash
# Applies saved plans, exactly as they were reviewed, and stops at the first that can't be.
#
#   apply.sh STACK...      takes plans/STACK, as plan.sh wrote it
#
# A plan comes from a run that whoever opened the pull request could change. So it is trusted no further than this: it has
# to be of the configuration on this branch, and a plan made now has to say the same.
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

for stack in "$@"; do
  directory="cdktf.out/stacks/$stack" saved="$PWD/plans/$stack"

  configuration="$(unzip -Z1 "$saved/plan" 'tfconfig/*' | sort | tr '\n' ' ')"
  [ "$configuration" = "tfconfig/m-/cdk.tf.json tfconfig/modules.json " ] ||
    refuse "$stack" "the plan holds another configuration: $configuration"
  unzip -p "$saved/plan" tfconfig/m-/cdk.tf.json | cmp --silent - "$directory/cdk.tf.json" ||
    refuse "$stack" "the configuration has changed since it was planned"

  cp "$saved/lock.hcl" "$directory/.terraform.lock.hcl"
  terraform -chdir="$directory" init -input=false -no-color -lockfile=readonly >/dev/null
  TF_VAR_role_name="$PLAN_ROLE_NAME" terraform -chdir="$directory" plan -input=false -no-color -lock=false \
    -out=now >/dev/null
  reviewed="$(terraform -chdir="$directory" show -json "$saved/plan" | jq -S "$changes")"
  current="$(terraform -chdir="$directory" show -json now | jq -S "$changes")"
  [ "$reviewed" = "$current" ] || refuse "$stack" "the account has changed since it was planned"

  echo "::group::$stack"
  TF_VAR_role_name="$DEPLOY_ROLE_NAME" terraform -chdir="$directory" apply -input=false -no-color -lock-timeout=5m "$saved/plan"
  echo "::endgroup::"
done
