import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

import { small } from "./edited-organization";
import { root } from "./synthesized";
import { temporaryDirectory } from "./temporary-directory";

/** An executable that plays Terraform: what it does is said in its file. */
export const fakeTerraform = path.join(root, "__tests__/support/terraform-player.cjs");

/** What it does, by stack or `*`, and by command. */
export type Scenario = Readonly<
  Record<
    string,
    | string
    | Readonly<
        Record<
          string,
          {
            readonly status?: number;
            readonly stdout?: string;
            readonly stderr?: string;
            readonly hangs?: "kindly" | "deaf";
            readonly file?: string;
          }
        >
      >
  >
>;

/** A directory with an organization and what the fake does in it. */
export function directoryWith(scenario: Scenario, organization = small): string {
  return temporaryDirectory({ "organization.yaml": organization, "fake-terraform.json": JSON.stringify(scenario) });
}

/** What it was asked in a directory, in order. */
export function askedIn(directory: string): readonly string[] {
  const file = path.join(directory, "fake-terraform.log");
  return existsSync(file) ? readFileSync(file, "utf8").trimEnd().split("\n") : [];
}

/** As which role it was asked in a directory, and with which arguments, in order. */
export function detailsIn(directory: string): readonly string[] {
  return readFileSync(path.join(directory, "fake-terraform.details"), "utf8").trimEnd().split("\n");
}

/** What Terraform prints of a problem with `-json`. */
export function diagnostic(summary: string, detail: string): string {
  return `${JSON.stringify({ type: "diagnostic", diagnostic: { severity: "error", summary, detail } })}\n`;
}
