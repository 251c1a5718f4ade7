import { mkdtempSync, mkdirSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { configurationFile } from "../config/files/configuration-file";
import { loadOrganization } from "../config/load-organization";
import type { Organization } from "../organization/organization";
import { affectedStacks, type AffectedStacks } from "../review/affected-stacks";
import { loadBase } from "./base-configuration";

/** Two versions of the configuration and the stacks that differ between them. */
export interface Comparison {
  /** @default - the base has no configuration */
  readonly before?: Organization;
  readonly after: Organization;
  readonly stacks: AffectedStacks;
}

/**
 * Compares the configuration with a base.
 *
 * @throws ConfigError with the problems of the one or the other
 * @throws UsageError if there is no such base
 */
export function compareWith(base: string): Comparison {
  const workspace = realpathSync(mkdtempSync(path.join(tmpdir(), "secretwatch-")));
  try {
    const after = loadOrganization(configurationFile());
    const files = path.join(workspace, "files");
    mkdirSync(files);
    const before = loadBase(base, files);
    return { before, after, stacks: affectedStacks(before, after, workspace) };
  } finally {
    rmSync(workspace, { recursive: true });
  }
}
