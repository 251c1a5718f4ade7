type Values = string | readonly string[];

/** Everybody, in one of the two forms that IAM has for it. */
export type Everybody = "*" | { readonly AWS: "*" };

/** One statement of an IAM policy, with IAM's own keys. */
export interface PolicyStatement {
  readonly Sid: string;
  readonly Effect: "Allow" | "Deny";
  /** Left out in policies of roles. Of everybody, the form of the service: see `everybody`. */
  readonly Principal?:
    | "*"
    | {
        readonly AWS?: Values;
        readonly Federated?: string;
        readonly Service?: Values;
      };
  readonly Action: Values;
  /** Left out in trust policies. */
  readonly Resource?: Values;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, Values>>>>;
}

/**
 * Everybody, as a service returns it when it is asked for a policy. IAM means the same by both forms; the provider takes
 * them for different policies, so that the other form would be a difference in every plan, and of a queue a wait in vain.
 * https://github.com/hashicorp/awspolicyequivalence
 *
 * - events: DescribeEventBus answers "*" to "*".
 * - s3: https://github.com/aws/aws-cli/blob/develop/awscli/examples/s3api/get-bucket-policy.rst
 * - sqs: the provider's acceptance tests of aws_sqs_queue_policy plan nothing after "*".
 * - secretsmanager, sns: its acceptance tests of aws_secretsmanager_secret_policy and aws_sns_topic_policy plan nothing
 *   after the longer form, and there is none with the shorter.
 * - organizations: the policy is kept as it was sent, and written as in
 *   https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_syntax.html
 */
export const everybody = {
  events: "*",
  organizations: "*",
  s3: "*",
  secretsmanager: { AWS: "*" },
  sns: { AWS: "*" },
  sqs: "*",
} as const satisfies Readonly<Record<string, Everybody>>;

/**
 * A policy as JSON text, in the form in which services return it: keys in IAM's order, a list of one as the one. Plain text,
 * not a Terraform function: a reviewer and a scanner can read it in the plan.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html
 */
export function policyDocument(statements: readonly PolicyStatement[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements.map(asReturned) });
}

function asReturned({ Sid, Effect, Principal, Action, Resource, Condition }: PolicyStatement) {
  // What is undefined is left out of the text.
  return {
    Sid,
    Effect,
    Principal: typeof Principal === "object" ? mapValues(Principal, single) : Principal,
    Action: single(Action),
    Resource: Resource === undefined ? undefined : single(Resource),
    Condition: Condition === undefined ? undefined : mapValues(Condition, (keys) => mapValues(keys, single)),
  };
}

function single(values: Values): Values {
  return typeof values !== "string" && values.length === 1 ? values[0]! : values;
}

function mapValues<From, To>(object: Readonly<Record<string, From>>, to: (value: From) => To): Record<string, To> {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, to(value)]));
}

/** Denies every request that is not over TLS. The actions are of one service, which says how it writes everybody. */
export function denyInsecureTransport(action: `${"s3" | "sns" | "sqs"}:${string}`, resources: Values): PolicyStatement {
  const service = action.split(":")[0] as "s3" | "sns" | "sqs";
  return {
    Sid: "DenyInsecureTransport",
    Effect: "Deny",
    Principal: everybody[service],
    Action: action,
    Resource: resources,
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  };
}

/**
 * Through an access point, files have another ARN than that which policies protect. The bucket has to permit such a request.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-policies.html
 */
export function denyAccessPoints(resources: Values): PolicyStatement {
  return {
    Sid: "DenyAccessPoints",
    Effect: "Deny",
    Principal: everybody.s3,
    Action: "s3:*",
    Resource: resources,
    Condition: { Null: { "s3:DataAccessPointArn": "false" } },
  };
}
