import { readFileSync } from "node:fs";
import path from "node:path";

import { App, Manifest } from "cdktf";

import type { Organization } from "../config/organization";
import { LogArchiveStack } from "../stacks/log-archive-stack";
import { ManagementStack } from "../stacks/management-stack";
import { MemberStack } from "../stacks/member-stack";
import { PipelineStack } from "../stacks/pipeline-stack";
import { SecurityStack } from "../stacks/security-stack";
import { withoutStackTraces } from "../stacks/without-stack-traces";

export type Attributes = Readonly<Record<string, unknown>>;

/** cdk.tf.json of a stack. */
export interface StackJson {
  readonly provider?: { readonly aws?: readonly Attributes[] };
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Attributes>>>>;
  readonly removed?: readonly { readonly from: string; readonly lifecycle?: { readonly destroy?: boolean } }[];
}

/**
 * Synthesizes some stacks of an organization and no others.
 *
 * @param workspace an empty directory for what CDKTF writes
 */
export function stackJson(
  organization: Organization,
  stacks: ReadonlySet<string>,
  workspace: string,
): ReadonlyMap<string, StackJson> {
  if (stacks.size === 0) return new Map();
  withoutStackTraces(() => {
    const app = new App({ outdir: workspace, stackTraces: false });
    addStacks(app, organization, stacks);
    app.synth();
  });
  return new Map(
    [...stacks].map((stack) => {
      const file = path.join(workspace, Manifest.stacksFolder, stack, "cdk.tf.json");
      return [stack, JSON.parse(readFileSync(file, "utf8")) as StackJson] as const;
    }),
  );
}

function addStacks(app: App, organization: Organization, stacks: ReadonlySet<string>): void {
  const { logArchive, members, pipeline } = organization;
  if (stacks.has("security")) new SecurityStack(app, organization);
  if (stacks.has("log-archive") && logArchive !== undefined) new LogArchiveStack(app, organization, logArchive);
  if (stacks.has("management")) new ManagementStack(app, organization);
  for (const member of members) {
    if (stacks.has(`member-${member.name}`)) new MemberStack(app, organization, member);
  }
  if (stacks.has("pipeline") && pipeline !== undefined) new PipelineStack(app, organization, pipeline);
}
