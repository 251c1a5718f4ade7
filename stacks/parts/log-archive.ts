import type { Construct } from "constructs";

import type { Account, Organization } from "../../organization/organization";
import { CustomerManagedKey } from "../../modules/access/customer-managed-key";
import { bucketEncryption, trailEncryption } from "../../modules/access/key-grants";
import { LogArchiveBucket } from "../../modules/logs/log-archive-bucket";
import { addArchiveSearch } from "./archive-search";

/** The bucket of the trail's files with its key, and what it is searched with, in whichever account the organization keeps it. */
export function addLogArchive(scope: Construct, organization: Organization, account: Account): void {
  const { names, archive, homeRegion } = organization;
  const rootArn = names.access.accountRootArn(account.id);

  const key = new CustomerManagedKey(scope, "LogArchiveKey", {
    alias: names.access.keyAlias("log-archive"),
    description: "Default key of the log archive bucket",
    administratorArn: rootArn,
    grants: [
      bucketEncryption(rootArn, account.id, names.serviceEndpoint("s3", homeRegion)),
      ...trailEncryption(names.trail.arn, names.trail.arnPattern),
    ],
    preventDestroy: organization.protection,
  });
  new LogArchiveBucket(scope, "LogArchive", {
    bucketName: names.trail.bucketName,
    bucketArn: names.trail.bucketArn,
    key,
    trailArn: names.trail.arn,
    managementAccountId: organization.management.id,
    organizationId: organization.organizationId,
    archiveAfterDays: archive.archiveAfterDays,
    expireAfterDays: archive.expireAfterDays,
    objectLock: archive.objectLock,
    preventDestroy: organization.protection,
  });
  if (archive.athena !== undefined) addArchiveSearch(scope, organization, { account, key, athena: archive.athena });
}
