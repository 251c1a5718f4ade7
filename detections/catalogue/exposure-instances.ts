import { any, field } from "../../patterns/condition";
import { notByService } from "./acts-of-services";
import { calls, recordOf, succeeded } from "./api-call";
import type { CloudTrailRecord, Detection } from "../detection";
import { findWho, revokeSessions } from "./next-steps";

const unauthorized: CloudTrailRecord = { errorCode: "Client.UnauthorizedOperation" };
const onInstance = field("userIdentity.principalId").contains(":i-");

function launch(requestParameters: CloudTrailRecord, more: CloudTrailRecord = {}): CloudTrailRecord {
  return recordOf("ec2", "RunInstances", { requestParameters, ...more });
}

/** Detections on instances: ways in, and what can be got out of them. */
export const instances: readonly Detection[] = [
  {
    id: "remote-session-opened",
    title: "Somebody got onto an instance through AWS",
    severity: "medium",
    family: "exposure",
    condition: any(
      calls("ssm", ["SendCommand", "StartSession", "ResumeSession"], notByService("commands"), succeeded),
      calls("ec2-instance-connect", ["SendSSHPublicKey", "SendSerialConsoleSSHPublicKey"], succeeded),
      calls("ec2", ["EnableSerialConsoleAccess"], succeeded),
    ),
    why: "Whoever runs commands on an instance has its files and the credentials of its role.",
    likelyCauses: ["An administrator looked after it", "An intruder moves from an API to machines"],
    nextSteps: [
      "Look at requestParameters of the event: which instances, and which document?",
      "Ask the person behind userIdentity.arn whether it was them",
      "If not: isolate the instances, revoke the sessions of that principal and of the instances' roles",
    ],
    references: ["ATT&CK T1651", "ATT&CK T1021.008"],
    matches: [
      { what: "a command", event: recordOf("ssm", "SendCommand") },
      { what: "a session", event: recordOf("ssm", "StartSession") },
      { what: "a key for SSH", event: recordOf("ec2-instance-connect", "SendSSHPublicKey") },
      { what: "the serial console switched on", event: recordOf("ec2", "EnableSerialConsoleAccess") },
    ],
    ignores: [
      {
        what: "a maintenance window's command",
        event: recordOf("ssm", "SendCommand", { userIdentity: { invokedBy: "ssm.amazonaws.com" } }),
      },
      { what: "a session that ended", event: recordOf("ssm", "TerminateSession") },
      { what: "an attempt that was denied", event: recordOf("ssm", "StartSession", { errorCode: "AccessDenied" }) },
    ],
  },
  {
    id: "password-data-read",
    title: "The administrator password of an instance was asked for",
    severity: "medium",
    family: "exposure",
    sharesFilter: "exposures",
    // Refused attempts count: whoever tries all instances is refused most of the time.
    condition: calls("ec2", ["GetPasswordData"]),
    why: "With the key pair of a Windows instance it is decrypted to the password of its administrator.",
    likelyCauses: ["An administrator set up a Windows instance", "An intruder tries to get into every instance"],
    nextSteps: [
      "Count the calls of userIdentity.arn in the log group: one instance, or all of them?",
      "Check errorCode: were they refused?",
      revokeSessions,
    ],
    references: ["ATT&CK T1552", "ATT&CK T1555"],
    matches: [
      { what: "asked for", event: recordOf("ec2", "GetPasswordData") },
      { what: "an attempt that was refused", event: recordOf("ec2", "GetPasswordData", unauthorized) },
    ],
    ignores: [{ what: "instances listed", event: recordOf("ec2", "DescribeInstances") }],
  },
  {
    id: "user-data-read",
    title: "The start script of an instance was read",
    severity: "low",
    family: "exposure",
    sharesFilter: "exposures",
    condition: calls("ec2", ["DescribeInstanceAttribute"], field("requestParameters.attribute").equals("userData")),
    why: "Start scripts often hold passwords and keys, and are readable for more people than secrets are.",
    likelyCauses: ["Terraform or an inventory looked at its instances", "An intruder searches for passwords"],
    nextSteps: [
      "Count the calls of userIdentity.arn in the log group: is it a deployment, and does it always read them?",
      "If nobody knows it: move secrets out of these scripts, and rotate them",
      revokeSessions,
    ],
    references: ["ATT&CK T1552.005", "ATT&CK T1580"],
    matches: [
      {
        what: "an attempt that was refused",
        event: recordOf("ec2", "DescribeInstanceAttribute", {
          ...unauthorized,
          requestParameters: { attribute: "userData", instanceId: "i-1" },
        }),
      },
    ],
    ignores: [
      {
        what: "another attribute",
        event: recordOf("ec2", "DescribeInstanceAttribute", { requestParameters: { attribute: "instanceType" } }),
      },
    ],
  },
  {
    id: "user-data-changed",
    title: "The start script of an instance was changed",
    severity: "medium",
    family: "exposure",
    sharesFilter: "exposures",
    condition: calls(
      "ec2",
      ["ModifyInstanceAttribute"],
      any(field("requestParameters.userData").exists(), field("requestParameters.attribute").equals("userData")),
      succeeded,
    ),
    why: "The script runs as root when the instance starts: a way to run commands without logging in.",
    likelyCauses: ["A deployment changed the script", "An intruder stops, changes and starts instances"],
    nextSteps: [
      "Look for StopInstances and StartInstances of the same instance around that time",
      findWho,
      "If it was not a deployment: stop the instance, keep its disk, and revoke the sessions of its role",
    ],
    references: ["ATT&CK T1651", "ATT&CK T1578"],
    matches: [
      {
        what: "another script",
        event: recordOf("ec2", "ModifyInstanceAttribute", {
          requestParameters: { instanceId: "i-1", userData: "<sensitiveDataRemoved>" },
        }),
      },
    ],
    ignores: [
      {
        what: "another type",
        event: recordOf("ec2", "ModifyInstanceAttribute", {
          requestParameters: { instanceId: "i-1", instanceType: { value: "t3.small" } },
        }),
      },
      {
        what: "an attempt that was refused",
        event: recordOf("ec2", "ModifyInstanceAttribute", {
          ...unauthorized,
          requestParameters: { userData: "<sensitiveDataRemoved>" },
        }),
      },
    ],
  },
  {
    id: "unusual-instances-launched",
    title: "Unusual instances were launched, or refused",
    severity: "low",
    family: "exposure",
    condition: calls(
      "ec2",
      ["RunInstances"],
      notByService(),
      any(
        field("errorCode").equals("Client.UnauthorizedOperation"),
        field("requestParameters.instancesSet.items[].maxCount").isAtLeast(10),
        // The families p and g have graphics processors.
        field("requestParameters.instanceType").startsWith("p"),
        field("requestParameters.instanceType").startsWith("g"),
      ),
    ),
    why: "Stolen credentials are used to compute at your cost: many instances at once, or ones with graphics processors.",
    likelyCauses: ["A team started to train models", "A deployment lost a permission", "An intruder mines coins"],
    nextSteps: [
      "Look at instanceType, maxCount and awsRegion of the event: does the account use such instances there?",
      "If it does not: stop them, and look into the other regions",
      revokeSessions,
    ],
    references: ["ATT&CK T1578.002", "ATT&CK T1496"],
    matches: [
      { what: "refused", event: launch({ instanceType: "t3.small" }, unauthorized) },
      { what: "ten at once", event: launch({ instancesSet: { items: [{ minCount: 1, maxCount: 10 }] } }) },
      { what: "with graphics processors", event: launch({ instanceType: "p4d.24xlarge" }) },
    ],
    ignores: [
      {
        what: "one small instance",
        event: launch({ instanceType: "t3.small", instancesSet: { items: [{ minCount: 1, maxCount: 1 }] } }),
      },
      {
        what: "a scaling group",
        event: launch(
          { instanceType: "g5.xlarge" },
          {
            userIdentity: {
              type: "AssumedRole",
              sessionContext: {
                sessionIssuer: { arn: "arn:aws:iam::111122223333:role/aws-service-role/autoscaling.amazonaws.com/x" },
              },
              invokedBy: "autoscaling.amazonaws.com",
            },
          },
        ),
      },
    ],
  },
  {
    id: "instance-credentials-tried",
    title: "Credentials of an instance were used to look around",
    severity: "low",
    family: "exposure",
    // The session of an instance's role carries the instance id as its name.
    condition: any(
      calls("sts", ["GetCallerIdentity"], onInstance),
      calls("iam", ["ListUsers", "ListRoles", "GetAccountSummary", "GetAccountAuthorizationDetails"], onInstance),
      calls("secretsmanager", ["ListSecrets"], onInstance),
      calls("s3", ["ListBuckets"], onInstance),
    ),
    why: "Software on an instance knows what it needs; whoever took its credentials first has to find out.",
    likelyCauses: [
      "Software checked which credentials it runs with",
      "An intruder stole the credentials through a hole in an application, or on the instance",
    ],
    nextSteps: [
      "Compare sourceIPAddress of the event with the addresses of the instance, the last part of userIdentity.arn",
      "If they differ: revoke the sessions of the role and isolate the instance",
      "If they don't: ask the owner of the instance what runs there",
    ],
    references: ["ATT&CK T1552.005", "ATT&CK T1580"],
    matches: [
      {
        what: "who am I?",
        event: recordOf("sts", "GetCallerIdentity", {
          userIdentity: { type: "AssumedRole", principalId: "AROAEXAMPLE:i-0abc" },
        }),
      },
      {
        what: "which secrets are there?",
        event: recordOf("secretsmanager", "ListSecrets", { userIdentity: { principalId: "AROAEXAMPLE:i-0abc" } }),
      },
    ],
    ignores: [
      {
        what: "a person's session",
        event: recordOf("sts", "GetCallerIdentity", { userIdentity: { principalId: "AROAEXAMPLE:jane" } }),
      },
      {
        what: "an instance doing its work",
        event: recordOf("sqs", "ReceiveMessage", { userIdentity: { principalId: "AROAEXAMPLE:i-0abc" } }),
      },
    ],
  },
];
