#!/usr/bin/env bash
# Saves what `secretwatch discover --from DIRECTORY` reads, with the aws CLI and jq: for those who may not use credentials where Secretwatch
# runs, in CloudShell, say.
#
#   save.sh DIRECTORY [ROLE]
#
# With credentials of the management account. ROLE is the name of a role in every other account; without it, their regions and secrets are
# not saved, and discover says so. Nothing is changed, and no value of a secret is read. What is saved already is not asked again.
set -euo pipefail

directory=${1:?"save.sh DIRECTORY [ROLE]"}
role=${2:-}
umask 077
region=${AWS_REGION:-${AWS_DEFAULT_REGION:-us-east-1}}
export AWS_PAGER=

# saved FILE ARGUMENTS: what aws prints, in a file that is whole or not there. What is not allowed is kept as that.
saved() {
  local file=$directory/$1.json refused code
  shift
  [ -s "$file" ] && return 0
  mkdir -p "$(dirname "$file")"
  if refused=$({ aws "$@" --output json >"$file.new"; } 2>&1); then
    mv "$file.new" "$file"
    return 0
  fi
  rm -f "$file.new"
  printf '%s\n' "$refused" >&2
  code=$(sed -n 's/.*An error occurred (\([A-Za-z.]*\)).*/\1/p' <<<"$refused" | head -n 1)
  case $code in
    *AccessDenied*) jq -n --arg code "$code" --arg said "$refused" '{Error: {Code: $code, Message: $said}}' >"$file" ;;
  esac
}

# asked FILE FILTER: what jq finds in what was saved; nothing, if it was not.
asked() {
  [ ! -s "$directory/$1.json" ] || jq -r "$2" "$directory/$1.json"
}

# below UNIT: the units and accounts in it.
below() {
  local unit
  saved "organizations/list-organizational-units-for-parent/$1" \
    organizations list-organizational-units-for-parent --parent-id "$1"
  saved "organizations/list-accounts-for-parent/$1" organizations list-accounts-for-parent --parent-id "$1"
  for unit in $(asked "organizations/list-organizational-units-for-parent/$1" '.OrganizationalUnits[]?.Id'); do
    below "$unit"
  done
}

# secrets ACCOUNT: its regions, and the secrets in those that are on.
secrets() {
  local each
  saved "account/list-regions/$1" account list-regions --region "$region"
  for each in $(asked "account/list-regions/$1" '.Regions[]? | select(.RegionOptStatus | startswith("ENABLED")).RegionName'); do
    saved "secretsmanager/list-secrets/$1/$each" secretsmanager list-secrets --region "$each"
  done
}

# as ACCOUNT COMMAND: with the credentials of the role there, which are in no file.
as() (
  partition=$(asked organizations/describe-organization '.Organization.Arn | split(":")[1]')
  read -r AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN < <(
    aws sts assume-role --role-arn "arn:$partition:iam::$1:role/$role" --role-session-name secretwatch-discover \
      ${EXTERNAL_ID:+--external-id "$EXTERNAL_ID"} \
      --query '[Credentials.[AccessKeyId, SecretAccessKey, SessionToken]]' --output text
  ) || exit 0
  export AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN
  unset AWS_PROFILE
  shift
  "$@"
)

saved organizations/describe-organization organizations describe-organization
management=$(asked organizations/describe-organization .Organization.MasterAccountId)
saved organizations/list-roots organizations list-roots
for root in $(asked organizations/list-roots '.Roots[]?.Id'); do below "$root"; done
for service in cloudtrail securityhub guardduty access-analyzer config detective inspector2 macie; do
  saved "organizations/list-delegated-administrators/$service.amazonaws.com" \
    organizations list-delegated-administrators --service-principal "$service.amazonaws.com"
done

trails=cloudtrail/describe-trails/$management/$region
saved "$trails" cloudtrail describe-trails --region "$region"
asked "$trails" '.trailList[]? | select(.IsOrganizationTrail) | "\(.Name) \(.HomeRegion)"' | while read -r name home; do
  saved "cloudtrail/get-event-selectors/$management/$home/$name" \
    cloudtrail get-event-selectors --trail-name "$name" --region "$home" </dev/null
done

for file in "$directory"/organizations/list-accounts-for-parent/*.json; do
  for account in $(jq -r '.Accounts[]? | select((.State // .Status) == "ACTIVE").Id' "$file"); do
    saved "organizations/list-tags-for-resource/$account" organizations list-tags-for-resource --resource-id "$account"
    if [ "$account" = "$management" ]; then secrets "$account"
    elif [ -n "$role" ]; then as "$account" secrets "$account"; fi
  done
done
