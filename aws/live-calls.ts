import { AccountCredentials, type AccountCredentialsProps } from "./account-credentials";
import { allPages } from "./all-pages";
import { type AwsCalls, type Place, RefusedCall } from "./calls";
import { Clients } from "./clients";
import { type AnswerOf, type InputOf, type Operation, type OperationRow, operations, type Service } from "./operations";
import { refusalOf } from "./refused";
import { Turns } from "./turns";

export interface LiveCallsProps extends AccountCredentialsProps {
  /** Management account of the organization. @default - AWS is asked */
  readonly managementAccountId?: string;
  /** Calls that are made at a time. @default 20 */
  readonly parallel?: number;
  /** Ends what is under way: what was asked for is rejected with its reason. */
  readonly signal?: AbortSignal;
  readonly watched?: WatchedCalls;
  /** What the seconds between attempts are multiplied by. @default 1 */
  readonly pace?: number;
}

/** Who is told of calls as they are made. */
export interface WatchedCalls {
  /** A request was answered; a list takes one for each page. */
  readonly answered?: (operation: Operation, place: Place) => void;
  /** A request is made once more: AWS was asked too often, or could not be reached. */
  readonly retried?: () => void;
}

/** Where the organization is asked. */
interface OrganizationPlace {
  readonly account: string;
  /** Why it is not asked in the management account. @default - it is */
  readonly instead?: string;
}

/**
 * Calls at a time to Organizations: its limits are low, and those of the whole organization.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html
 */
const PARALLEL_IN_ORGANIZATION = 4;

/** AWS itself, by its SDK: with the caller's credentials in their account, and with those of a role in every other. */
export class LiveCalls implements AwsCalls {
  private readonly clients: Clients;
  private readonly credentials: AccountCredentials;
  private readonly turns: Turns;
  private readonly organizationTurns: Turns;
  private organization: Promise<OrganizationPlace> | undefined;

  constructor(private readonly props: LiveCallsProps) {
    const { parallel = 20, pace, signal, watched } = props;
    this.clients = new Clients({ pace, retried: watched?.retried, signal });
    this.credentials = new AccountCredentials(this.clients, props);
    this.turns = new Turns(parallel, signal);
    this.organizationTurns = new Turns(Math.min(parallel, PARALLEL_IN_ORGANIZATION), signal);
  }

  async call<Name extends Operation>(operation: Name, input: InputOf<Name>, place: Place): Promise<AnswerOf<Name>> {
    const { scope }: OperationRow = operations[operation];
    const turns = operation.startsWith("organizations:") ? this.organizationTurns : this.turns;
    return turns.take(() =>
      this.asking(operation, place, async () => {
        if (scope !== "organization") return this.whole(operation, input as object, place) as Promise<AnswerOf<Name>>;
        const { account, instead } = await (this.organization ??= this.whereOrganization());
        const there = { ...place, account };
        return this.asking(
          operation,
          there,
          () => this.whole(operation, input as object, there) as Promise<AnswerOf<Name>>,
          instead,
        );
      }),
    );
  }

  /** @param besides what is said with a refusal. @default - nothing */
  private async asking<Answer>(
    operation: Operation,
    place: Place,
    ask: () => Promise<Answer>,
    besides?: string,
  ): Promise<Answer> {
    try {
      return await ask();
    } catch (error) {
      this.props.signal?.throwIfAborted();
      const refusal =
        error instanceof RefusedCall
          ? error.refusal
          : { ...refusalOf(error, place.region !== this.props.region), operation, place };
      if (besides === undefined) throw error instanceof RefusedCall ? error : new RefusedCall(refusal);
      throw new RefusedCall({ ...refusal, message: `${refusal.message} ${besides}` });
    }
  }

  private async whole(operation: Operation, input: object, place: Place): Promise<object> {
    const [service, call] = operation.split(":") as [Service, string];
    const { pages }: OperationRow = operations[operation];
    const asking = { ...place, credentials: await this.credentials.of(operation, place) };
    const ask = async (more: object) => {
      const answer = await this.clients.ask(service, call, { ...input, ...more }, asking);
      this.props.watched?.answered?.(operation, place);
      return answer;
    };
    return pages === undefined ? ask({}) : allPages(pages, ask);
  }

  /** The management account, or else the caller's own: a delegated administrator may ask the same. */
  private async whereOrganization(): Promise<OrganizationPlace> {
    const { account } = await this.credentials.caller();
    const management = this.props.managementAccountId ?? (await this.managementOf(account));
    if (management === account) return { account };
    try {
      await this.credentials.of("organizations:DescribeOrganization", {
        account: management,
        region: this.props.region,
      });
      return { account: management };
    } catch (error) {
      if (!(error instanceof RefusedCall) || error.refusal.kind !== "denied") throw error;
      return {
        account,
        instead: `It was asked in account ${account} instead of the management account. ${error.message}`,
      };
    }
  }

  /** Any account of an organization may ask. */
  private async managementOf(account: string): Promise<string> {
    const asking = { account, region: this.props.region, credentials: this.credentials.own };
    const answer = await this.clients.ask("organizations", "DescribeOrganization", {}, asking);
    return (answer as { readonly Organization: { readonly MasterAccountId: string } }).Organization.MasterAccountId;
  }
}
