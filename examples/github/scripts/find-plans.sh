#!/usr/bin/env bash
# Finds the run that holds the reviewed plans: the one of the pull request that was merged, or one that is named.
#
#   find-plans.sh             for the merge of $GITHUB_SHA
#   find-plans.sh RUN_ID      a run of the workflow drift on the default branch
#
# Writes run-id to $GITHUB_OUTPUT; nothing if the commit is of no pull request.
set -euo pipefail
api() { gh api "repos/$GITHUB_REPOSITORY/$1"; }

if [ -n "${1:-}" ]; then
  [[ "$1" =~ ^[0-9]+$ ]] || { echo "::error::a run id is a number"; exit 1; }
  run="$(api "actions/runs/$1")"
  jq -e --arg repository "$GITHUB_REPOSITORY" --arg branch "$DEFAULT_BRANCH" '
    .head_repository.full_name == $repository and .head_branch == $branch
    and (.path | startswith(".github/workflows/drift.yml"))
    and (.event == "schedule" or .event == "workflow_dispatch")' <<<"$run" >/dev/null ||
    { echo "::error::run $1 is not one of the workflow drift on $DEFAULT_BRANCH"; exit 1; }
  echo "run-id=$1" >>"$GITHUB_OUTPUT"
  exit 0
fi

head="$(api "commits/$GITHUB_SHA/pulls" |
  jq -r --arg sha "$GITHUB_SHA" 'map(select(.merge_commit_sha == $sha)) | .[0].head.sha // ""')"
if [ -z "$head" ]; then
  echo "::notice::$GITHUB_SHA is of no pull request, so no plan of it was reviewed"
  exit 0
fi
run="$(api "actions/workflows/pull-request.yml/runs?head_sha=$head&event=pull_request&status=success" |
  jq -r --arg repository "$GITHUB_REPOSITORY" \
    '.workflow_runs | map(select(.head_repository.full_name == $repository)) | max_by(.run_number).id // ""')"
if [ -z "$run" ]; then
  echo "::error::no run of the workflow pull-request of $head succeeded, so there are no reviewed plans"
  exit 1
fi
echo "run-id=$run" >>"$GITHUB_OUTPUT"
