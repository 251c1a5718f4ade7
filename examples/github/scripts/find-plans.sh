#!/usr/bin/env bash
# Finds the run that holds the reviewed plans: the one of the pull request that was merged, or one that is named.
#
#   find-plans.sh             for the merge of $GITHUB_SHA
#   find-plans.sh RUN_ID      a run of the workflow drift of the same commit
#
# Writes run-id to $GITHUB_OUTPUT, nothing if the commit is of no pull request; with it head, that of the pull request, and
# pins, what GitHub has to have signed about the run (plan-proof.mjs). What its API says of runs leaves out their base, and a
# tag named like a branch is not told from it; comments and checks can be written by any workflow of any branch. Only the
# signature counts: the API is asked for what to look at.
set -euo pipefail
api() { gh api "repos/$GITHUB_REPOSITORY/$1"; }
refuse() {
  echo "::error::$1"
  exit 1
}
# The same workflow file, named exactly; "@" and a ref may follow it.
is_run='.repository.full_name == $repository and .head_repository.full_name == $repository
  and .head_sha == $sha and (.path == $path or (.path | startswith($path + "@")))'
pins() {
  jq -nc --arg iss "${OIDC_ISSUER:-https://token.actions.githubusercontent.com}" --arg repository "$GITHUB_REPOSITORY" \
    --arg event "$1" --arg ref "$2" --arg path "$3" --arg run "$4" '{ $iss, $repository, event_name: $event, $ref,
      workflow_ref: "\($repository)/\($path)@\($ref)", run_id: $run }'
}

branch="refs/heads/$DEFAULT_BRANCH"
[ "$GITHUB_REF" = "$branch" ] || refuse "this is $GITHUB_REF, and plans are applied from $branch only"

if [ -n "${1:-}" ]; then
  [[ "$1" =~ ^[0-9]+$ ]] || refuse "a run id is a number"
  path=.github/workflows/drift.yml
  run="$(api "actions/runs/$1")"
  jq -e --arg repository "$GITHUB_REPOSITORY" --arg sha "$GITHUB_SHA" --arg path "$path" \
    "$is_run"' and (.event == "schedule" or .event == "workflow_dispatch")' <<<"$run" >/dev/null ||
    refuse "run $1 is not one of the workflow drift of $GITHUB_SHA, which is $DEFAULT_BRANCH now: run it again"
  {
    echo "run-id=$1"
    echo "pins=$(pins "$(jq -r .event <<<"$run")" "$branch" "$path" "$1" | jq -c --arg sha "$GITHUB_SHA" '. + { $sha }')"
  } >>"$GITHUB_OUTPUT"
  exit 0
fi

merged="$(api "commits/$GITHUB_SHA/pulls" | jq -c --arg sha "$GITHUB_SHA" --arg branch "$DEFAULT_BRANCH" \
  --arg repository "$GITHUB_REPOSITORY" 'map(select(.merge_commit_sha == $sha and .merged_at != null
    and .base.ref == $branch and .base.repo.full_name == $repository))')"
case "$(jq length <<<"$merged")" in
  0)
    echo "::notice::$GITHUB_SHA is of no pull request into $DEFAULT_BRANCH, so no plan of it was reviewed"
    exit 0
    ;;
  1) ;;
  *) refuse "$GITHUB_SHA is of several pull requests: $(jq -r 'map("#\(.number)") | join(", ")' <<<"$merged")" ;;
esac
number="$(jq -r '.[0].number' <<<"$merged")"
head="$(jq -r '.[0].head.sha' <<<"$merged")"
[ "$(jq -r '.[0].head.repo.full_name // ""' <<<"$merged")" = "$GITHUB_REPOSITORY" ] ||
  refuse "pull request #$number came from a fork, for which nothing is planned. Run the workflow drift, and this one with its run id."

path=.github/workflows/pull-request.yml
run="$(api "actions/workflows/pull-request.yml/runs?head_sha=$head&event=pull_request&status=success" |
  jq -r --arg repository "$GITHUB_REPOSITORY" --arg sha "$head" --arg path "$path" --argjson pull "$(jq -c '.[0]' <<<"$merged")" \
    "[.workflow_runs[] | select($is_run"' and .event == "pull_request" and .conclusion == "success"
      and .head_branch == $pull.head.ref)] | max_by(.run_number).id // ""')"
[ -n "$run" ] || refuse "no run of the workflow pull-request of $head succeeded, so there are no reviewed plans"
{
  echo "run-id=$run"
  echo "head=$head"
  echo "pins=$(pins pull_request "refs/pull/$number/merge" "$path" "$run" |
    jq -c --arg base "$DEFAULT_BRANCH" '. + { base_ref: $base }')"
} >>"$GITHUB_OUTPUT"
