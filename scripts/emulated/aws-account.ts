/** Services that speak JSON, with the names of their protocols. */
const jsonServices = {
  dynamodb: { target: "DynamoDB_20120810", version: "1.0" },
  events: { target: "AWSEvents", version: "1.1" },
  logs: { target: "Logs_20140328", version: "1.1" },
  secretsmanager: { target: "secretsmanager", version: "1.1" },
  sqs: { target: "AmazonSQS", version: "1.0" },
  states: { target: "AWSStepFunctions", version: "1.0" },
} as const;

export type JsonService = keyof typeof jsonServices;

/** An answer that is no success. */
export class RefusedCall extends Error {}

/** Calls the emulator in the name of one account. */
export class AwsAccount {
  private constructor(
    private readonly url: string,
    readonly id: string,
    private readonly accessKeyId: string,
  ) {}

  /** Assumes a role: the access key that comes with it belongs to the role's account. */
  static async assume(url: string, roleArn: string): Promise<AwsAccount> {
    const anybody = new AwsAccount(url, "none", "none");
    const RoleSessionName = "secretwatch-emulated";
    const session = await anybody.query("sts", "us-east-1", "AssumeRole", { RoleArn: roleArn, RoleSessionName });
    return new AwsAccount(url, roleArn.split(":")[4]!, element(session, "AccessKeyId"));
  }

  /** An account of an emulator that takes its id for an access key. */
  static numbered(url: string, id: string): AwsAccount {
    return new AwsAccount(url, id, id);
  }

  /** A call in one of the JSON protocols. */
  async call(service: JsonService, region: string, operation: string, body: object): Promise<Record<string, unknown>> {
    const { target, version } = jsonServices[service];
    const text = await this.post(service, region, JSON.stringify(body), {
      "Content-Type": `application/x-amz-json-${version}`,
      "X-Amz-Target": `${target}.${operation}`,
    });
    return text === "" ? {} : (JSON.parse(text) as Record<string, unknown>);
  }

  /** A call in the query protocol, as SNS speaks it; the answer is XML. */
  async query(service: string, region: string, action: string, parameters: Record<string, string>): Promise<string> {
    const versions: Record<string, string> = { sns: "2010-03-31", sts: "2011-06-15" };
    const body = new URLSearchParams({ Action: action, Version: versions[service]!, ...parameters }).toString();
    return this.post(service, region, body, { "Content-Type": "application/x-www-form-urlencoded" });
  }

  private async post(service: string, region: string, body: string, headers: Record<string, string>): Promise<string> {
    const scope = `${this.accessKeyId}/20260301/${region}/${service}/aws4_request`;
    const response = await fetch(this.url, {
      method: "POST",
      body,
      // The emulator takes account, region and service from here. It does not look at the signature.
      headers: {
        ...headers,
        Authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=none`,
      },
    });
    const text = await response.text();
    if (!response.ok) throw new RefusedCall(`${service} ${response.status}: ${text.slice(0, 400)}`);
    return text;
  }
}

/** Text of the first XML element of a name. */
export function element(xml: string, name: string): string {
  const text = new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1];
  if (text === undefined) throw new Error(`There is no ${name} in ${xml}`);
  return text;
}
