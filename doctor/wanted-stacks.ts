import type { Organization } from "../organization/organization";
import type { PartitionName } from "../organization/regions";
import { asReferred, type Reference, withReferences } from "../review/stack-references";
import { type Attributes, eachStackJson, type StackJson } from "../review/stack-json";
import { type Deployment, deploymentsOf } from "../stacks/deployments";
import { computedAttributes, nameOf } from "./computed-attributes";
import { GAP, UNKNOWN } from "./unknown";
import type { WantedDataSource, WantedResource, WantedStack } from "./wanted";

/** What is known of resources that AWS gives it to: `aws_kms_key.Key_1A2B.arn`, say. */
export type Found = ReadonlyMap<string, string>;

/** A stack as it is synthesized, without a state: `knowing` fills in what was found of it in AWS. */
export class SynthesizedStack implements WantedStack {
  readonly name: string;
  readonly account: string;
  readonly wave: string;
  readonly resources: readonly WantedResource[];
  readonly dataSources: readonly WantedDataSource[];
  /** What resources refer to that does not follow from the configuration, and was not found: `type.id.attribute`. */
  readonly missing: readonly string[];

  constructor(
    private readonly deployment: Pick<Deployment, "stack" | "account" | "wave">,
    private readonly json: StackJson,
    private readonly partition: PartitionName,
    private readonly found: Found = new Map(),
  ) {
    this.name = deployment.stack;
    this.account = deployment.account.id;
    this.wave = deployment.wave;
    const missing = new Set<string>();
    this.resources = Object.entries(json.resource ?? {}).flatMap(([type, resources]) =>
      Object.entries(resources).map(([id, attributes]) => this.wanted(type, id, attributes, missing)),
    );
    this.dataSources = Object.entries(json.data ?? {}).flatMap(([type, sources]) =>
      Object.values(sources).map((attributes) => ({ type, account: this.placeOf(attributes).account })),
    );
    this.missing = [...missing];
  }

  /** The same stack with what was found of it in AWS. */
  knowing(found: Found): SynthesizedStack {
    return new SynthesizedStack(this.deployment, this.json, this.partition, new Map([...this.found, ...found]));
  }

  /** A resource by its address. */
  resource(address: string): WantedResource | undefined {
    return this.resources.find((each) => each.address === address);
  }

  private wanted(type: string, id: string, given: Attributes, missing: Set<string>): WantedResource {
    const refersTo = new Set<string>();
    const attributes = withReferences(given, (_, reference) => {
      const address = addressOf(reference);
      if (address !== undefined) refersTo.add(address);
      const value = this.valueOf(reference);
      if (value === undefined && address !== undefined) missing.add(reference.to);
      return value ?? GAP;
    });
    return {
      type,
      address: `${type}.${id}`,
      ...this.placeOf(given),
      attributes: withUnknown(attributes) as Attributes,
      refersTo: [...refersTo],
    };
  }

  private filled(value: unknown): unknown {
    return withReferences(value, (_, reference) => this.valueOf(reference) ?? GAP);
  }

  private valueOf(reference: Reference): string | undefined {
    const value = this.found.get(reference.to) ?? this.computed(reference.to);
    return typeof value === "string" ? asReferred(value, reference) : undefined;
  }

  /** What follows from the configuration: what the resource says itself, or what AWS makes of its name and place. */
  private computed(reference: string): unknown {
    const [, type, id, path] = /^(\w+)\.([\w-]+)\.([\w.[\]]+)$/.exec(reference) ?? [];
    if (type === undefined) return undefined;
    const attributes = this.json.resource?.[type]?.[id!];
    if (attributes === undefined) return undefined;
    const compute = Object.hasOwn(computedAttributes, type) ? computedAttributes[type]![path!] : undefined;
    if (compute === undefined) return this.filled(inside(attributes, path!));
    const name = this.filled(nameOf(type, attributes));
    if (typeof name !== "string" || name.includes(GAP)) return undefined;
    return compute({ name, partition: this.partition, ...this.placeOf(attributes) });
  }

  private placeOf({ provider, region }: Attributes): { account: string; region: string } {
    const providers = this.json.provider?.aws ?? [];
    const alias = typeof provider === "string" ? provider.slice("aws.".length) : undefined;
    const its = providers.find((each) => each.alias === alias) as
      { readonly region: string; readonly allowed_account_ids: readonly [string] } | undefined;
    if (its === undefined) throw new RangeError(`${this.name} has no provider ${String(provider)}.`);
    return { account: its.allowed_account_ids[0], region: typeof region === "string" ? region : its.region };
  }
}

/**
 * Stacks as the configuration wants them: those of central accounts, which have to do with each other, then those of members in the order
 * of deployment. Each is made when its turn comes.
 *
 * @param wanted names of stacks
 * @param workspace an empty directory for what is synthesized
 */
export function* wantedStacks(
  organization: Organization,
  wanted: ReadonlySet<string>,
  workspace: string,
): Generator<SynthesizedStack> {
  const all = deploymentsOf(organization).filter(({ stack }) => wanted.has(stack));
  const central = all.filter(({ member }) => member === undefined);
  const members = all.filter(({ member }) => member !== undefined);
  const deployments = new Map<string, Deployment>([...central, ...members].map((each) => [each.stack, each]));
  for (const [stack, json] of eachStackJson(organization, new Set(deployments.keys()), workspace)) {
    yield new SynthesizedStack(deployments.get(stack)!, json, organization.partition);
  }
}

/** Undefined for what is more of an expression than a reference. */
function addressOf({ to }: Reference): string | undefined {
  return /^\w+\.[\w-]+(?=\.[\w.[\]]+$)/.exec(to)?.[0];
}

/** `metric_transformation[0].name` of attributes where a list of one may be an object. */
function inside(attributes: Attributes, path: string): unknown {
  const steps = path.split(/[.[\]]+/).filter((step) => step !== "");
  let value: unknown = attributes;
  for (const step of steps) {
    if (typeof value !== "object" || value === null) return undefined;
    if (step === "0" && !Array.isArray(value)) continue;
    value = (value as Attributes)[step];
  }
  return value;
}

function withUnknown(value: unknown): unknown {
  if (value === GAP) return UNKNOWN;
  if (Array.isArray(value)) return value.map(withUnknown);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, withUnknown(each)]));
}
