import type { Organization } from "../../organization/organization";

/** Written only where it differs from the provider's, so that a plan shows what is special. */
export function regionOf({ homeRegion }: Organization, region: string): string | undefined {
  return region === homeRegion ? undefined : region;
}
