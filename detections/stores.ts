import { all, any, type Condition, field } from "../patterns/condition";

/** What of a request says which values it asks for. */
export type Asked =
  /** One name. */
  | { readonly one: string }
  /** Several names; without them, whatever else the request says. */
  | { readonly list: string }
  /** All below a path. */
  | { readonly below: string };

/** A service that keeps secret values, and all that is to be known about reads of them. */
export interface Store {
  /** In event sources, `NAME.amazonaws.com`, and in ARNs. */
  readonly service: string;
  /** What one of its values is called. */
  readonly thing: "secret" | "parameter";
  /** How people make a value worthless, and with it the keys of whoever read it. */
  readonly renew: { readonly alone: string; readonly withKeys: string };
  /** The calls that return values, and where in their requests names stand. */
  readonly calls: Readonly<Record<string, Asked>>;
  /** What beside the name makes a call one that returns secret values. @default - nothing */
  readonly returnsValues?: Condition;
}

/**
 * Every store of secret values. What rules match, what messages say, and what is looked for in records comes from here, so that a
 * further store is a row, and examples of its reads.
 */
export const stores = {
  /**
   * A batch also logs one GetSecretValue for each secret.
   * https://docs.aws.amazon.com/secretsmanager/latest/userguide/cloudtrail_log_entries.html
   */
  secrets: {
    service: "secretsmanager",
    thing: "secret",
    renew: { alone: "rotate the secret", withKeys: "rotate its keys and the secret" },
    calls: { GetSecretValue: { one: "secretId" }, BatchGetSecretValue: { list: "secretIdList" } },
  },
  /**
   * Values of SecureString come in clear where decryption is asked for, and no others are secret.
   * https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html
   */
  parameters: {
    service: "ssm",
    thing: "parameter",
    renew: { alone: "change the parameter", withKeys: "rotate its keys, change the parameter" },
    calls: {
      GetParameter: { one: "name" },
      GetParameters: { list: "names" },
      GetParametersByPath: { below: "path" },
      GetParameterHistory: { one: "name" },
    },
    returnsValues: field("requestParameters.withDecryption").isTrue(),
  },
} as const satisfies Readonly<Record<string, Store>>;

export type StoreName = keyof typeof stores;

export const storeNames = Object.keys(stores) as readonly StoreName[];

/** Source in the events of EventBridge. */
export function eventBridgeSource({ service }: Pick<Store, "service">): string {
  return `aws.${service}`;
}

export function eventSource({ service }: Pick<Store, "service">): string {
  return `${service}.amazonaws.com`;
}

/** Every call for values of a store, whatever came of it. */
export function readsOf(store: Store, ...more: readonly Condition[]): Condition {
  return callsOf(store, ...(store.returnsValues === undefined ? [] : [store.returnsValues]), ...more);
}

/** The same without what makes it return secret values: a refused call may be recorded without its request. */
export function callsOf(store: Store, ...more: readonly Condition[]): Condition {
  const names = Object.keys(store.calls);
  return all(field("eventSource").equals(eventSource(store)), field("eventName").isOneOf(...names), ...more);
}

/** All of that as records show it: of a denied call the request, and with it what it asks for, may be missing. */
export function recordedReadsOf(store: Store): Condition {
  if (store.returnsValues === undefined) return callsOf(store);
  const unnamed = Object.values(store.calls).map((asked) => whereNamed(asked).isAbsent());
  return callsOf(store, any(store.returnsValues, all(denied, ...unnamed)));
}

/** Whether a call was denied. */
const denied = field("errorCode").startsWith("AccessDenied");

/** What of a record's request has names, for a condition. */
export function whereNamed(asked: Asked): ReturnType<typeof field> {
  return field(`requestParameters.${nameField(asked)}${"list" in asked ? "[]" : ""}`);
}

/** The field of a request in which names stand. */
export function nameField(asked: Asked): string {
  return "one" in asked ? asked.one : "list" in asked ? asked.list : asked.below;
}
