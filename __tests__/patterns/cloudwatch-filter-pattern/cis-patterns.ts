/**
 * The patterns that the CIS AWS Foundations Benchmark prescribes, as Security Hub compares them, and an event for each.
 * https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html
 */
export const CIS_PATTERNS: readonly { readonly control: string; readonly text: string; readonly event: object }[] = [
  {
    control: "CloudWatch.1",
    text: '{$.userIdentity.type="Root" && $.userIdentity.invokedBy NOT EXISTS && ' + '$.eventType !="AwsServiceEvent"}',
    event: { userIdentity: { type: "Root" }, eventType: "AwsApiCall" },
  },
  {
    control: "CloudWatch.2",
    text: '{($.errorCode="*UnauthorizedOperation") || ($.errorCode="AccessDenied*")}',
    event: { errorCode: "Client.UnauthorizedOperation" },
  },
  {
    control: "CloudWatch.3",
    text:
      '{ ($.eventName = "ConsoleLogin") && ($.additionalEventData.MFAUsed != "Yes") && ' +
      '($.userIdentity.type = "IAMUser") && ($.responseElements.ConsoleLogin = "Success") }',
    event: {
      eventName: "ConsoleLogin",
      additionalEventData: { MFAUsed: "No" },
      userIdentity: { type: "IAMUser" },
      responseElements: { ConsoleLogin: "Success" },
    },
  },
  {
    control: "CloudWatch.4",
    text:
      "{($.eventSource=iam.amazonaws.com) && (($.eventName=DeleteGroupPolicy) || " +
      "($.eventName=DeleteRolePolicy) || ($.eventName=DeleteUserPolicy) || ($.eventName=PutGroupPolicy) || " +
      "($.eventName=PutRolePolicy) || ($.eventName=PutUserPolicy) || ($.eventName=CreatePolicy) || " +
      "($.eventName=DeletePolicy) || ($.eventName=CreatePolicyVersion) || " +
      "($.eventName=DeletePolicyVersion) || ($.eventName=AttachRolePolicy) || " +
      "($.eventName=DetachRolePolicy) || ($.eventName=AttachUserPolicy) || " +
      "($.eventName=DetachUserPolicy) || ($.eventName=AttachGroupPolicy) || " +
      "($.eventName=DetachGroupPolicy))}",
    event: { eventSource: "iam.amazonaws.com", eventName: "DetachGroupPolicy" },
  },
  {
    control: "CloudWatch.5",
    text:
      "{($.eventName=CreateTrail) || ($.eventName=UpdateTrail) || ($.eventName=DeleteTrail) || " +
      "($.eventName=StartLogging) || ($.eventName=StopLogging)}",
    event: { eventName: "StopLogging" },
  },
  {
    control: "CloudWatch.6",
    text: '{($.eventName=ConsoleLogin) && ($.errorMessage="Failed authentication")}',
    event: { eventName: "ConsoleLogin", errorMessage: "Failed authentication" },
  },
  {
    control: "CloudWatch.7",
    text: "{($.eventSource=kms.amazonaws.com) && (($.eventName=DisableKey) || " + "($.eventName=ScheduleKeyDeletion))}",
    event: { eventSource: "kms.amazonaws.com", eventName: "ScheduleKeyDeletion" },
  },
  {
    control: "CloudWatch.8",
    text:
      "{($.eventSource=s3.amazonaws.com) && (($.eventName=PutBucketAcl) || " +
      "($.eventName=PutBucketPolicy) || ($.eventName=PutBucketCors) || ($.eventName=PutBucketLifecycle) || " +
      "($.eventName=PutBucketReplication) || ($.eventName=DeleteBucketPolicy) || " +
      "($.eventName=DeleteBucketCors) || ($.eventName=DeleteBucketLifecycle) || " +
      "($.eventName=DeleteBucketReplication))}",
    event: { eventSource: "s3.amazonaws.com", eventName: "PutBucketPolicy" },
  },
  {
    control: "CloudWatch.9",
    text:
      "{($.eventSource=config.amazonaws.com) && (($.eventName=StopConfigurationRecorder) || " +
      "($.eventName=DeleteDeliveryChannel) || ($.eventName=PutDeliveryChannel) || " +
      "($.eventName=PutConfigurationRecorder))}",
    event: { eventSource: "config.amazonaws.com", eventName: "StopConfigurationRecorder" },
  },
  {
    control: "CloudWatch.10",
    text:
      "{($.eventName=AuthorizeSecurityGroupIngress) || ($.eventName=AuthorizeSecurityGroupEgress) || " +
      "($.eventName=RevokeSecurityGroupIngress) || ($.eventName=RevokeSecurityGroupEgress) || " +
      "($.eventName=CreateSecurityGroup) || ($.eventName=DeleteSecurityGroup)}",
    event: { eventName: "AuthorizeSecurityGroupIngress" },
  },
  {
    control: "CloudWatch.11",
    text:
      "{($.eventName=CreateNetworkAcl) || ($.eventName=CreateNetworkAclEntry) || " +
      "($.eventName=DeleteNetworkAcl) || ($.eventName=DeleteNetworkAclEntry) || " +
      "($.eventName=ReplaceNetworkAclEntry) || ($.eventName=ReplaceNetworkAclAssociation)}",
    event: { eventName: "ReplaceNetworkAclAssociation" },
  },
  {
    control: "CloudWatch.12",
    text:
      "{($.eventName=CreateCustomerGateway) || ($.eventName=DeleteCustomerGateway) || " +
      "($.eventName=AttachInternetGateway) || ($.eventName=CreateInternetGateway) || " +
      "($.eventName=DeleteInternetGateway) || ($.eventName=DetachInternetGateway)}",
    event: { eventName: "DetachInternetGateway" },
  },
  {
    control: "CloudWatch.13",
    text:
      "{($.eventSource=ec2.amazonaws.com) && (($.eventName=CreateRoute) || " +
      "($.eventName=CreateRouteTable) || ($.eventName=ReplaceRoute) || " +
      "($.eventName=ReplaceRouteTableAssociation) || ($.eventName=DeleteRouteTable) || " +
      "($.eventName=DeleteRoute) || ($.eventName=DisassociateRouteTable))}",
    event: { eventSource: "ec2.amazonaws.com", eventName: "DisassociateRouteTable" },
  },
  {
    control: "CloudWatch.14",
    text:
      "{($.eventName=CreateVpc) || ($.eventName=DeleteVpc) || ($.eventName=ModifyVpcAttribute) || " +
      "($.eventName=AcceptVpcPeeringConnection) || ($.eventName=CreateVpcPeeringConnection) || " +
      "($.eventName=DeleteVpcPeeringConnection) || ($.eventName=RejectVpcPeeringConnection) || " +
      "($.eventName=AttachClassicLinkVpc) || ($.eventName=DetachClassicLinkVpc) || " +
      "($.eventName=DisableVpcClassicLink) || ($.eventName=EnableVpcClassicLink)}",
    event: { eventName: "EnableVpcClassicLink" },
  },
  {
    control: "CIS 4.15",
    text:
      '{ ($.eventSource = organizations.amazonaws.com) && (($.eventName = "AcceptHandshake") || ' +
      '($.eventName = "AttachPolicy") || ($.eventName = "CreateAccount") || ' +
      '($.eventName = "CreateOrganizationalUnit") || ($.eventName = "CreatePolicy") || ' +
      '($.eventName = "DeclineHandshake") || ($.eventName = "DeleteOrganization") || ' +
      '($.eventName = "DeleteOrganizationalUnit") || ($.eventName = "DeletePolicy") || ' +
      '($.eventName = "DetachPolicy") || ($.eventName = "DisablePolicyType") || ' +
      '($.eventName = "EnablePolicyType") || ($.eventName = "InviteAccountToOrganization") || ' +
      '($.eventName = "LeaveOrganization") || ($.eventName = "MoveAccount") || ' +
      '($.eventName = "RemoveAccountFromOrganization") || ($.eventName = "UpdatePolicy") || ' +
      '($.eventName = "UpdateOrganizationalUnit")) }',
    event: { eventSource: "organizations.amazonaws.com", eventName: "LeaveOrganization" },
  },
];
