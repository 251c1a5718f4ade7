import { existsSync } from "node:fs";

import { loadOrganization } from "../config/load-organization";
import { catalogue } from "../detections/catalogue/catalogue";
import type { Detection } from "../detections/detection";
import type { Organization } from "../organization/organization";
import { namedConfiguration } from "../config/files/configuration-file";

/**
 * The configuration; nothing where there is none and none is named.
 *
 * @throws ConfigError if there is one and it has problems, or the named one is not there
 */
export function organizationInUse(file: string): Organization | undefined {
  return namedConfiguration() !== undefined || existsSync(file) ? loadOrganization(file) : undefined;
}

/**
 * The detections of the organization; where there is no configuration and none is named, the catalogue as it is.
 *
 * @throws ConfigError if there is one and it has problems, or the named one is not there
 */
export function catalogueInUse(file: string): readonly Detection[] {
  return organizationInUse(file)?.detections ?? catalogue;
}
