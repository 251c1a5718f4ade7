import { benchmark } from "./cis";
import { networkBenchmark } from "./cis-network";
import type { Detection } from "../detection";
import { code } from "./exposure-code";
import { copies } from "./exposure-copies";
import { instances } from "./exposure-instances";
import { policies } from "./exposure-policies";
import { shares } from "./exposure-shares";
import { sharing } from "./exposure-sharing";
import { waysOut } from "./exposure-ways-out";
import { identityCenter } from "./identity-center";
import { credentials } from "./identity-credentials";
import { logins } from "./identity-logins";
import { persistence } from "./identity-persistence";
import { permissions } from "./identity-permissions";
import { secretChanges } from "./secrets-changes";
import { secretsElsewhere } from "./secrets-elsewhere";
import { secretsInBulk } from "./secrets-in-bulk";
import { secretReads } from "./secrets-reads";
import { secretRotation } from "./secrets-rotation";
import { guardTampering } from "./tampering-guards";
import { configurationTampering } from "./tampering-configuration";
import { findingTampering } from "./tampering-findings";
import { organizationTampering } from "./tampering-organization";
import { readTampering } from "./tampering-reads";
import { storageTampering } from "./tampering-storage";
import { trailTampering } from "./tampering-trail";

/** Every detection, in the order in which people read about them. */
export const catalogue: readonly Detection[] = [
  ...secretReads,
  ...secretChanges,
  ...secretRotation,
  ...secretsElsewhere,
  ...secretsInBulk,
  ...trailTampering,
  ...readTampering,
  ...storageTampering,
  ...guardTampering,
  ...configurationTampering,
  ...findingTampering,
  ...organizationTampering,
  ...logins,
  ...persistence,
  ...credentials,
  ...permissions,
  ...identityCenter,
  ...sharing,
  ...copies,
  ...instances,
  ...code,
  ...shares,
  ...policies,
  ...waysOut,
  ...benchmark,
  ...networkBenchmark,
];
