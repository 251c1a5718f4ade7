#!/usr/bin/env bash
# Reports drift as one issue: opened, kept up to date, and closed when there is none.
#
#   report-drift.sh RESULT FILE      RESULT as summarize.sh says it; needs GITHUB_REPOSITORY, RUN_URL and GH_TOKEN
#
# FILE has 65,000 bytes at most, and GitHub takes 65,536 characters: what is added here has room.
set -euo pipefail
result="$1" file="$2"
title="Secretwatch: accounts differ from the configuration"

body="$(mktemp)"
trap 'rm -f "$body"' EXIT
jq --raw-input --slurp --arg title "$title" --arg run "$RUN_URL" '
  "\n\nPlans: \($run). To apply them as they are, run the workflow apply with the number at the end of this address." as $tail
  | { title: $title, body: (. + $tail) }' "$file" >"$body"

open="$(gh api --paginate "repos/$GITHUB_REPOSITORY/issues?state=open&creator=github-actions%5Bbot%5D&per_page=100" |
  jq -r --arg title "$title" '.[] | select(.title == $title) | .number' | head -n 1)"
case "$result:$open" in
  none:) echo "No account differs." ;;
  none:*) gh api --method PATCH "repos/$GITHUB_REPOSITORY/issues/$open" -f state=closed -f state_reason=completed --silent ;;
  *:) gh api --method POST "repos/$GITHUB_REPOSITORY/issues" --input "$body" --silent ;;
  *) gh api --method PATCH "repos/$GITHUB_REPOSITORY/issues/$open" --input "$body" --silent ;;
esac
