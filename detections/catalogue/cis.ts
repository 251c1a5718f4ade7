import { all, any, field } from "../../patterns/condition";
import { calls, recordOf } from "./api-call";
import type { CloudTrailRecord, Detection } from "../detection";

function login(type: string, MFAUsed: string): CloudTrailRecord {
  return recordOf("signin", "ConsoleLogin", {
    userIdentity: { type },
    responseElements: { ConsoleLogin: "Success" },
    additionalEventData: { MFAUsed },
  });
}

/**
 * What the CIS AWS Foundations Benchmark asks for, as worded there, beside our own detections, which are tuned.
 * Security Hub only passes an account whose filters have exactly these texts. Numbers are those of versions 1.4 and 3.0.
 * https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html
 */
export const benchmark: readonly Detection[] = [
  {
    id: "cis-root-use",
    title: "CIS 4.3: the root user was used",
    severity: "info",
    family: "cis",
    condition: all(
      field("userIdentity.type").equals("Root"),
      field("userIdentity.invokedBy").isAbsent(),
      field("eventType").isNoneOf("AwsServiceEvent"),
    ),
    filterPattern:
      '{$.userIdentity.type="Root" && $.userIdentity.invokedBy NOT EXISTS && $.eventType !="AwsServiceEvent"}',
    why: "Root is limited by no policy of its account; the benchmark wants each use of it seen.",
    likelyCauses: ["Somebody logged in as root", "A key of root was used"],
    nextSteps: ["See the alarm root-used, which says what to do"],
    references: ["CIS 4.3", "Security Hub CloudWatch.1", "ATT&CK T1078.004"],
    matches: [{ what: "a call of root", event: recordOf("iam", "ListUsers", { userIdentity: { type: "Root" } }) }],
    ignores: [
      {
        what: "a service on behalf of root",
        event: recordOf("kms", "Decrypt", { userIdentity: { type: "Root", invokedBy: "s3.amazonaws.com" } }),
      },
      {
        what: "a service event",
        event: recordOf("kms", "RotateKey", { eventType: "AwsServiceEvent", userIdentity: { type: "Root" } }),
      },
    ],
  },
  {
    id: "cis-unauthorized-call",
    title: "CIS 4.1: a call was refused",
    severity: "info",
    family: "cis",
    condition: any(field("errorCode").endsWith("UnauthorizedOperation"), field("errorCode").startsWith("AccessDenied")),
    filterPattern: '{($.errorCode="*UnauthorizedOperation") || ($.errorCode="AccessDenied*")}',
    why: "Whoever tries out stolen credentials is refused a lot; so is software that lost a permission.",
    likelyCauses: ["Software asked for more than it may do", "Somebody tries out what credentials are good for"],
    nextSteps: [
      "Count errorCode by userIdentity.arn in the log group: does one principal stand out?",
      "Look at the calls of that principal that were not refused",
    ],
    references: ["CIS 4.1", "Security Hub CloudWatch.2", "ATT&CK T1580"],
    matches: [
      {
        what: "refused by EC2",
        event: recordOf("ec2", "DescribeInstances", { errorCode: "Client.UnauthorizedOperation" }),
      },
      {
        what: "refused by another service",
        event: recordOf("health", "DescribeEvents", { errorCode: "AccessDeniedException" }),
      },
    ],
    ignores: [
      { what: "a call that succeeded", event: recordOf("ec2", "DescribeInstances") },
      { what: "another error", event: recordOf("s3", "GetBucketPolicy", { errorCode: "NoSuchBucketPolicy" }) },
    ],
  },
  {
    id: "cis-console-login-without-mfa",
    title: "CIS 4.2: a user logged in without MFA",
    severity: "info",
    family: "cis",
    condition: all(
      field("eventName").equals("ConsoleLogin"),
      // As != means it: a login without the flag is left to console-login-without-mfa.
      field("additionalEventData.MFAUsed").isNoneOf("Yes"),
      field("userIdentity.type").equals("IAMUser"),
      field("responseElements.ConsoleLogin").equals("Success"),
    ),
    filterPattern:
      '{ ($.eventName = "ConsoleLogin") && ($.additionalEventData.MFAUsed != "Yes") && ($.userIdentity.type = "IAMUser") && ($.responseElements.ConsoleLogin = "Success") }',
    why: "A stolen password was enough.",
    likelyCauses: ["A user never set up MFA", "A stolen password was used"],
    nextSteps: ["See the alarm console-login-without-mfa, which says what to do"],
    references: ["CIS 4.2", "Security Hub CloudWatch.3", "ATT&CK T1078.004"],
    matches: [{ what: "a user without MFA", event: login("IAMUser", "No") }],
    ignores: [
      { what: "a user with MFA", event: login("IAMUser", "Yes") },
      { what: "single sign-on", event: login("AssumedRole", "No") },
    ],
  },
  {
    id: "cis-iam-policy-change",
    title: "CIS 4.4: an IAM policy was changed",
    severity: "info",
    family: "cis",
    condition: calls("iam", [
      "DeleteGroupPolicy",
      "DeleteRolePolicy",
      "DeleteUserPolicy",
      "PutGroupPolicy",
      "PutRolePolicy",
      "PutUserPolicy",
      "CreatePolicy",
      "DeletePolicy",
      "CreatePolicyVersion",
      "DeletePolicyVersion",
      "AttachRolePolicy",
      "DetachRolePolicy",
      "AttachUserPolicy",
      "DetachUserPolicy",
      "AttachGroupPolicy",
      "DetachGroupPolicy",
    ]),
    filterPattern:
      "{($.eventSource=iam.amazonaws.com) && (($.eventName=DeleteGroupPolicy) || ($.eventName=DeleteRolePolicy) || ($.eventName=DeleteUserPolicy) || ($.eventName=PutGroupPolicy) || ($.eventName=PutRolePolicy) || ($.eventName=PutUserPolicy) || ($.eventName=CreatePolicy) || ($.eventName=DeletePolicy) || ($.eventName=CreatePolicyVersion) || ($.eventName=DeletePolicyVersion) || ($.eventName=AttachRolePolicy) || ($.eventName=DetachRolePolicy) || ($.eventName=AttachUserPolicy) || ($.eventName=DetachUserPolicy) || ($.eventName=AttachGroupPolicy) || ($.eventName=DetachGroupPolicy))}",
    why: "Policies decide who may do what; a small change can make an administrator.",
    likelyCauses: ["A deployment changed policies", "Somebody gave themselves more rights"],
    nextSteps: [
      "Find the change in the log group: eventName and requestParameters",
      "Compare it with the deployments of that account",
    ],
    references: ["CIS 4.4", "Security Hub CloudWatch.4", "ATT&CK T1098.003"],
    matches: [{ what: "an inline policy put", event: recordOf("iam", "PutUserPolicy") }],
    ignores: [
      { what: "policies listed", event: recordOf("iam", "ListPolicies") },
      { what: "a policy of the organization", event: recordOf("organizations", "CreatePolicy") },
    ],
  },
  {
    id: "cis-trail-change",
    title: "CIS 4.5: a trail was changed",
    severity: "info",
    family: "cis",
    condition: field("eventName").isOneOf("CreateTrail", "UpdateTrail", "DeleteTrail", "StartLogging", "StopLogging"),
    filterPattern:
      "{($.eventName=CreateTrail) || ($.eventName=UpdateTrail) || ($.eventName=DeleteTrail) || ($.eventName=StartLogging) || ($.eventName=StopLogging)}",
    why: "The trail is what everything else is found with.",
    likelyCauses: ["A deployment changed a trail", "Somebody switched it off to hide"],
    nextSteps: ["See the alarms trail-stopped and trail-changed, which say what to do"],
    references: ["CIS 4.5", "Security Hub CloudWatch.5", "ATT&CK T1562.008"],
    matches: [{ what: "logging stopped", event: recordOf("cloudtrail", "StopLogging") }],
    ignores: [{ what: "trails listed", event: recordOf("cloudtrail", "DescribeTrails") }],
  },
  {
    id: "cis-console-login-failure",
    title: "CIS 4.6: a login failed",
    severity: "info",
    family: "cis",
    condition: all(field("eventName").equals("ConsoleLogin"), field("errorMessage").equals("Failed authentication")),
    filterPattern: '{($.eventName=ConsoleLogin) && ($.errorMessage="Failed authentication")}',
    why: "Many failures in a row are somebody guessing passwords.",
    likelyCauses: ["Somebody mistyped a password", "Somebody guesses passwords"],
    nextSteps: ["See the alarm console-login-failures, which goes off when failures pile up"],
    references: ["CIS 4.6", "Security Hub CloudWatch.6", "ATT&CK T1110"],
    matches: [
      {
        what: "a wrong password",
        event: recordOf("signin", "ConsoleLogin", { errorMessage: "Failed authentication" }),
      },
    ],
    ignores: [{ what: "a login", event: login("IAMUser", "Yes") }],
  },
  {
    id: "cis-key-disabled",
    title: "CIS 4.7: a key was disabled or scheduled for deletion",
    severity: "info",
    family: "cis",
    condition: calls("kms", ["DisableKey", "ScheduleKeyDeletion"]),
    filterPattern:
      "{($.eventSource=kms.amazonaws.com) && (($.eventName=DisableKey) || ($.eventName=ScheduleKeyDeletion))}",
    why: "What is encrypted under the key can no longer be read.",
    likelyCauses: ["An application was taken down with its key", "Somebody holds the data to ransom"],
    nextSteps: ["See the alarm key-disabled, which says what to do"],
    references: ["CIS 4.7", "Security Hub CloudWatch.7", "ATT&CK T1486"],
    matches: [{ what: "disabled", event: recordOf("kms", "DisableKey") }],
    ignores: [{ what: "deletion cancelled", event: recordOf("kms", "CancelKeyDeletion") }],
  },
  {
    id: "cis-bucket-policy-change",
    title: "CIS 4.8: the policy of a bucket was changed",
    severity: "info",
    family: "cis",
    condition: calls("s3", [
      "PutBucketAcl",
      "PutBucketPolicy",
      "PutBucketCors",
      "PutBucketLifecycle",
      "PutBucketReplication",
      "DeleteBucketPolicy",
      "DeleteBucketCors",
      "DeleteBucketLifecycle",
      "DeleteBucketReplication",
    ]),
    filterPattern:
      "{($.eventSource=s3.amazonaws.com) && (($.eventName=PutBucketAcl) || ($.eventName=PutBucketPolicy) || ($.eventName=PutBucketCors) || ($.eventName=PutBucketLifecycle) || ($.eventName=PutBucketReplication) || ($.eventName=DeleteBucketPolicy) || ($.eventName=DeleteBucketCors) || ($.eventName=DeleteBucketLifecycle) || ($.eventName=DeleteBucketReplication))}",
    why: "A policy, a list or a rule can open a bucket, or let what it holds expire.",
    likelyCauses: ["A deployment changed a bucket", "Somebody opened a bucket to take data out"],
    nextSteps: [
      "Find the bucket in the log group: requestParameters.bucketName",
      "Compare the change with the deployments of that account",
    ],
    references: ["CIS 4.8", "Security Hub CloudWatch.8", "ATT&CK T1530"],
    matches: [{ what: "a policy put", event: recordOf("s3", "PutBucketPolicy") }],
    ignores: [{ what: "a policy looked up", event: recordOf("s3", "GetBucketPolicy") }],
  },
  {
    id: "cis-configuration-recorder-change",
    title: "CIS 4.9: AWS Config was changed",
    severity: "info",
    family: "cis",
    condition: calls("config", [
      "StopConfigurationRecorder",
      "DeleteDeliveryChannel",
      "PutDeliveryChannel",
      "PutConfigurationRecorder",
    ]),
    filterPattern:
      "{($.eventSource=config.amazonaws.com) && (($.eventName=StopConfigurationRecorder) || ($.eventName=DeleteDeliveryChannel) || ($.eventName=PutDeliveryChannel) || ($.eventName=PutConfigurationRecorder))}",
    why: "AWS Config keeps the history of each resource; a change can end it.",
    likelyCauses: ["A deployment changed the recorder", "Somebody switched it off to hide a change"],
    nextSteps: ["See the alarm configuration-recorder-stopped, which says what to do"],
    references: ["CIS 4.9", "Security Hub CloudWatch.9", "ATT&CK T1562.001"],
    matches: [{ what: "the recorder stopped", event: recordOf("config", "StopConfigurationRecorder") }],
    ignores: [{ what: "the recorder started", event: recordOf("config", "StartConfigurationRecorder") }],
  },
  {
    id: "cis-organization-change",
    title: "CIS 4.15: the organization was changed",
    severity: "low",
    family: "cis",
    condition: calls("organizations", [
      "AcceptHandshake",
      "AttachPolicy",
      "CreateAccount",
      "CreateOrganizationalUnit",
      "CreatePolicy",
      "DeclineHandshake",
      "DeleteOrganization",
      "DeleteOrganizationalUnit",
      "DeletePolicy",
      "DetachPolicy",
      "DisablePolicyType",
      "EnablePolicyType",
      "InviteAccountToOrganization",
      "LeaveOrganization",
      "MoveAccount",
      "RemoveAccountFromOrganization",
      "UpdatePolicy",
      "UpdateOrganizationalUnit",
    ]),
    filterPattern:
      '{ ($.eventSource = organizations.amazonaws.com) && (($.eventName = "AcceptHandshake") || ($.eventName = "AttachPolicy") || ($.eventName = "CreateAccount") || ($.eventName = "CreateOrganizationalUnit") || ($.eventName = "CreatePolicy") || ($.eventName = "DeclineHandshake") || ($.eventName = "DeleteOrganization") || ($.eventName = "DeleteOrganizationalUnit") || ($.eventName = "DeletePolicy") || ($.eventName = "DetachPolicy") || ($.eventName = "DisablePolicyType") || ($.eventName = "EnablePolicyType") || ($.eventName = "InviteAccountToOrganization") || ($.eventName = "LeaveOrganization") || ($.eventName = "MoveAccount") || ($.eventName = "RemoveAccountFromOrganization") || ($.eventName = "UpdatePolicy") || ($.eventName = "UpdateOrganizationalUnit")) }',
    why: "Accounts, their groups and the policies on them decide what every account may do.",
    likelyCauses: ["An account was added or moved", "Somebody with rights in the management account lifts a policy"],
    nextSteps: [
      "Find the change in the log group: eventName, requestParameters and userIdentity.arn",
      "If it was not planned: put it back, and treat the management account as lost",
    ],
    references: ["CIS 4.15", "ATT&CK T1666", "ATT&CK T1484"],
    matches: [{ what: "an account moved", event: recordOf("organizations", "MoveAccount") }],
    ignores: [
      { what: "accounts listed", event: recordOf("organizations", "ListAccounts") },
      { what: "a policy in IAM", event: recordOf("iam", "CreatePolicy") },
    ],
  },
];
