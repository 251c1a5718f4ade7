import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";

interface ClientProps {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken?: string;
  };
}

type ClientClass<Client> = new (props: ClientProps) => Client;

/** Clients of the SDK in the name of one account of an emulator. */
export class AccountClients {
  private readonly clients = new Map<string, unknown>();

  constructor(
    readonly url: string,
    readonly credentials: ClientProps["credentials"],
  ) {}

  /** In the account that everybody is in who does not say otherwise. */
  static anybody(url: string): AccountClients {
    return new AccountClients(url, { accessKeyId: "anybody", secretAccessKey: "none" });
  }

  /** In the account of a role: the access key that comes with it belongs to that account. */
  static async ofRole(url: string, RoleArn: string): Promise<AccountClients> {
    const sts = AccountClients.anybody(url).of(STSClient, "us-east-1");
    const { Credentials: given } = await sts.send(
      new AssumeRoleCommand({ RoleArn, RoleSessionName: "secretwatch-emulated" }),
    );
    return new AccountClients(url, {
      accessKeyId: given!.AccessKeyId!,
      secretAccessKey: given!.SecretAccessKey!,
      sessionToken: given!.SessionToken!,
    });
  }

  /** For a process of its own. */
  get environment(): Readonly<Record<string, string>> {
    const { accessKeyId, secretAccessKey, sessionToken = "" } = this.credentials;
    return {
      AWS_ENDPOINT_URL: this.url,
      AWS_REGION: "eu-west-1",
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      AWS_SESSION_TOKEN: sessionToken,
    };
  }

  of<Client>(Class: ClientClass<Client>, region: string): Client {
    const key = `${Class.name} ${region}`;
    if (!this.clients.has(key)) {
      this.clients.set(key, new Class({ endpoint: this.url, region, credentials: this.credentials }));
    }
    return this.clients.get(key) as Client;
  }
}
