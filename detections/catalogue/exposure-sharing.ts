import { any, field } from "../../patterns/condition";
import { calls, recordOf, refusalOf, succeeded } from "./api-call";
import type { CloudTrailRecord, Detection } from "../detection";
import { findWho } from "./next-steps";

const block = "requestParameters.PublicAccessBlockConfiguration";

function ruleAdded(cidr: CloudTrailRecord): CloudTrailRecord {
  return recordOf("ec2", "AuthorizeSecurityGroupIngress", {
    requestParameters: { groupId: "sg-1", ipPermissions: { items: [{ fromPort: 22 }] } },
    responseElements: { securityGroupRuleSet: { items: [{ isEgress: false, fromPort: 22, ...cidr }] } },
  });
}

function accessBlock(PublicAccessBlockConfiguration: CloudTrailRecord): CloudTrailRecord {
  return recordOf("s3", "PutBucketPublicAccessBlock", { requestParameters: { PublicAccessBlockConfiguration } });
}

/** Detections on data and networks that were opened to others. */
export const sharing: readonly Detection[] = [
  {
    id: "security-group-opened",
    title: "A security group was opened to the internet",
    severity: "medium",
    family: "exposure",
    // The rules as they were made are in the response; older calls name one range in the request.
    condition: calls(
      "ec2",
      ["AuthorizeSecurityGroupIngress"],
      any(
        field("requestParameters.cidrIp").endsWith("/0"),
        field("responseElements.securityGroupRuleSet.items[].cidrIpv4").endsWith("/0"),
        field("responseElements.securityGroupRuleSet.items[].cidrIpv6").endsWith("/0"),
      ),
      succeeded,
    ),
    why: "Anybody can reach what is behind it, and try out passwords and known holes.",
    likelyCauses: ["A public web site was set up", "Somebody worked from home", "An intruder made a way in"],
    nextSteps: [
      "Look at the ports of the event: 80 and 443 may be meant, 22, 3389 and databases hardly ever are",
      findWho,
      "If it was not meant: remove the rule, and look at the flow logs of what is behind it",
    ],
    references: ["CIS 4.10", "Security Hub EC2.13", "Security Hub EC2.19", "ATT&CK T1562.007"],
    matches: [
      { what: "to every IPv4 address", event: ruleAdded({ cidrIpv4: "0.0.0.0/0" }) },
      { what: "to every IPv6 address", event: ruleAdded({ cidrIpv6: "::/0" }) },
      {
        what: "one range, in the older form of the call",
        event: recordOf("ec2", "AuthorizeSecurityGroupIngress", { requestParameters: { cidrIp: "0.0.0.0/0" } }),
      },
    ],
    ignores: [
      { what: "to one network", event: ruleAdded({ cidrIpv4: "10.0.0.0/16" }) },
      {
        what: "outwards",
        event: recordOf("ec2", "AuthorizeSecurityGroupEgress", { requestParameters: { cidrIp: "0.0.0.0/0" } }),
      },
      {
        what: "an attempt that was denied",
        event: recordOf("ec2", "AuthorizeSecurityGroupIngress", {
          errorCode: "Client.UnauthorizedOperation",
          requestParameters: { cidrIp: "0.0.0.0/0" },
        }),
      },
    ],
  },
  {
    id: "bucket-made-public",
    title: "A bucket was opened to the public",
    severity: "high",
    family: "exposure",
    // Older records have the parameters of a request as lists.
    condition: any(
      calls("s3", ["DeleteBucketPublicAccessBlock", "DeleteAccountPublicAccessBlock"], succeeded),
      calls(
        "s3",
        ["PutBucketPublicAccessBlock", "PutAccountPublicAccessBlock"],
        any(
          field(`${block}.BlockPublicAcls`).isFalse(),
          field(`${block}.BlockPublicPolicy`).isFalse(),
          field(`${block}.IgnorePublicAcls`).isFalse(),
          field(`${block}.RestrictPublicBuckets`).isFalse(),
        ),
        succeeded,
      ),
      calls(
        "s3",
        ["PutBucketAcl"],
        any(
          field("requestParameters.x-amz-acl").startsWith("public-read"),
          field("requestParameters.x-amz-acl[]").startsWith("public-read"),
        ),
        succeeded,
      ),
    ),
    why: "Anybody on the internet may be able to read what the bucket holds.",
    likelyCauses: ["A public web site was set up", "Somebody wanted to share a file", "An intruder takes data out"],
    nextSteps: [
      "Look at requestParameters.bucketName of the event: what does the bucket hold?",
      "If it is not meant to be public: block public access again (PutPublicAccessBlock)",
      "Look up in the access logs or data events who read from it meanwhile",
    ],
    references: ["CIS 4.8", "Security Hub S3.1", "Security Hub S3.8", "ATT&CK T1530"],
    matches: [
      { what: "the block removed", event: recordOf("s3", "DeleteBucketPublicAccessBlock") },
      {
        what: "one part of the block switched off",
        event: accessBlock({ BlockPublicAcls: true, BlockPublicPolicy: false }),
      },
      {
        what: "a public access control list",
        event: recordOf("s3", "PutBucketAcl", { requestParameters: { "x-amz-acl": ["public-read-write"] } }),
      },
    ],
    ignores: [
      { what: "the block switched on", event: accessBlock({ BlockPublicAcls: true, BlockPublicPolicy: true }) },
      {
        what: "a private access control list",
        event: recordOf("s3", "PutBucketAcl", { requestParameters: { "x-amz-acl": "private" } }),
      },
      { what: "an attempt that was denied", event: refusalOf("s3", "DeleteBucketPublicAccessBlock") },
    ],
  },
];
