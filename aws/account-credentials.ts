import { RefusedCall, type Place } from "./calls";
import type { Operation } from "./operations";
import { refusalOf } from "./refused";

/** As the SDK takes them. Never shown, never written. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly expiration?: Date;
}

/** Who makes the calls. */
export interface Caller {
  readonly account: string;
  /** `aws`, `aws-cn`, say. */
  readonly partition: string;
}

/** What is asked of STS, with the caller's own credentials. */
export interface Sts {
  caller(): Promise<Caller>;
  assume(roleArn: string): Promise<Credentials>;
}

/** Before the SDK would ask for new ones, five minutes before they end. */
const REFRESHED_BEFORE_MS = 6 * 60_000;

/** Credentials of accounts: the caller's own in theirs, those of a role elsewhere. None is ever used for two accounts. */
export class AccountCredentials {
  private readonly assumed = new Map<string, Promise<Credentials>>();
  private asked: Promise<Caller> | undefined;

  /** @param role name of the role in other accounts; undefined if there is none to assume */
  constructor(
    private readonly sts: Sts,
    private readonly own: () => Promise<Credentials>,
    private readonly role: string | undefined,
  ) {}

  /** @throws what STS answers */
  caller(): Promise<Caller> {
    return (this.asked ??= this.sts.caller());
  }

  /** @throws RefusedCall if there are none */
  async of(operation: Operation, place: Place): Promise<Credentials> {
    const refused = (kind: "denied", code: string, message: string) =>
      new RefusedCall({ kind, code, message, operation, place });
    const { account, partition } = await this.caller();
    if (place.account === account) return this.own();
    if (this.role === undefined) {
      const message = `The credentials are those of account ${account}, and no role was named to assume in others.`;
      throw refused("denied", "NoRole", message);
    }
    const arn = `arn:${partition}:iam::${place.account}:role/${this.role}`;
    try {
      return await this.assume(place.account, arn);
    } catch (error) {
      const { kind, code, message } = refusalOf(error, false);
      const why = `The role ${arn} can't be assumed: ${message}`;
      throw new RefusedCall({ kind: kind === "missing" ? "denied" : kind, code, message: why, operation, place });
    }
  }

  private async assume(account: string, arn: string): Promise<Credentials> {
    const known = this.assumed.get(account);
    if (known !== undefined) {
      const { expiration } = await known;
      if (expiration === undefined || expiration.getTime() - Date.now() > REFRESHED_BEFORE_MS) return known;
      // Somebody else may have asked for new ones meanwhile.
      if (this.assumed.get(account) !== known) return this.assume(account, arn);
    }
    const asked = this.sts.assume(arn);
    this.assumed.set(account, asked);
    return asked;
  }
}
