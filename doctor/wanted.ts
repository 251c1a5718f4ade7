/** A resource as its stack wants it. */
export interface WantedResource {
  readonly type: string;
  /** `type.id`. */
  readonly address: string;
  /** Account that it is in, by the provider that makes it. 12 digits. */
  readonly account: string;
  /** Region that it is in, its own or that of the stack's provider. */
  readonly region: string;
  /**
   * As in cdk.tf.json; what refers to another resource is filled in where that can be known without a state: `UNKNOWN` otherwise, and
   * `GAP` in a text that has more than that.
   */
  readonly attributes: Readonly<Record<string, unknown>>;
  /** Addresses of what it refers to, in its stack. */
  readonly refersTo: readonly string[];
}

/** A data source, which Terraform reads while it plans. */
export interface WantedDataSource {
  readonly type: string;
  /** Account that it is read in, by its provider. 12 digits. */
  readonly account: string;
}

/** A stack of the configuration, from its Terraform JSON. */
export interface WantedStack {
  readonly name: string;
  /** 12 digits. */
  readonly account: string;
  readonly wave: string;
  readonly resources: readonly WantedResource[];
  readonly dataSources: readonly WantedDataSource[];
}
