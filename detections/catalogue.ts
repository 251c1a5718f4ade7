import type { Detection } from "./detection";
import { secretDetections } from "./secrets";
import { tamperingDetections } from "./tampering";

/** Every detection, in the order in which people read about them. */
export const catalogue: readonly Detection[] = [...secretDetections, ...tamperingDetections];
