#!/usr/bin/env bash
# Writes a comment to a pull request, over the one of before.
#
#   comment.sh NAME FILE      NAME tells comments apart; needs PULL_REQUEST, HEAD, its commit, and GH_TOKEN
#
# FILE has 65,000 bytes at most, and GitHub takes 65,536 characters: what is added here has room.
set -euo pipefail
name="$1" file="$2"
marker="<!-- secretwatch: $name -->"

body="$(mktemp)"
trap 'rm -f "$body"' EXIT
run="$GITHUB_SERVER_URL/$GITHUB_REPOSITORY/actions/runs/$GITHUB_RUN_ID"
jq --raw-input --slurp --arg marker "$marker" --arg origin "Of commit $HEAD, by [this run]($run), which keeps the plans." \
  '{ body: "\($marker)\n\(.)\n\n<sub>\($origin)</sub>" }' "$file" >"$body"

comments="repos/$GITHUB_REPOSITORY/issues/$PULL_REQUEST/comments"
# Only the pipeline's own: anybody can write the marker.
before="$(gh api --paginate "$comments?per_page=100" |
  jq -r --arg marker "$marker" '.[] | select(.user.login == "github-actions[bot]" and (.body | startswith($marker))) | .id' |
  head -n 1)"
if [ -n "$before" ]; then
  gh api --method PATCH "repos/$GITHUB_REPOSITORY/issues/comments/$before" --input "$body" --silent
else
  gh api --method POST "$comments" --input "$body" --silent
fi
