import { AccountCredentials, type Credentials } from "./account-credentials";
import { type AwsCalls, type Place, RefusedCall } from "./calls";
import { type AnswerOf, type InputOf, type Operation, type OperationRow, operations, type Service } from "./operations";
import { patience } from "./patience";
import { refusalOf } from "./refused";
import { type Client, LoadedService } from "./services";
import { Turns } from "./turns";

export interface LiveCallsProps {
  /** Region in which the caller's credentials and roles are asked about, and the organization: one that is on in every account. */
  readonly region: string;
  /** Name of the role in accounts that are not the caller's. @default - other accounts can't be asked */
  readonly role?: string;
  /** What calls are recorded as, in CloudTrail of each account. */
  readonly sessionName: string;
  /** That the roles' trust policies ask for. @default - none */
  readonly externalId?: string;
  /** Management account of the organization. @default - AWS is asked */
  readonly managementAccountId?: string;
  /** Calls that are made at a time. @default 20 */
  readonly parallel?: number;
  /** Ends what is under way. */
  readonly signal?: AbortSignal;
  readonly watched?: WatchedCalls;
  /** The caller's own. @default - as the SDK finds them: profile, SSO, web identity, a role of the machine */
  readonly credentials?: () => Promise<Credentials>;
  /** What seconds between attempts are multiplied by. @default 1 */
  readonly pace?: number;
}

/** Who is told of calls as they are made. */
export interface WatchedCalls {
  /** Of each request that was answered: a page each. */
  readonly answered?: (operation: Operation, place: Place) => void;
  /** Before a request is made once more. */
  readonly retried?: () => void;
}

/** Its limits are of the whole organization, and low. https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html */
const PARALLEL_IN_ORGANIZATION = 4;

/** A client keeps what it finds out about endpoints; that of ten thousands of accounts and regions is more than it is worth. */
const CLIENTS_KEPT = 500;

/** AWS itself, by its SDK. */
export class LiveCalls implements AwsCalls {
  private readonly credentials: AccountCredentials;
  private readonly turns: Turns;
  private readonly organizationTurns: Turns;
  private readonly loaded = new Map<Service, Promise<LoadedService>>();
  private readonly clients = new Map<string, Client>();
  private requestHandler: object | undefined;
  private chain: (() => Promise<Credentials>) | undefined;
  private organizationAccount: Promise<string> | undefined;

  constructor(private readonly props: LiveCallsProps) {
    const { parallel = 20, signal } = props;
    this.turns = new Turns(parallel, signal);
    this.organizationTurns = new Turns(Math.min(parallel, PARALLEL_IN_ORGANIZATION), signal);
    const own = () => this.own();
    this.credentials = new AccountCredentials(
      {
        caller: async () => {
          const answer = await this.ask("sts", "GetCallerIdentity", {}, { region: props.region, credentials: own });
          const { Account = "", Arn = "" } = answer as { Account?: string; Arn?: string };
          return { account: Account, partition: Arn.split(":")[1] ?? "aws" };
        },
        assume: async (roleArn) => {
          const { sessionName, externalId } = props;
          const input = { RoleArn: roleArn, RoleSessionName: sessionName, ExternalId: externalId };
          const answer = await this.ask("sts", "AssumeRole", input, { region: props.region, credentials: own });
          const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = (
            answer as { Credentials: Record<string, string> & { Expiration?: Date } }
          ).Credentials;
          return {
            accessKeyId: AccessKeyId!,
            secretAccessKey: SecretAccessKey!,
            sessionToken: SessionToken,
            expiration: Expiration,
          };
        },
      },
      own,
      props.role,
    );
  }

  async call<Name extends Operation>(operation: Name, input: InputOf<Name>, place: Place): Promise<AnswerOf<Name>> {
    const { scope }: OperationRow = operations[operation];
    const turns = operation.startsWith("organizations:") ? this.organizationTurns : this.turns;
    return turns.take(async () => {
      try {
        const asked = scope === "organization" ? await this.inOrganization(place) : place;
        return (await this.pages(operation, input as object, asked)) as AnswerOf<Name>;
      } catch (error) {
        this.props.signal?.throwIfAborted();
        if (error instanceof RefusedCall) throw error;
        throw new RefusedCall({ ...refusalOf(error, place.region !== this.props.region), operation, place });
      }
    });
  }

