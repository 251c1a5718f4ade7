#!/usr/bin/env bash
# Makes a drill, and keeps what it says for the summary of the run. Fails as the drill does: 10 if a read did not come.
#
#   drill.sh [OPTION...]     options of npx secretwatch drill
set -euo pipefail
here="$(dirname "$0")"

# shellcheck source-path=SCRIPTDIR source=credentials.sh
. "$here/credentials.sh"

status=0
npx secretwatch drill --role "$READ_ROLE_NAME" "$@" | tee drill.txt || status=$?
# As a block of code, whatever is in a line.
{
  printf '### Secretwatch: drill\n\n'
  sed 's/^/    /' drill.txt
} >>"$GITHUB_STEP_SUMMARY"
exit "$status"
