#!/usr/bin/env bash
# Makes the matrix of a job of a JSON list of stacks: a job for each, or for several where there are more stacks than
# GitHub takes jobs (256).
#
#   matrix.sh <stacks.json      prints count=… and matrix=… as $GITHUB_OUTPUT takes them
set -euo pipefail

jq -r --argjson most "${MOST_JOBS:-200}" '
  (length / $most | ceil) as $size
  | [range(0; length; (if $size == 0 then 1 else $size end)) as $start | .[$start:$start + $size]]
  | map({ name: (if length == 1 then .[0] else "\(.[0]) and \(length - 1) more" end), stacks: join(" ") })
  | to_entries | map(.value + { id: "\(.key + 1)" })
  | "count=\(length)", "matrix=\({ include: . } | tojson)"'
