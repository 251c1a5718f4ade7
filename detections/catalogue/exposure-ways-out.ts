import { any, field } from "../../patterns/condition";
import { calls, recordOf, refusalOf, succeeded } from "./api-call";
import type { CloudTrailRecord, Detection } from "../detection";
import { findWho, revokeSessions } from "./next-steps";

const sharesFilter = "exposures";

const changed = "requestParameters.ModifySecurityGroupRulesRequest";

function rulesChanged(SecurityGroupRule: unknown, more: CloudTrailRecord = {}): CloudTrailRecord {
  return recordOf("ec2", "ModifySecurityGroupRules", {
    requestParameters: { ModifySecurityGroupRulesRequest: { GroupId: "sg-1", SecurityGroupRule } },
    ...more,
  });
}

/** One changed rule stands by itself, several in a list. */
const rule = (cidr: CloudTrailRecord) => ({ SecurityGroupRuleId: "sgr-1", tag: 1, SecurityGroupRule: cidr });

/** Detections on ways in and out that were opened: networks, containers, exports, mail. */
export const waysOut: readonly Detection[] = [
  {
    id: "security-group-rule-widened",
    title: "A rule of a security group was widened to the internet",
    severity: "medium",
    family: "exposure",
    sharesFilter,
    // The record does not say whether the rule is for the way in or out; security-group-opened sees new ones.
    condition: calls(
      "ec2",
      ["ModifySecurityGroupRules"],
      any(
        ...["SecurityGroupRule", "SecurityGroupRule[]"].flatMap((each) =>
          ["CidrIpv4", "CidrIpv6"].map((cidr) => field(`${changed}.${each}.SecurityGroupRule.${cidr}`).endsWith("/0")),
        ),
      ),
      succeeded,
    ),
    why: "Anybody can reach what is behind it, or what is behind it can reach anybody.",
    likelyCauses: ["A rule was edited in the console", "Somebody worked from home", "An intruder made a way in or out"],
    nextSteps: [
      "Look up requestParameters of the event, SecurityGroupRuleId: is the rule for the way in, and for which ports?",
      findWho,
      "If it was not meant: narrow the rule, and look at the flow logs of what is behind it",
    ],
    references: ["CIS 4.10", "Security Hub EC2.13", "Security Hub EC2.19", "ATT&CK T1562.007"],
    matches: [
      { what: "to every IPv4 address", event: rulesChanged(rule({ CidrIpv4: "0.0.0.0/0", FromPort: 22 })) },
      { what: "to every IPv6 address", event: rulesChanged(rule({ CidrIpv6: "::/0" })) },
      {
        what: "one of several",
        event: rulesChanged([rule({ CidrIpv4: "10.0.0.0/8" }), rule({ CidrIpv4: "0.0.0.0/0" })]),
      },
    ],
    ignores: [
      { what: "to one network", event: rulesChanged(rule({ CidrIpv4: "10.0.0.0/16" })) },
      {
        what: "an attempt that was denied",
        event: rulesChanged(rule({ CidrIpv4: "0.0.0.0/0" }), { errorCode: "Client.UnauthorizedOperation" }),
      },
    ],
  },
  {
    id: "container-entered",
    title: "Somebody ran a command in a container",
    severity: "medium",
    family: "exposure",
    sharesFilter,
    condition: calls("ecs", ["ExecuteCommand"], succeeded),
    why: "Whoever is in a container has its environment, with its passwords, and the credentials of its role.",
    likelyCauses: ["A developer looked into a problem", "An intruder moves from an API to containers"],
    nextSteps: [
      "Look at requestParameters of the event: cluster, task and command",
      "Ask the person behind userIdentity.arn whether it was them",
      "If not: stop the task, revoke the sessions of both, and rotate the secrets of the service",
    ],
    references: ["ATT&CK T1609", "ATT&CK T1651"],
    matches: [
      {
        what: "a shell",
        event: recordOf("ecs", "ExecuteCommand", { requestParameters: { cluster: "shop", command: "/bin/sh" } }),
      },
    ],
    ignores: [
      { what: "a task started", event: recordOf("ecs", "RunTask") },
      { what: "an attempt that was denied", event: refusalOf("ecs", "ExecuteCommand") },
    ],
  },
  {
    id: "database-exported",
    title: "A database was exported to a bucket",
    severity: "medium",
    family: "exposure",
    sharesFilter,
    condition: any(
      calls("rds", ["StartExportTask"], succeeded),
      calls("dynamodb", ["ExportTableToPointInTime"], succeeded),
    ),
    why: "All its data goes to a bucket, past the logins and the logs of the database, also to one of another account.",
    likelyCauses: ["Data was handed to analysts", "An intruder takes the data along"],
    nextSteps: [
      "Look at requestParameters of the event: is the bucket yours, and who may read it?",
      findWho,
      "If nobody knows it: cancel the export (CancelExportTask), delete the files, and treat the data as lost",
    ],
    references: ["ATT&CK T1537", "ATT&CK T1530"],
    matches: [
      { what: "a snapshot or a cluster", event: recordOf("rds", "StartExportTask") },
      { what: "a table", event: recordOf("dynamodb", "ExportTableToPointInTime") },
    ],
    ignores: [
      { what: "a snapshot made", event: recordOf("rds", "CreateDBSnapshot") },
      { what: "an attempt that was denied", event: refusalOf("rds", "StartExportTask") },
    ],
  },
  {
    id: "mail-sending-enabled",
    title: "Sending mail was allowed, or more of it asked for",
    severity: "medium",
    family: "exposure",
    sharesFilter,
    condition: any(
      calls("ses", ["UpdateAccountSendingEnabled"], field("requestParameters.enabled").isTrue(), succeeded),
      calls("ses", ["PutAccountSendingAttributes"], field("requestParameters.sendingEnabled").isTrue(), succeeded),
      calls("ses", ["PutAccountDetails"], succeeded),
    ),
    why: "Stolen credentials are used to send mail in your name, which gets around filters that trust you.",
    likelyCauses: [
      "A team began to send mail",
      "Sending was paused, and goes on",
      "An intruder prepares a wave of mail",
    ],
    nextSteps: [
      "Ask the owner of the account whether it sends mail",
      "If it does not: pause sending (UpdateAccountSendingEnabled), and look at the identities of the account",
      revokeSessions,
    ],
    references: ["ATT&CK T1496.004", "ATT&CK T1566"],
    matches: [
      {
        what: "switched on",
        event: recordOf("ses", "UpdateAccountSendingEnabled", { requestParameters: { enabled: true } }),
      },
      { what: "out of the sandbox", event: recordOf("ses", "PutAccountDetails") },
    ],
    ignores: [
      {
        what: "switched off",
        event: recordOf("ses", "UpdateAccountSendingEnabled", { requestParameters: { enabled: false } }),
      },
      { what: "an attempt that was denied", event: refusalOf("ses", "PutAccountDetails") },
    ],
  },
  {
    id: "mail-identity-added",
    title: "An address or a domain was added to send mail from",
    severity: "low",
    family: "exposure",
    sharesFilter,
    condition: calls(
      "ses",
      ["CreateEmailIdentity", "VerifyEmailIdentity", "VerifyEmailAddress", "VerifyDomainIdentity", "VerifyDomainDkim"],
      succeeded,
    ),
    why: "Mail from it looks like yours; intruders add an address before they send.",
    likelyCauses: ["A team began to send mail from it", "An intruder prepares a wave of mail"],
    nextSteps: [
      "Look at requestParameters of the event: is it an address or a domain of yours?",
      findWho,
      "If it is not: delete the identity, and pause sending",
    ],
    references: ["ATT&CK T1496.004", "ATT&CK T1585.002"],
    matches: [
      { what: "an address", event: recordOf("ses", "VerifyEmailIdentity") },
      { what: "by the newer call", event: recordOf("ses", "CreateEmailIdentity") },
    ],
    ignores: [
      { what: "deleted", event: recordOf("ses", "DeleteIdentity") },
      { what: "an attempt that was denied", event: refusalOf("ses", "CreateEmailIdentity") },
    ],
  },
];
