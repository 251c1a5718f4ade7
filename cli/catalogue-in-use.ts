import { existsSync } from "node:fs";

import { loadOrganization } from "../config/load-organization";
import { catalogue } from "../detections/catalogue";
import type { Detection } from "../detections/detection";

/**
 * The detections of the organization; where there is no configuration, the catalogue as it is.
 *
 * @throws ConfigError if there is one and it has problems
 */
export function catalogueInUse(file: string): readonly Detection[] {
  return existsSync(file) ? loadOrganization(file).detections : catalogue;
}
