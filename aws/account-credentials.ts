import { RefusedCall, type Place } from "./calls";
import type { Clients, Credentials } from "./clients";
import type { Operation } from "./operations";
import { refusalOf } from "./refused";

/** Who makes the calls. */
export interface Caller {
  readonly account: string;
  /** `aws`, `aws-cn`, say. */
  readonly partition: string;
}

export interface AccountCredentialsProps {
  /** Region in which STS is asked: its tokens are good in every region, those of the global endpoint are not. */
  readonly region: string;
  /** Name of the role in other accounts, with its path. @default - there is none: they can't be asked */
  readonly role?: string;
  /** Whether the role is assumed in the caller's own account, too: where it matters who calls. @default false */
  readonly assumesInOwn?: boolean;
  /** What CloudTrail of each account calls the session. */
  readonly sessionName: string;
  /** That the trust policy of the roles asks for. @default - none */
  readonly externalId?: string;
  /** The caller's own. @default - as the SDK finds them: profile, SSO, web identity, role of the machine */
  readonly own?: () => Promise<Credentials>;
}

/** Before the SDK would ask for new ones, five minutes before they end. */
const REFRESHED_BEFORE_MS = 6 * 60_000;

/** Credentials of accounts: the caller's own in theirs, those of a role elsewhere. None is ever used for two accounts. */
export class AccountCredentials {
  private readonly assumed = new Map<string, Promise<Credentials>>();
  private whoAsks: Promise<Caller> | undefined;
  private chain: (() => Promise<Credentials>) | undefined;

  constructor(
    private readonly clients: Clients,
    private readonly props: AccountCredentialsProps,
  ) {
    this.chain = props.own;
  }

  /** The caller's own. */
  readonly own = async (): Promise<Credentials> => {
    if (this.chain === undefined) {
      const { fromNodeProviderChain } = await import("@aws-sdk/credential-providers");
      // It keeps what it found until that ends.
      this.chain ??= fromNodeProviderChain({ clientConfig: { region: this.props.region } });
    }
    return this.chain();
  };

  /** @throws RefusedCall if nobody knows */
  async caller(): Promise<Caller> {
    try {
      return await (this.whoAsks ??= this.askWhoAsks());
    } catch (error) {
      const place = { account: "", region: this.props.region };
      throw new RefusedCall({ ...refusalOf(error, false), operation: "sts:GetCallerIdentity", place });
    }
  }

  /**
   * What a client is to have, in the account of a place.
   *
   * @throws RefusedCall if there are none
   */
  async of(operation: Operation, place: Place): Promise<() => Promise<Credentials>> {
    const { account, partition } = await this.caller();
    if (place.account === account && this.props.assumesInOwn !== true) return this.own;
    if (this.props.role === undefined) {
      const message = `The credentials are those of account ${account}, and no role was named to assume in others.`;
      throw new RefusedCall({ kind: "denied", code: "NoRole", message, operation, place });
    }
    const arn = `arn:${partition}:iam::${place.account}:role/${this.props.role}`;
    const assumed = () => this.assume(place.account, arn);
    try {
      await assumed();
      return assumed;
    } catch (error) {
      const { kind, code, message } = refusalOf(error, false);
      // Later it may go.
      if (kind === "other") this.assumed.delete(place.account);
      const why = `The role ${arn} can't be assumed: ${message}`;
      throw new RefusedCall({ kind: kind === "missing" ? "denied" : kind, code, message: why, operation, place });
    }
  }

  private async assume(account: string, arn: string): Promise<Credentials> {
    for (;;) {
      const known = this.assumed.get(account) ?? this.askFor(arn);
      this.assumed.set(account, known);
      const { expiration } = await known;
      if (expiration === undefined || expiration.getTime() - Date.now() > REFRESHED_BEFORE_MS) return known;
      // Somebody else may have asked for new ones meanwhile.
      if (this.assumed.get(account) === known) {
        const renewed = this.askFor(arn);
        this.assumed.set(account, renewed);
        return renewed;
      }
    }
  }

  private async askFor(arn: string): Promise<Credentials> {
    const { sessionName, externalId } = this.props;
    const answer = await this.askSts("AssumeRole", {
      RoleArn: arn,
      RoleSessionName: sessionName,
      ExternalId: externalId,
    });
    const { Credentials: given } = answer as {
      readonly Credentials: {
        readonly AccessKeyId: string;
        readonly SecretAccessKey: string;
        readonly SessionToken: string;
        readonly Expiration: Date;
      };
    };
    return {
      accessKeyId: given.AccessKeyId,
      secretAccessKey: given.SecretAccessKey,
      sessionToken: given.SessionToken,
      expiration: given.Expiration,
    };
  }

  private async askWhoAsks(): Promise<Caller> {
    const { Account, Arn } = (await this.askSts("GetCallerIdentity", {})) as {
      readonly Account: string;
      readonly Arn: string;
    };
    return { account: Account, partition: Arn.split(":")[1]! };
  }

  private askSts(call: string, input: object): Promise<object> {
    // Whose account that is, the answer says.
    return this.clients.ask("sts", call, input, { account: "", region: this.props.region, credentials: this.own });
  }
}
