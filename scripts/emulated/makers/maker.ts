import type { AccountClients } from "../account-clients";
import type { Resource } from "../terraform-json";

/** Makes one resource in the emulator as Terraform's provider would. @returns what others may refer to */
export type Maker = (resource: Resource, clients: AccountClients) => Promise<Readonly<Record<string, string>>>;

/** Attributes of a block: of the first where there may be several. */
export function block(resource: Resource, name: string): Readonly<Record<string, unknown>> | undefined {
  const value = resource.attributes[name];
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return first as Readonly<Record<string, unknown>> | undefined;
}

export function blocks(resource: Resource, name: string): readonly Readonly<Record<string, unknown>>[] {
  return (resource.attributes[name] ?? []) as readonly Readonly<Record<string, unknown>>[];
}

export function number(resource: Resource, name: string): number | undefined {
  return resource.attributes[name] as number | undefined;
}

export function flag(resource: Resource, name: string): boolean {
  return resource.attributes[name] === true;
}
