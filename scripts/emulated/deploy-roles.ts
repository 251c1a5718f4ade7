import { CreatePolicyCommand, CreateRoleCommand, IAMClient, PutRolePolicyCommand } from "@aws-sdk/client-iam";

import { accountsOf, type Organization } from "../../organization/organization";
import { AccountClients } from "./account-clients";
import { byHand } from "./report";

const everything = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
});

/** What there is before the first deployment: in each account the role that deploys and its boundary, in the central ones CloudTrail's own. */
export async function deployRoles(url: string, organization: Organization): Promise<void> {
  const { deployment, management, security } = organization;
  byHand("the role that deploys, which may do everything here, and its boundary, in every account");
  for (const { id } of accountsOf(organization)) {
    const clients = await AccountClients.ofRole(url, `arn:aws:iam::${id}:role/Anybody`);
    const iam = clients.of(IAMClient, "us-east-1");
    const RoleName = deployment.roleName;
    const trust = { Effect: "Allow", Principal: { AWS: `arn:aws:iam::${security.id}:root` }, Action: "sts:AssumeRole" };
    const AssumeRolePolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement: [trust] });
    await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
    await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: "all", PolicyDocument: everything }));
    const boundary = { PolicyName: `${RoleName}Boundary`, PolicyDocument: everything };
    await iam.send(new CreatePolicyCommand(boundary));
    if (id === management.id || id === security.id) {
      // The emulator gives roles of services names of its own.
      const service = { RoleName: "AWSServiceRoleForCloudTrail", Path: "/aws-service-role/cloudtrail.amazonaws.com/" };
      await iam.send(new CreateRoleCommand({ ...service, AssumeRolePolicyDocument }));
    }
  }
}
