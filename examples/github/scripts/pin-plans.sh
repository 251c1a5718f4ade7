#!/usr/bin/env bash
# Verifies every plan in plans/ and pins the commit that they were made of: of a pull request it has to be its head, merged
# with the branch as it is now, so that what made them is what was merged.
#
#   pin-plans.sh      needs PINS as find-plans.sh writes them, HEAD of the pull request, GITHUB_SHA and GH_TOKEN
#
# Writes pins to $GITHUB_OUTPUT, with the commit.
set -euo pipefail
here="$(dirname "$0")"
refuse() {
  echo "::error::$1. Nothing was applied. Run the workflow drift, and this one with its run id."
  exit 1
}

mapfile -t stacks < <(find plans -mindepth 2 -maxdepth 2 \( -name plan -o -name plan.json \) -printf '%h\n' 2>/dev/null |
  sed 's|^plans/||' | sort -u)
if [ "${#stacks[@]}" = 0 ]; then
  echo "pins=$PINS" >>"$GITHUB_OUTPUT"
  exit 0
fi
commits="$("$here/verify-plans.sh" "${stacks[@]}")" || { echo "$commits"; exit 1; }

if [ -n "$HEAD" ]; then
  [ "$(wc -l <<<"$commits")" = 1 ] || refuse "the plans are of several commits: $(tr '\n' ' ' <<<"$commits")"
  commit="$(gh api "repos/$GITHUB_REPOSITORY/git/commits/$commits")"
  jq -e --arg head "$HEAD" '.parents | length == 2 and .[1].sha == $head' <<<"$commit" >/dev/null ||
    refuse "the plans are of $commits, which is not the merge of $HEAD"
  [ "$(jq -r .tree.sha <<<"$commit")" = "$(git rev-parse "$GITHUB_SHA^{tree}")" ] ||
    refuse "the plans are of $commits, and what was merged is not the same: its branch was not up to date"
fi
echo "pins=$(jq -c --arg sha "$commits" '. + { sha: $sha }' <<<"$PINS")" >>"$GITHUB_OUTPUT"
