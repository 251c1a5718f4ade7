/**
 * Secretwatch as a library, for a CDKTF app of one's own. What is not exported here is nobody's but its own and changes without
 * a word; docs/package.md says what a version promises.
 */

// The organization as a whole: its file, and the stack of each account.
export { OrganizationApp } from "./stacks/organization-app";
export { deploymentsOf, type Deployment } from "./stacks/deployments";
export { AccountStack, type AccountStackProps } from "./stacks/account-stack";
export { loadOrganization } from "./config/load-organization";
export { ConfigError, type Problem } from "./config/files/problem";
export type { Account, MemberAccount, Organization, Secret, WatchedSecret } from "./organization/organization";

// Secrets without values, under a key that works through Secrets Manager only.
export { MonitoredSecret, type MonitoredSecretProps } from "./modules/secrets/monitored-secret";
export { DecoyValue, type DecoyValueProps } from "./modules/secrets/decoy-value";
export { CustomerManagedKey, type CustomerManagedKeyProps } from "./modules/access/customer-managed-key";
export { administration, secretEncryption, type KeyGrant } from "./modules/access/key-grants";
export { policyDocument, type Everybody, type PolicyStatement } from "./modules/access/policy-document";

// Detections, and an alarm for one on any log group that gets CloudTrail's events.
export { catalogue } from "./detections/catalogue/catalogue";
export { compileDetection, type CompiledDetection } from "./detections/compiled";
export { DetectionMatcher } from "./detections/matcher";
export { alarmDescription } from "./detections/alarm-description";
export type { CloudTrailRecord, Detection, Severity } from "./detections/detection";
export { DetectionMetric, type DetectionMetricProps } from "./modules/alarms/detection-metric";
export { DetectionAlarm, type DetectionAlarmProps } from "./modules/alarms/detection-alarm";
