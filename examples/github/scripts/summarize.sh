#!/usr/bin/env bash
# Summarizes the plans in plans/: comments/plan.md, and result=none|changes|dangerous to $GITHUB_OUTPUT.
set -euo pipefail

mkdir -p comments
shopt -s nullglob
plans=(plans/*/plan.json)
if [ "${#plans[@]}" = 0 ]; then
  echo "There is nothing to plan." >comments/plan.md
  echo "result=none" >>"$GITHUB_OUTPUT"
  exit 0
fi

status=0
npx secretwatch plan-summary "${plans[@]}" >comments/plan.md || status=$?
case "$status" in
  0) echo "result=none" ;;
  10) echo "result=changes" ;;
  20) echo "result=dangerous" ;;
  *) exit "$status" ;;
esac >>"$GITHUB_OUTPUT"
