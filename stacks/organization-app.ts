import { App } from "cdktf";

import type { Organization } from "../organization/organization";
import { OUTPUT_DIRECTORY, type AccountStack } from "./account-stack";
import { deploymentsOf } from "./deployments";
import { withoutStackTraces } from "./cdktf/without-stack-traces";

/** The CDKTF app of an organization: one stack for each account, in the order in which they are deployed. */
export class OrganizationApp extends App {
  readonly stacks: readonly AccountStack[];

  /**
   * @param outdir directory of the output. @default - cdktf.out, or what the CDKTF CLI asks for
   * @param writeTo where it is written first; the content is that of `outdir`. @default - there
   */
  constructor(organization: Organization, outdir?: string, writeTo = outdir) {
    // Stack traces would put the directory of this machine into the output.
    super({ outdir: writeTo, stackTraces: false });
    this.node.setContext(OUTPUT_DIRECTORY, outdir ?? this.outdir);

    this.stacks = withoutStackTraces(() => this.addStacks(organization));
  }

  private addStacks(organization: Organization): readonly AccountStack[] {
    const stacks = new Map<string, AccountStack>();
    for (const { stack, dependsOn, addTo } of deploymentsOf(organization)) {
      const added = addTo(this);
      for (const each of dependsOn) added.addDependency(stacks.get(each)!);
      stacks.set(stack, added);
    }
    return [...stacks.values()];
  }

  override synth(): void {
    withoutStackTraces(() => {
      super.synth();
    });
  }
}
