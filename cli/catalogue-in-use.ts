import { existsSync } from "node:fs";

import { loadOrganization } from "../config/load-organization";
import { catalogue } from "../detections/catalogue/catalogue";
import { accountsOf } from "../organization/organization";
import type { Detection } from "../detections/detection";
import { namedConfiguration } from "../config/files/configuration-file";

/**
 * The detections of the organization; where there is no configuration and none is named, the catalogue as it is.
 *
 * @throws ConfigError if there is one and it has problems, or the named one is not there
 */
export function catalogueInUse(file: string): readonly Detection[] {
  return isThere(file) ? loadOrganization(file).detections : catalogue;
}

/**
 * Ids of the organization's accounts by name; none where there is no configuration and none is named.
 *
 * @throws ConfigError if there is one and it has problems, or the named one is not there
 */
export function accountIdsInUse(file: string): ReadonlyMap<string, string> {
  return new Map(isThere(file) ? accountsOf(loadOrganization(file)).map(({ name, id }) => [name, id]) : []);
}

function isThere(file: string): boolean {
  return namedConfiguration() !== undefined || existsSync(file);
}
