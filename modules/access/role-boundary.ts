import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { Aspects } from "cdktf";
import type { Construct } from "constructs";

/**
 * Gives every role that a scope makes, now or later, a permissions boundary: whatever its own policies allow, it does no more
 * than the boundary allows as well.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
 */
export function boundRoles(scope: Construct, boundaryArn: string): void {
  Aspects.of(scope).add({
    visit(node) {
      if (node instanceof IamRole) node.permissionsBoundary = boundaryArn;
    },
  });
}
