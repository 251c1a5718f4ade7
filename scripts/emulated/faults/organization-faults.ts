import {
  DisableAWSServiceAccessCommand,
  EnableAWSServiceAccessCommand,
  OrganizationsClient,
} from "@aws-sdk/client-organizations";

import type { Fault, Find } from "./fault";

const STACKS = ["management"];

const ServicePrincipal = "cloudtrail.amazonaws.com";

const organizations = (find: Find) => find("management", "aws_iam_role").clients.of(OrganizationsClient, "us-east-1");

/** Of the organization. */
export const organizationFaults: readonly Fault[] = [
  {
    what: "CloudTrail may not look at the organization any more",
    kind: "trusted-access-missing",
    stacks: STACKS,
    plant: (find) => organizations(find).send(new DisableAWSServiceAccessCommand({ ServicePrincipal })),
    mend: (find) => organizations(find).send(new EnableAWSServiceAccessCommand({ ServicePrincipal })),
  },
];
