/** Arguments of a resource, as the stack's JSON has them. */
export type Arguments = Record<string, any>;

/** A stack's JSON, as far as mutations look at it. */
export interface StackJson {
  readonly resource: Record<string, Record<string, Arguments>>;
  readonly provider: { readonly aws: readonly Arguments[] };
}

/** One thing in the output changed to what AWS refuses, and how the judge has to name it. */
export interface Mutation {
  readonly what: string;
  /** Type of the resource that is changed. */
  readonly type: string;
  /** Configuration whose output it is. @default "everything" */
  readonly of?: string;
  /** Which resource of that type. @default the first one */
  readonly pick?: (resource: Arguments) => boolean;
  /** Takes away what would be found without the change, so that it is the change that is caught. */
  readonly before?: (resource: Arguments, stack: StackJson) => void;
  readonly change: (resource: Arguments, stack: StackJson) => void;
  /** What the finding says. */
  readonly caught: RegExp;
}

/** Changes JSON that an argument has as text. */
export function edit(resource: Arguments, key: string, change: (value: Arguments) => void): void {
  const value = JSON.parse(resource[key] as string) as Arguments;
  change(value);
  resource[key] = JSON.stringify(value);
}

/** Adds so many characters to a policy, in a statement that means nothing. */
export function pad(resource: Arguments, key: string, characters: number): void {
  edit(resource, key, ({ Statement }) => {
    const statements = Statement as Arguments[];
    const { Condition, ...rest } = statements[0]!;
    const condition = { ...(Condition as object), StringEquals: { "aws:PrincipalTag/x": "x".repeat(characters) } };
    statements.push({ ...rest, Sid: "Padding", Condition: condition });
  });
}

/** A copy of the resource under another name. */
export function twin(type: string, resource: Arguments, stack: StackJson, name = "Twin"): Arguments {
  const copy = structuredClone(resource);
  stack.resource[type]![name] = copy;
  return copy;
}
