import { readFileSync } from "node:fs";
import path from "node:path";

import { App } from "cdktf";

import type { MemberAccount, Organization } from "../../organization/organization";
import { SecurityStack } from "../../stacks/security-stack";
import { exampleOrganization, type Synthesized } from "./synthesized";
import { temporaryDirectory } from "./temporary-directory";

/** The stack of the security account without those of the others: what Terraform sees. */
export function securityStackOf(organization: Organization): Synthesized {
  const outdir = temporaryDirectory();
  const app = new App({ outdir });
  new SecurityStack(app, "security", organization);
  app.synth();
  return JSON.parse(readFileSync(path.join(outdir, "stacks/security/cdk.tf.json"), "utf8")) as Synthesized;
}

/** The example with so many members, each of them its first one under another name. */
export function organizationOf(members: number): Organization {
  const organization = exampleOrganization();
  const [first] = organization.members;
  return {
    ...organization,
    members: Array.from({ length: members }, (_, index): MemberAccount => ({
      ...first!,
      name: `member-${index}`,
      id: String(300_000_000_000 + index),
    })),
  };
}
