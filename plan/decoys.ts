import type { Occurrence } from "./comment/groups";
import type { ConfiguredResource, ResourceChange } from "./plan-document";
import type { Note, Verb } from "./plan-summary";
import { part, shown } from "./sensitive";

const SECRET = "aws_secretsmanager_secret";
const VERSION = "aws_secretsmanager_secret_version";

/** New decoys: whoever applies writes a made-up value, which its role may do for decoys that it knows by name alone. */
export class Decoys {
  private readonly names = new Map<string, string>();
  private readonly references = new Map<string, string>();
  private readonly fresh: { readonly address: string; readonly place: Occurrence }[] = [];

  add({ type, mode, address, change }: ResourceChange, verb: Verb | undefined, place: Occurrence): void {
    if (mode === "data") return;
    const name = shown(change, "after", "name");
    if (type === SECRET && "value" in name && typeof name.value === "string") this.names.set(address, name.value);
    const isMadeUp = (part(change.after, "secret_string_wo_version") ?? null) !== null;
    if (type === VERSION && verb === "create" && isMadeUp) this.fresh.push({ address, place });
  }

  configured({ type, address, expressions }: ConfiguredResource): void {
    if (type !== VERSION) return;
    const references = part(part(expressions, "secret_id"), "references");
    const whole = Array.isArray(references) ? (references as readonly unknown[]).at(-1) : undefined;
    if (typeof whole === "string") this.references.set(address, whole);
  }

  /** What has to be there before somebody applies. */
  notes(): readonly (readonly [Note, Occurrence])[] {
    return this.fresh.map(({ address, place }) => {
      const secret = this.references.get(address);
      const name = secret === undefined ? undefined : this.names.get(secret);
      const what =
        `writes a made-up value, which the role that applies may do for decoys of its template alone: ` +
        `let DecoyName, SecondDecoyName or ThirdDecoyName be ${name ?? "its name"} there first`;
      return [
        { kind: "first", what },
        { ...place, address: name ?? place.address },
      ];
    });
  }
}
