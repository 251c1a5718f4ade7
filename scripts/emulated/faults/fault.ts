import type { KindId } from "../../../doctor/kinds";
import type { AccountClients } from "../account-clients";
import type { Resource } from "../terraform-json";

/** A resource that is there in the emulator. */
export interface There {
  readonly resource: Resource;
  readonly clients: AccountClients;
  /** Makes it as its stack has it, in the place of what is there now. */
  readonly again: () => Promise<void>;
}

/** The one resource of a type whose Terraform id begins so, in a stack. */
export type Find = (stack: string, type: string, prefix?: string) => There;

/** Something that somebody did by hand, and that Terraform or nobody would notice. */
export interface Fault {
  readonly what: string;
  /** What doctor has to say: this, and nothing else. */
  readonly kind: KindId;
  /** Stacks that are looked at: where it is, and where it could be seen. */
  readonly stacks: readonly string[];
  readonly plant: (find: Find) => Promise<unknown>;
  readonly mend: (find: Find) => Promise<unknown>;
}

/** A policy that lets everybody in. */
export function openPolicy(action: string, resource: string): string {
  const statement = { Sid: "Everybody", Effect: "Allow", Principal: "*", Action: action, Resource: resource };
  return JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
}
