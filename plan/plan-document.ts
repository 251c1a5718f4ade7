/**
 * What plan-summary reads of `terraform show -json <plan>`; everything else is passed over.
 * https://developer.hashicorp.com/terraform/internals/json-format
 */
export interface PlanDocument {
  readonly format_version?: string;
  /** Terraform stopped with an error while it planned. */
  readonly errored?: boolean;
  /** False where it is a part, because of -target or something deferred. From Terraform 1.8 on; OpenTofu never says it. */
  readonly complete?: boolean;
  /** Whether there is anything to apply, outputs and refreshed state included. From Terraform 1.7 on; OpenTofu never says it. */
  readonly applyable?: boolean;
  readonly resource_changes?: readonly ResourceChange[];
  /** What changed outside of Terraform. */
  readonly resource_drift?: readonly ResourceChange[];
  readonly output_changes?: Readonly<Record<string, Change>>;
  readonly checks?: readonly CheckResult[];
  readonly configuration?: {
    readonly provider_config?: Readonly<Record<string, ProviderConfig>>;
    readonly root_module?: ConfiguredModule;
  };
}

export type Action = "no-op" | "create" | "read" | "update" | "delete" | "forget";

export type Attributes = Readonly<Record<string, unknown>>;

export interface Change {
  readonly actions: readonly Action[];
  readonly before?: unknown;
  readonly after?: unknown;
  /** Has `true` where the value is known after the apply only. */
  readonly after_unknown?: unknown;
  /** Has `true` where the value must not be shown. */
  readonly before_sensitive?: unknown;
  readonly after_sensitive?: unknown;
  readonly replace_paths?: readonly (readonly (string | number)[])[];
  readonly importing?: { readonly id?: string } | null;
}

export interface ResourceChange {
  readonly address: string;
  readonly mode?: string;
  readonly type: string;
  /** Where it was before it was moved. */
  readonly previous_address?: string;
  /** What is left of an earlier replacement. */
  readonly deposed?: string;
  readonly change: Change;
}

export interface CheckResult {
  readonly address?: { readonly to_display?: string };
  readonly status?: string;
  readonly instances?: readonly {
    readonly address?: { readonly to_display?: string };
    readonly status?: string;
    readonly problems?: readonly { readonly message?: string }[];
  }[];
}

export interface ProviderConfig {
  readonly alias?: string;
  readonly expressions?: {
    readonly allowed_account_ids?: { readonly constant_value?: readonly string[] };
  };
}

export interface ConfiguredResource {
  readonly address: string;
  readonly mode?: string;
  readonly type: string;
  /** Of each argument a value, or what it refers to. */
  readonly expressions?: unknown;
}

export interface ConfiguredModule {
  readonly resources?: readonly ConfiguredResource[];
  readonly module_calls?: Readonly<Record<string, { readonly module?: ConfiguredModule }>>;
}
