import { App } from "cdktf";

import type { Organization } from "../config/organization";
import type { AccountStack } from "./account-stack";
import { LogArchiveStack } from "./log-archive-stack";
import { ManagementStack } from "./management-stack";
import { MemberStack } from "./member-stack";
import { PipelineStack } from "./pipeline-stack";
import { SecurityStack } from "./security-stack";
import { withoutStackTraces } from "./without-stack-traces";

/** The CDKTF app of an organization: one stack for each account, in the order in which they are deployed. */
export class OrganizationApp extends App {
  readonly stacks: readonly AccountStack[];

  /** @param outdir directory of the output. @default - cdktf.out, or what the CDKTF CLI asks for */
  constructor(organization: Organization, outdir?: string) {
    // Stack traces would put the directory of this machine into the output.
    super({ outdir, stackTraces: false });

    this.stacks = withoutStackTraces(() => this.addStacks(organization));
  }

  private addStacks(organization: Organization): readonly AccountStack[] {
    const { logArchive, members } = organization;
    const security = new SecurityStack(this, organization);
    const central = [
      security,
      ...(logArchive === undefined ? [] : [new LogArchiveStack(this, organization, logArchive)]),
    ];
    const management = new ManagementStack(this, organization);
    for (const stack of central) management.addDependency(stack);
    // They send to the bus of the security account.
    for (const stack of central.slice(1)) stack.addDependency(security);

    const memberStacks = members.map((member) => {
      const stack = new MemberStack(this, organization, member);
      stack.addDependency(management);
      return stack;
    });
    const { pipeline } = organization;
    const pipelineStacks = pipeline === undefined ? [] : [new PipelineStack(this, organization, pipeline)];
    return [...central, management, ...memberStacks, ...pipelineStacks];
  }

  override synth(): void {
    withoutStackTraces(() => {
      super.synth();
    });
  }
}