  private async pages(operation: Operation, input: object, place: Place): Promise<object> {
    const [service, call] = operation.split(":") as [Service, string];
    const { pages }: OperationRow = operations[operation];
    const own = (await this.credentials.caller()).account === place.account;
    await this.credentials.of(operation, place);
    const from = {
      ...place,
      credentials: own ? () => this.own() : () => this.credentials.of(operation, place),
    };
    const first = await this.ask(service, call, input, from);
    this.props.watched?.answered?.(operation, place);
    if (pages === undefined) return first;
    const [asking, answered] = pages.token;
    const found: unknown[] = [];
    const seen = new Set<unknown>();
    let page = first as Readonly<Record<string, unknown>>;
    for (;;) {
      found.push(...((page[pages.list] as readonly unknown[] | undefined) ?? []));
      const token = page[answered];
      if (token === undefined || token === "") break;
      if (seen.has(token)) {
        const message = `${operation} gave the token of the same page twice.`;
        throw new RefusedCall({ kind: "other", code: "RepeatedToken", message, operation, place });
      }
      seen.add(token);
      page = (await this.ask(service, call, { ...input, [asking]: token }, from)) as typeof page;
      this.props.watched?.answered?.(operation, place);
    }
    const { [answered]: _, ...whole } = first as Readonly<Record<string, unknown>>;
    return { ...whole, [pages.list]: found };
  }

  private async ask(
    service: Service,
    call: string,
    input: object,
    from: { readonly account?: string; readonly region: string; readonly credentials: () => Promise<Credentials> },
  ): Promise<object> {
    const { signal } = this.props;
    signal?.throwIfAborted();
    const loaded = await this.service(service);
    const client = this.client(service, loaded, from);
    const { $metadata: _, ...answer } = (await client.send(
      loaded.commandOf(call, input),
      signal === undefined ? {} : { abortSignal: signal },
    )) as { $metadata?: unknown };
    return answer;
  }

  private service(service: Service): Promise<LoadedService> {
    const known = this.loaded.get(service);
    if (known !== undefined) return known;
    const loading = LoadedService.of(service);
    this.loaded.set(service, loading);
    return loading;
  }

  private client(
    service: Service,
    loaded: LoadedService,
    {
      account = "",
      region,
      credentials,
    }: { account?: string; region: string; credentials: () => Promise<Credentials> },
  ): Client {
    const key = `${service} ${account} ${region}`;
    const known = this.clients.get(key);
    if (known !== undefined) {
      this.clients.delete(key);
      this.clients.set(key, known);
      return known;
    }
    const { watched, pace } = this.props;
    const client = loaded.clientOf({
      region,
      credentials,
      retryStrategy: patience({ retried: watched?.retried, pace }),
      // Connections are shared by all.
      requestHandler: this.requestHandler ?? { connectionTimeout: 10_000, requestTimeout: 60_000 },
    });
    this.requestHandler ??= client.config.requestHandler;
    this.clients.set(key, client);
    const [oldest] = this.clients.keys();
    if (this.clients.size > CLIENTS_KEPT) this.clients.delete(oldest!);
    return client;
  }

  private async own(): Promise<Credentials> {
    this.chain ??= this.props.credentials;
    if (this.chain === undefined) {
      const { fromNodeProviderChain } = await import("@aws-sdk/credential-providers");
      this.chain ??= fromNodeProviderChain({ clientConfig: { region: this.props.region } });
    }
    return this.chain();
  }

  private async inOrganization({ region }: Place): Promise<Place> {
    return { region, account: await (this.organizationAccount ??= this.findOrganizationAccount()) };
  }

  private async findOrganizationAccount(): Promise<string> {
    const { account } = await this.credentials.caller();
    const { managementAccountId = await this.askForManagement(), role, region } = this.props;
    if (managementAccountId === undefined || managementAccountId === account || role === undefined) return account;
    try {
      await this.credentials.of("organizations:DescribeOrganization", { account: managementAccountId, region });
      return managementAccountId;
    } catch (error) {
      // A delegated administrator may ask the same: its own account answers.
      if (error instanceof RefusedCall && error.refusal.kind === "denied") return account;
      throw error;
    }
  }

  /** Any account of an organization may ask. */
  private async askForManagement(): Promise<string | undefined> {
    const from = { region: this.props.region, credentials: () => this.own() };
    const answer = await this.ask("organizations", "DescribeOrganization", {}, from);
    return (answer as { Organization?: { MasterAccountId?: string } }).Organization?.MasterAccountId;
  }
}
