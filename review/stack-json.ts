import { mkdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";

import { App, Manifest } from "cdktf";

import type { Organization } from "../organization/organization";
import { type Deployment, deploymentsOf } from "../stacks/deployments";
import { withoutStackTraces } from "../stacks/cdktf/without-stack-traces";

export type Attributes = Readonly<Record<string, unknown>>;

/** cdk.tf.json of a stack. */
export interface StackJson {
  readonly provider?: { readonly aws?: readonly Attributes[] };
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Attributes>>>>;
  readonly data?: Readonly<Record<string, Readonly<Record<string, Attributes>>>>;
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
  return new Map(eachStackJson(organization, stacks, workspace));
}

/** Stacks that are made and written at a time. */
const AT_ONCE = 32;

/**
 * The same one after the other, as all stacks of a large organization are more than should be in memory. Some are made when the first of
 * them is asked for.
 */
export function* eachStackJson(
  organization: Organization,
  stacks: ReadonlySet<string>,
  workspace: string,
): Generator<readonly [stack: string, json: StackJson]> {
  const deployments = new Map<string, Deployment>(deploymentsOf(organization).map((each) => [each.stack, each]));
  const names = [...stacks];
  const outdir = path.join(workspace, "synthesized");
  for (let first = 0; first < names.length; first += AT_ONCE) {
    const some = names.slice(first, first + AT_ONCE);
    mkdirSync(outdir, { recursive: true });
    withoutStackTraces(() => {
      const app = new App({ outdir, stackTraces: false });
      for (const stack of some) deployments.get(stack)?.addTo(app);
      app.synth();
    });
    for (const stack of some) yield [stack, jsonOf(outdir, stack)];
    rmSync(outdir, { recursive: true });
  }
}

/** All stacks that a synth wrote to a directory. */
export function stacksIn(outdir: string): ReadonlyMap<string, StackJson> {
  const manifest = JSON.parse(readFileSync(path.join(outdir, Manifest.fileName), "utf8")) as {
    readonly stacks: Readonly<Record<string, unknown>>;
  };
  return new Map(Object.keys(manifest.stacks).map((stack) => [stack, jsonOf(outdir, stack)]));
}

function jsonOf(outdir: string, stack: string): StackJson {
  return JSON.parse(readFileSync(path.join(outdir, Manifest.stacksFolder, stack, "cdk.tf.json"), "utf8")) as StackJson;
}
