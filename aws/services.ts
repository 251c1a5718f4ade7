import type { Sdk, Service } from "./operations";

/** A client of the SDK, by what all of them share. */
export interface Client {
  readonly config: { readonly requestHandler: object };
  send(command: object, options: { readonly abortSignal?: AbortSignal }): Promise<object>;
}

/** How the SDK calls a service. */
interface ServiceRow<Exports> {
  /** Its name in the SDK's package, which is loaded when it is called first. */
  readonly load: () => Promise<Exports>;
  readonly client: keyof Exports & string;
}

const services: { readonly [Each in Service]: ServiceRow<Sdk[Each]> } = {
  account: { load: () => import("@aws-sdk/client-account"), client: "AccountClient" },
  athena: { load: () => import("@aws-sdk/client-athena"), client: "AthenaClient" },
  cloudformation: { load: () => import("@aws-sdk/client-cloudcontrol"), client: "CloudControlClient" },
  cloudtrail: { load: () => import("@aws-sdk/client-cloudtrail"), client: "CloudTrailClient" },
  cloudwatch: { load: () => import("@aws-sdk/client-cloudwatch"), client: "CloudWatchClient" },
  dynamodb: { load: () => import("@aws-sdk/client-dynamodb"), client: "DynamoDBClient" },
  events: { load: () => import("@aws-sdk/client-eventbridge"), client: "EventBridgeClient" },
  glue: { load: () => import("@aws-sdk/client-glue"), client: "GlueClient" },
  iam: { load: () => import("@aws-sdk/client-iam"), client: "IAMClient" },
  kms: { load: () => import("@aws-sdk/client-kms"), client: "KMSClient" },
  logs: { load: () => import("@aws-sdk/client-cloudwatch-logs"), client: "CloudWatchLogsClient" },
  organizations: { load: () => import("@aws-sdk/client-organizations"), client: "OrganizationsClient" },
  s3: { load: () => import("@aws-sdk/client-s3"), client: "S3Client" },
  secretsmanager: { load: () => import("@aws-sdk/client-secrets-manager"), client: "SecretsManagerClient" },
  servicequotas: { load: () => import("@aws-sdk/client-service-quotas"), client: "ServiceQuotasClient" },
  sns: { load: () => import("@aws-sdk/client-sns"), client: "SNSClient" },
  sqs: { load: () => import("@aws-sdk/client-sqs"), client: "SQSClient" },
  states: { load: () => import("@aws-sdk/client-sfn"), client: "SFNClient" },
  sts: { load: () => import("@aws-sdk/client-sts"), client: "STSClient" },
};

/** What the SDK exports for a service. */
export class LoadedService {
  private constructor(
    private readonly exported: Readonly<Record<string, unknown>>,
    private readonly client: string,
  ) {}

  static async of(service: Service): Promise<LoadedService> {
    // That newer versions of it will want a newer Node: its version is pinned, and people can do nothing about it.
    process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";
    const { load, client } = services[service];
    return new LoadedService(await load(), client);
  }

  clientOf(settings: object): Client {
    return new (this.exported[this.client] as new (settings: object) => Client)(settings);
  }

  /** @param call as in "ListSecrets" */
  commandOf(call: string, input: object): object {
    return new (this.exported[`${call}Command`] as new (input: object) => object)(input);
  }

  /** What the SDK knows of the form of an answer. */
  formOf(call: string): unknown {
    // Type, namespace, name, traits, form of the input, form of the answer.
    return (this.exported[`${call}$`] as readonly unknown[])[5];
  }
}
