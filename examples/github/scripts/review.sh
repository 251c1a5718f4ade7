#!/usr/bin/env bash
# What a change of the configuration means: checks it, compares it with a base, lists the stacks to plan.
#
#   review.sh BASE      a git commit, or a directory with a configuration
#
# Writes comments/diff.md and comments/affected.json, and count and matrix to $GITHUB_OUTPUT. Fails where the configuration
# has problems, or where something is taken away that nobody acknowledged: comments/diff.md says what.
set -euo pipefail
base="$1"
here="$(dirname "$0")"

mkdir -p comments
npx secretwatch check
npx secretwatch affected --base "$base" >comments/affected.json

jq -c '[.waves[].stacks[].stack]' comments/affected.json | "$here/matrix.sh" >>"$GITHUB_OUTPUT"
npx secretwatch diff "$base" --format markdown >comments/diff.md
