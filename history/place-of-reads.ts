import type { CloudTrailRecord } from "../detections/detection";
import type { StoreName } from "../detections/stores";
import { unknownVerdict } from "../messages/reads/caller-words";
import { verdictOf } from "../messages/reads/expected";
import type { Account, Organization } from "../organization/organization";
import { any } from "../patterns/condition";
import { type Predicate, toPredicate } from "../patterns/compile/predicate";
import { type ExpectedReads, UNKNOWN_SUFFIX } from "../reads/expectations";
import { expectedReads } from "../reads/expected-reads";
import { parameterRules } from "../reads/parameter-rules";
import { type ListedParameters, listedParameters } from "../reads/parameters";
import { decisions } from "../reads/undecided-reads";
import { readRules } from "../reads/unexpected-reads";
import { Expression, receivedOf } from "./expressions";

/** What the message composer says of a read before it puts it into words. */
export interface ComposerVerdict {
  readonly expected: boolean;
  /** Where the reader is expected to read from, if it read from elsewhere. */
  readonly from?: readonly string[];
  /** Of a parameter: whether it is a decoy. */
  readonly decoy?: boolean;
}

/** A record is sent by the rules or it is not. What of those that are sent is expected, the composer decides. */
interface Decider {
  readonly isSent: Predicate;
  /** @default - nothing that is sent is expected */
  readonly verdict?: Expression;
}

/** What is deployed to one account and region to decide on reads, made when it is first asked for. */
export class PlaceOfReads {
  private readonly made = new Map<string, Decider>();

  constructor(
    private readonly organization: Organization,
    readonly account: Account,
    private readonly region: string,
  ) {}

  /** What the composer says of a read; nothing of one that no rule sends there. */
  sent(store: StoreName, record: CloudTrailRecord): Promise<ComposerVerdict | undefined> {
    const decider = this.decider(store, () =>
      store === "secrets" ? this.ofSecrets() : this.ofParameters(this.listed()),
    );
    return this.decided(decider, record);
  }

  /** Whether a read asks for a parameter that is listed: people would be told if nobody were expected to read any. */
  async isListed(record: CloudTrailRecord): Promise<boolean> {
    const decider = this.decider("listed", () => {
      const parameters = this.listed().parameters.map((each) => ({ ...each, expectedReaders: [] }));
      return this.ofParameters({ accountReaders: [], parameters });
    });
    return (await this.decided(decider, record))?.expected === false;
  }

  private decider(what: string, make: () => Decider): Decider {
    const known = this.made.get(what) ?? make();
    this.made.set(what, known);
    return known;
  }

  private async decided({ isSent, verdict }: Decider, record: CloudTrailRecord): Promise<ComposerVerdict | undefined> {
    if (!isSent(record)) return undefined;
    if (verdict === undefined) return unknownVerdict;
    const received = receivedOf(record, this.account.id, this.region);
    try {
      return (await verdict.evaluate({ received })) as ComposerVerdict;
    } catch {
      // A record as CloudTrail writes none. The composer fails there, and an alarm of the watch itself says so.
      return unknownVerdict;
    }
  }

  private listed(): ListedParameters {
    return listedParameters(this.organization, this.account, this.region);
  }

  private ofSecrets(): Decider {
    const expected = expectedReads(this.organization, this.account, this.region);
    const { rules, undecided } = readRules(expected, this.organization.alerts.patternLength);
    const matches = toPredicate(any(...rules.map(({ condition }) => condition)));
    const beforehand = namesBeforehand(expected);
    return {
      isSent: (record) => matches(asBeforehand(record as Fields, beforehand)),
      verdict: undecided && new Expression(verdictOf({ decisions: this.placed(undecided), parameterDecisions: none })),
    };
  }

  private ofParameters(listed: ListedParameters): Decider {
    const { rules, undecided } = parameterRules(listed, this.organization.alerts.patternLength);
    return {
      isSent: toPredicate(any(...rules.map(({ condition }) => condition))),
      verdict: undecided && new Expression(verdictOf({ decisions: none, parameterDecisions: this.placed(undecided) })),
    };
  }

  private placed<Kind>(undecided: Kind) {
    return decisions([{ account: this.account, region: this.region, undecided }]);
  }
}

const none = { places: {}, kinds: [] } as const;

type Fields = Readonly<Record<string, unknown>>;

/** ARNs that rules have before Terraform knows their suffix, by the part before it; and names that are whole as they are. */
interface Beforehand {
  readonly starts: ReadonlySet<string>;
  readonly whole: ReadonlySet<string>;
}

function namesBeforehand({ secrets }: ExpectedReads): Beforehand {
  const ids = secrets.flatMap((secret) => secret.ids);
  const unknown = ids.filter((id) => id.endsWith(UNKNOWN_SUFFIX));
  return { starts: new Set(unknown.map((id) => id.slice(0, -UNKNOWN_SUFFIX.length))), whole: new Set(ids) };
}

/** The record as if the ARNs in it were those from beforehand: any six characters are the suffix that only AWS knows. */
function asBeforehand(record: Fields, { starts, whole }: Beforehand): Fields {
  // null is an object, too.
  const asked = record.requestParameters as { readonly secretId?: unknown; readonly secretIdList?: unknown } | null;
  if (starts.size === 0 || typeof asked !== "object" || asked === null) return record;
  const named = (id: unknown): unknown => {
    if (typeof id !== "string" || whole.has(id)) return id;
    const [, start = ""] = /^(arn:.*)-[A-Za-z0-9]{6}$/s.exec(id) ?? [];
    return starts.has(start) ? `${start}${UNKNOWN_SUFFIX}` : id;
  };
  const { secretId, secretIdList } = asked;
  return {
    ...record,
    requestParameters: {
      ...asked,
      ...("secretId" in asked ? { secretId: named(secretId) } : {}),
      ...("secretIdList" in asked
        ? { secretIdList: Array.isArray(secretIdList) ? secretIdList.map(named) : secretIdList }
        : {}),
    },
  };
}
