/** A resource as its stack wants it. */
export interface WantedResource {
  readonly type: string;
  /** `type.id`. */
  readonly address: string;
  /** Region that it is in, its own or that of the stack's provider. */
  readonly region: string;
  /** As in cdk.tf.json; what refers to another resource is filled in where that can be known without a state, else `Unknown`. */
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** A stack of the configuration, from its Terraform JSON. */
export interface WantedStack {
  readonly name: string;
  /** 12 digits. */
  readonly account: string;
  readonly wave: string;
  readonly resources: readonly WantedResource[];
}
