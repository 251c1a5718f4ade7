/** What is lost with a resource that can't be made again as it was. */
export interface Stateful {
  /** What people call it. */
  readonly noun: string;
  /** A sentence that follows "Lost:". */
  readonly lost: string;
}

/** What a plan has to know of a type, whoever makes resources of it. */
export interface PlannedType {
  /** False where Terraform makes it again as it was. */
  readonly stateful: Stateful | false;
  /**
   * Attributes that hold its policy, also while a plan does not know their text. Not the `policy` of a queue, a topic, a bucket or a
   * secret: the provider reads there what a resource of its own holds.
   */
  readonly policies: readonly string[];
  /**
   * Attributes that the provider never reads, and sends with another change only: after an import they are set in the state.
   * @default - none
   */
  readonly inStateAlone?: readonly string[];
}

/** A type of the stacks. A row is complete, or does not compile. */
export interface ResourceType extends PlannedType {
  /** AWS actions of refreshing and planning. */
  readonly plan: readonly string[];
  /** AWS actions of creating, changing and destroying, beside those. */
  readonly apply: readonly string[];
  /**
   * Attributes at the top that the provider can't change in place (ForceNew, RequiresReplace): it makes the resource anew. Another
   * region does so with everything that is of a region.
   */
  readonly replacedBy: readonly string[];
  /** Global where the provider knows no `region` of it, and so makes nothing anew in another one. */
  readonly scope: "global" | "regional";
}

/** A data source, which Terraform reads while it plans. */
export interface DataSource {
  readonly plan: readonly string[];
}

/** Actions of a service, their names with spaces between them. */
export function actions(service: string, names: string): readonly string[] {
  return names.split(" ").map((name) => `${service}:${name}`);
}

/** Of whoever makes what assumes a role. */
export const passRole = actions("iam", "PassRole");

/** Of whoever makes the first resource of a service that has a role of its own. */
export const serviceLinkedRole = actions("iam", "CreateServiceLinkedRole GetRole");
