import type { LiveType } from "./live-type";

/** How doctor sees each type of resources. */
export const liveTypes: Readonly<Record<string, LiveType>> = {};
