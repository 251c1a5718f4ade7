import type { Kind } from "./kind";

/** Of what has to be so before the first deploy, and to stay so. */
export const prerequisiteKinds = {} as const satisfies Readonly<Record<string, Kind>>;
