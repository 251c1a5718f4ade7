import type { PolicyStatement } from "../../modules/access/policy-document";
import { resourceTypes } from "../../resources/resource-types";
import type { Synthesized } from "./synthesized";

export interface SynthesizedPolicy {
  /** Terraform address of the resource. */
  readonly address: string;
  readonly type: string;
  readonly attribute: string;
  readonly text: string;
  readonly statements: readonly PolicyStatement[];
}

/** Every policy of a stack. */
export function policiesIn({ resource = {} }: Synthesized): readonly SynthesizedPolicy[] {
  return Object.entries(resource).flatMap(([type, byId]) =>
    Object.entries(byId).flatMap(([id, values]) =>
      (resourceTypes[type]?.policies ?? []).flatMap((attribute) => {
        const text = values[attribute];
        if (typeof text !== "string") return [];
        const { Statement: statements } = JSON.parse(text) as { Statement: PolicyStatement[] };
        return [{ address: `${type}.${id}`, type, attribute, text, statements }];
      }),
    ),
  );
}

/** Sids of a policy, in order: exactly these statements. */
export function sidsOf(policy: string): readonly string[] {
  return (JSON.parse(policy) as { Statement: PolicyStatement[] }).Statement.map(({ Sid }) => Sid);
}
