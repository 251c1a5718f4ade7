export type Block = Readonly<Record<string, unknown>>;

/** Blocks of a resource: one may be an object or a list of one in cdk.tf.json. */
export function blocks(value: unknown): readonly Block[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? (value as readonly Block[]) : [value as Block];
}
