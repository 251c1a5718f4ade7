#!/usr/bin/env bash
# Puts the plans in plans/ in waves: count and waves to $GITHUB_OUTPUT, each with a name and the matrix of its jobs.
#
#   waves.sh             the plans of a named run
#   waves.sh BASE        the plans of a merge: every stack that differs from BASE has to have one
set -euo pipefail
here="$(dirname "$0")"

mkdir -p plans
stacks_with() { find plans -mindepth 2 -maxdepth 2 -name "$1" -printf '%h\n' | jq -Rnc '[inputs | ltrimstr("plans/")]'; }
planned="$(stacks_with plan.json)"
changed="$(stacks_with plan)"
if [ -n "${1:-}" ]; then
  missing="$(npx secretwatch affected --base "$1" |
    jq -r --argjson planned "$planned" '[.waves[].stacks[].stack] - $planned | join(" ")')"
  if [ -n "$missing" ]; then
    echo "::error::not planned in the pull request: $missing. Run the workflow drift, and this one with its run id."
    exit 1
  fi
fi

# Compared with nothing, every stack is there, in order.
nothing="$(mktemp -d)"
all="$(npx secretwatch affected --base "$nothing")"
rmdir "$nothing"
waves='[]'
while read -r wave; do
  matrix="$(jq -c .stacks <<<"$wave" | "$here/matrix.sh" | sed -n 's/^matrix=//p')"
  waves="$(jq -c --argjson matrix "$matrix" --argjson wave "$wave" '. + [{ name: $wave.name, matrix: $matrix }]' <<<"$waves")"
done < <(jq -c --argjson changed "$changed" \
  '.waves[] | { name, stacks: [.stacks[].stack | select(IN($changed[]))] } | select(.stacks != [])' <<<"$all")

count="$(jq length <<<"$waves")"
if [ "$count" -gt 8 ]; then
  echo "::error::$count waves, and apply.yml has jobs for 8: add one of each to it, and raise this number"
  exit 1
fi
{
  echo "count=$count"
  echo "waves=$waves"
} >>"$GITHUB_OUTPUT"
