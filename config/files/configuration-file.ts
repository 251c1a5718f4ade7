/** The file that ORGANIZATION names; an empty name counts as none. */
export function namedConfiguration(): string | undefined {
  const named = process.env.ORGANIZATION ?? "";
  return named === "" ? undefined : named;
}

export function configurationFile(): string {
  return namedConfiguration() ?? "organization.yaml";
}
