/** Something that AWS or the provider would refuse. */
export interface Finding {
  readonly what: string;
  /** Where AWS says so. */
  readonly basis: string;
  /** Stack and address of each resource that it is true of. */
  readonly places: readonly string[];
  /** What stands in the first place. */
  readonly value?: string | null;
}
