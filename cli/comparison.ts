import { mkdtempSync, mkdirSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { configurationFile } from "../config/files/configuration-file";
import { loadOrganization } from "../config/load-organization";
import type { Organization } from "../organization/organization";
import { affectedStacks, type AffectedStacks } from "../review/affected-stacks";
import { stacksOfUpgrade, type Upgrade } from "../review/upgrade";
import { madeByBase } from "./base-code";
import { loadBase } from "./base-configuration";
import { version } from "./package-root";

/** Two versions of the configuration and the stacks that differ between them. */
export interface Comparison {
  /** @default - the base has no configuration */
  readonly before?: Organization;
  readonly after: Organization;
  readonly stacks: AffectedStacks;
  /** @default - both are read by the same Secretwatch */
  readonly upgrade?: Upgrade;
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
    const found = loadBase(base, files);
    const before = found?.organization;
    const made = found === undefined ? undefined : madeByBase(found, workspace);
    return {
      before,
      after,
      stacks: affectedStacks(before, after, workspace, made?.stacks),
      upgrade:
        before === undefined || made === undefined
          ? undefined
          : { from: made.version, to: version(), stacks: stacksOfUpgrade(before, made.stacks, workspace) },
    };
  } finally {
    rmSync(workspace, { recursive: true });
  }
}
