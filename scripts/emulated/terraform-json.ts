import { readFileSync } from "node:fs";
import path from "node:path";

import { asReferred, withReferences } from "../../review/stack-references";

export type Attributes = Readonly<Record<string, unknown>>;

interface CdkTfJson {
  readonly provider: {
    readonly aws: readonly {
      readonly alias?: string;
      readonly region: string;
      readonly assume_role: readonly { readonly role_arn: string }[];
    }[];
  };
  readonly resource: Readonly<Record<string, Readonly<Record<string, Attributes>>>>;
}

/** One stack as Terraform reads it, with what is known of the resources that were made. */
export class TerraformJson {
  readonly region: string;
  readonly roleArn: string;
  private readonly json: CdkTfJson;
  private readonly known = new Map<string, string>();

  constructor(outdir: string, stack: string) {
    this.json = JSON.parse(readFileSync(path.join(outdir, "stacks", stack, "cdk.tf.json"), "utf8")) as CdkTfJson;
    const [provider] = this.json.provider.aws;
    this.region = provider!.region;
    this.roleArn = provider!.assume_role[0]!.role_arn;
  }

  /** Types that it has resources of. */
  get types(): readonly string[] {
    return Object.keys(this.json.resource);
  }

  /** Role of the provider that makes a resource: the first, unless it names another. */
  roleArnOf(provider: string | undefined): string {
    if (provider === undefined) return this.roleArn;
    const named = this.json.provider.aws.find(({ alias }) => provider === `aws.${alias}`);
    return named!.assume_role[0]!.role_arn;
  }

  /** All resources of a type, with their references filled in. */
  resources(type: string): readonly Resource[] {
    return Object.entries(this.json.resource[type] ?? {}).map(
      ([id, attributes]) => new Resource(this, `${type}.${id}`, this.filled(attributes)),
    );
  }

  /** The one resource of a type whose Terraform id begins with a prefix. */
  resource(type: string, prefix: string): Resource {
    const found = this.resources(type).filter(({ address }) => address.startsWith(`${type}.${prefix}`));
    if (found.length !== 1) throw new Error(`There are ${found.length} ${type} that begin with "${prefix}".`);
    return found[0]!;
  }

  /** What others may refer to from now on. */
  learn(address: string, attributes: Readonly<Record<string, string>>): void {
    for (const [name, value] of Object.entries(attributes)) this.known.set(`${address}.${name}`, value);
  }

  /** What is known of a resource that was made. */
  learned(address: string, name: string): string | undefined {
    return this.known.get(`${address}.${name}`);
  }

  /** References to what was not made stay: an error for whoever reads such an attribute. */
  private filled(attributes: Attributes): Attributes {
    return withReferences(attributes, (expression, reference) => {
      const value = this.known.get(reference.to);
      return value === undefined ? `\${${expression}}` : asReferred(value, reference);
    }) as Attributes;
  }
}

/** Something refers to what was not made. */
export class NotMadeYet extends Error {}

/** One resource; what is asked for has to be there. */
export class Resource {
  constructor(
    private readonly stack: TerraformJson,
    readonly address: string,
    readonly attributes: Attributes,
  ) {}

  get region(): string {
    return this.optional("region") ?? this.stack.region;
  }

  /** Role of the provider that makes it. */
  get roleArn(): string {
    return this.stack.roleArnOf(this.attributes.provider as string | undefined);
  }

  /** @throws NotMadeYet if anything of it refers to what was not made */
  assertKnown(): void {
    // Of conditions, the emulator checks none.
    const attributes = JSON.stringify({ ...this.attributes, lifecycle: undefined });
    const [unknown] = /\$\{[^}]*\baws_[^}]*\}/.exec(attributes) ?? [];
    if (unknown !== undefined) throw new NotMadeYet(`${this.address} refers to what is not known: ${unknown}`);
  }

  text(name: string): string {
    const value = this.optional(name);
    if (value === undefined) throw new Error(`${this.address} has no ${name}.`);
    return value;
  }

  optional(name: string): string | undefined {
    const value = this.attributes[name];
    if (typeof value !== "string") return undefined;
    const [unknown] = /\$\{[^}]*\baws_[^}]*\}/.exec(value) ?? [];
    if (unknown !== undefined) throw new NotMadeYet(`${this.address}: ${name} refers to what is not known: ${unknown}`);
    return value;
  }

  /** What it got when it was made. */
  learned(name: string): string {
    const value = this.stack.learned(this.address, name);
    if (value === undefined) throw new Error(`${this.address} was not made.`);
    return value;
  }

  learn(attributes: Readonly<Record<string, string>>): void {
    this.stack.learn(this.address, attributes);
  }
}
