/** One statement of an IAM policy, with IAM's own keys. */
export interface PolicyStatement {
  readonly Sid: string;
  readonly Effect: "Allow" | "Deny";
  /** Left out in policies of roles. */
  readonly Principal?:
    | "*"
    | {
        readonly AWS?: string | readonly string[];
        readonly Federated?: string;
        readonly Service?: string | readonly string[];
      };
  readonly Action: string | readonly string[];
  /** Left out in trust policies. */
  readonly Resource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/**
 * A policy as JSON text. Plain text, not a Terraform function: a reviewer and a scanner can read it in the plan.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html
 */
export function policyDocument(statements: readonly PolicyStatement[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}

/** Denies every request that is not over TLS. */
export function denyInsecureTransport(action: string, resources: string | readonly string[]): PolicyStatement {
  return {
    Sid: "DenyInsecureTransport",
    Effect: "Deny",
    Principal: "*",
    Action: action,
    Resource: resources,
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  };
}
