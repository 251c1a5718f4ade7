#!/usr/bin/env bash
# Takes what has to outlive Secretwatch out of Terraform's hands: secrets, keys, buckets, log groups, and the trail with
# what it delivers through. They stay in AWS as they are; what is left in the state can be destroyed.
#
#   keep.sh STACK_DIRECTORY      a directory under cdktf.out/stacks, after `terraform init`
set -euo pipefail

kept="$("${TERRAFORM_BINARY_NAME:-terraform}" -chdir="$1" state list |
  grep -E '^aws_(secretsmanager_|kms_|s3_bucket|cloudtrail|cloudwatch_log_group)|^aws_iam_role(_policy)?\.TrailDeliveryRole_' ||
  true)"
if [ -z "$kept" ]; then
  echo "There is nothing to keep in $1."
  exit 0
fi
xargs "${TERRAFORM_BINARY_NAME:-terraform}" -chdir="$1" state rm <<<"$kept"
