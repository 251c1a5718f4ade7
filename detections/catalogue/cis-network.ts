import { field } from "../../patterns/condition";
import { calls, recordOf } from "./api-call";
import type { Detection } from "../detection";

/** What the CIS AWS Foundations Benchmark asks for on networks, as worded there. */
export const networkBenchmark: readonly Detection[] = [
  {
    id: "cis-security-group-change",
    title: "CIS 4.10: a security group was changed",
    severity: "info",
    family: "cis",
    condition: field("eventName").isOneOf(
      "AuthorizeSecurityGroupIngress",
      "AuthorizeSecurityGroupEgress",
      "RevokeSecurityGroupIngress",
      "RevokeSecurityGroupEgress",
      "CreateSecurityGroup",
      "DeleteSecurityGroup",
    ),
    filterPattern:
      "{($.eventName=AuthorizeSecurityGroupIngress) || ($.eventName=AuthorizeSecurityGroupEgress) || ($.eventName=RevokeSecurityGroupIngress) || ($.eventName=RevokeSecurityGroupEgress) || ($.eventName=CreateSecurityGroup) || ($.eventName=DeleteSecurityGroup)}",
    why: "Security groups decide who reaches what over the network.",
    likelyCauses: ["A deployment changed the network", "Somebody made a way in or out"],
    nextSteps: [
      "See the alarm security-group-opened for groups open to the internet",
      "Otherwise compare requestParameters with the deployments of that account",
    ],
    references: ["CIS 4.10", "Security Hub CloudWatch.10", "ATT&CK T1562.007"],
    matches: [{ what: "a rule added", event: recordOf("ec2", "AuthorizeSecurityGroupIngress") }],
    ignores: [{ what: "groups listed", event: recordOf("ec2", "DescribeSecurityGroups") }],
  },
  {
    id: "cis-network-acl-change",
    title: "CIS 4.11: a network access list was changed",
    severity: "info",
    family: "cis",
    condition: field("eventName").isOneOf(
      "CreateNetworkAcl",
      "CreateNetworkAclEntry",
      "DeleteNetworkAcl",
      "DeleteNetworkAclEntry",
      "ReplaceNetworkAclEntry",
      "ReplaceNetworkAclAssociation",
    ),
    filterPattern:
      "{($.eventName=CreateNetworkAcl) || ($.eventName=CreateNetworkAclEntry) || ($.eventName=DeleteNetworkAcl) || ($.eventName=DeleteNetworkAclEntry) || ($.eventName=ReplaceNetworkAclEntry) || ($.eventName=ReplaceNetworkAclAssociation)}",
    why: "These lists are the second fence around each subnet.",
    likelyCauses: ["A deployment changed the network", "Somebody let traffic through that was shut out"],
    nextSteps: [
      "Compare requestParameters of the event with the deployments of that account",
      "If there was none: put the entry back",
    ],
    references: ["CIS 4.11", "Security Hub CloudWatch.11", "ATT&CK T1562.007"],
    matches: [{ what: "an entry replaced", event: recordOf("ec2", "ReplaceNetworkAclEntry") }],
    ignores: [{ what: "lists looked up", event: recordOf("ec2", "DescribeNetworkAcls") }],
  },
  {
    id: "cis-gateway-change",
    title: "CIS 4.12: a gateway was changed",
    severity: "info",
    family: "cis",
    condition: field("eventName").isOneOf(
      "CreateCustomerGateway",
      "DeleteCustomerGateway",
      "AttachInternetGateway",
      "CreateInternetGateway",
      "DeleteInternetGateway",
      "DetachInternetGateway",
    ),
    filterPattern:
      "{($.eventName=CreateCustomerGateway) || ($.eventName=DeleteCustomerGateway) || ($.eventName=AttachInternetGateway) || ($.eventName=CreateInternetGateway) || ($.eventName=DeleteInternetGateway) || ($.eventName=DetachInternetGateway)}",
    why: "Gateways connect a network to the internet and to other sites.",
    likelyCauses: ["A deployment changed the network", "Somebody connected a private network to take data out"],
    nextSteps: [
      "Compare requestParameters of the event with the deployments of that account",
      "If there was none: detach the gateway",
    ],
    references: ["CIS 4.12", "Security Hub CloudWatch.12", "ATT&CK T1562.007"],
    matches: [{ what: "attached", event: recordOf("ec2", "AttachInternetGateway") }],
    ignores: [{ what: "looked up", event: recordOf("ec2", "DescribeInternetGateways") }],
  },
  {
    id: "cis-route-table-change",
    title: "CIS 4.13: a route was changed",
    severity: "info",
    family: "cis",
    condition: calls("ec2", [
      "CreateRoute",
      "CreateRouteTable",
      "ReplaceRoute",
      "ReplaceRouteTableAssociation",
      "DeleteRouteTable",
      "DeleteRoute",
      "DisassociateRouteTable",
    ]),
    filterPattern:
      "{($.eventSource=ec2.amazonaws.com) && (($.eventName=CreateRoute) || ($.eventName=CreateRouteTable) || ($.eventName=ReplaceRoute) || ($.eventName=ReplaceRouteTableAssociation) || ($.eventName=DeleteRouteTable) || ($.eventName=DeleteRoute) || ($.eventName=DisassociateRouteTable))}",
    why: "A route decides where traffic goes: through the firewall, or around it.",
    likelyCauses: ["A deployment changed the network", "Somebody sends traffic through a machine of theirs"],
    nextSteps: [
      "Compare requestParameters of the event with the deployments of that account",
      "If there was none: put the route back",
    ],
    references: ["CIS 4.13", "Security Hub CloudWatch.13", "ATT&CK T1557"],
    matches: [{ what: "replaced", event: recordOf("ec2", "ReplaceRoute") }],
    ignores: [
      { what: "looked up", event: recordOf("ec2", "DescribeRouteTables") },
      { what: "another service's route", event: recordOf("appmesh", "CreateRoute") },
    ],
  },
  {
    id: "cis-vpc-change",
    title: "CIS 4.14: a VPC was changed",
    severity: "info",
    family: "cis",
    condition: field("eventName").isOneOf(
      "CreateVpc",
      "DeleteVpc",
      "ModifyVpcAttribute",
      "AcceptVpcPeeringConnection",
      "CreateVpcPeeringConnection",
      "DeleteVpcPeeringConnection",
      "RejectVpcPeeringConnection",
      "AttachClassicLinkVpc",
      "DetachClassicLinkVpc",
      "DisableVpcClassicLink",
      "EnableVpcClassicLink",
    ),
    filterPattern:
      "{($.eventName=CreateVpc) || ($.eventName=DeleteVpc) || ($.eventName=ModifyVpcAttribute) || ($.eventName=AcceptVpcPeeringConnection) || ($.eventName=CreateVpcPeeringConnection) || ($.eventName=DeleteVpcPeeringConnection) || ($.eventName=RejectVpcPeeringConnection) || ($.eventName=AttachClassicLinkVpc) || ($.eventName=DetachClassicLinkVpc) || ($.eventName=DisableVpcClassicLink) || ($.eventName=EnableVpcClassicLink)}",
    why: "Peering joins networks that were kept apart.",
    likelyCauses: ["A deployment changed the network", "Somebody joined a network to one of theirs"],
    nextSteps: [
      "Look at requestParameters of the event: which VPCs, in which accounts?",
      "If an account is not yours: delete the peering connection",
    ],
    references: ["CIS 4.14", "Security Hub CloudWatch.14", "ATT&CK T1599"],
    matches: [{ what: "a peering accepted", event: recordOf("ec2", "AcceptVpcPeeringConnection") }],
    ignores: [{ what: "looked up", event: recordOf("ec2", "DescribeVpcs") }],
  },
];
