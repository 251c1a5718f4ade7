import type { CloudTrailRecord, Severity } from "../detections/detection";
import type { StoreName } from "../detections/stores";
import { isCanary } from "../messages/reads/canary";
import { isSilentDrill } from "../messages/reads/drill";
import { knownOf } from "../messages/reads/known-of";
import { plannedWorkOf } from "../messages/reads/planned-work";
import { detectionOf } from "../messages/reads/recognition";
import { UNWORDED_TITLE } from "../messages/reads/unworded";
import { isOfDecoy } from "../messages/reads/wording";
import { accountsOf, type Organization } from "../organization/organization";
import { forwardingRegions } from "../organization/regions";
import { type Predicate, toPredicate } from "../patterns/compile/predicate";
import { forwardedReads, type ReadKind } from "../reads/kinds";
import { type PlannedWork, plannedWork } from "../reads/planned-work";
import { Expression, receivedOf } from "./expressions";
import type { ReadVerdict } from "./history";
import { type ComposerVerdict, PlaceOfReads } from "./place-of-reads";
import { type ReadFacts, readFacts, unwordedFacts } from "./read-facts";
import { storeRead } from "./read-record";
import { Remembered } from "./remembered";
import { accountOf } from "./sightings";

/** What a configuration makes of a read. */
export interface Judgement {
  readonly verdict: ReadVerdict;
  readonly store: StoreName;
  readonly accountId: string;
  /** @default - the account is not in the configuration */
  readonly accountName?: string;
  readonly region: string;
  /** What messages would be about, the most urgent first: a batch with a decoy in it is told twice. None of what nobody is told of. */
  readonly tellings: readonly Telling[];
  /** Planned work that covers it in its time: then people are told in a digest alone. */
  readonly plannedWork: readonly PlannedWork[];
  /** Whether people are told of it, at once or in a digest. */
  readonly isTold: boolean;
  readonly facts: ReadFacts;
}

/** A message about a read. */
export interface Telling {
  /** Id of the detection. */
  readonly id: string;
  readonly kind: ReadKind;
  readonly severity: Severity;
  readonly title: string;
}

/** A message about a read, and whether people hear of it, and when. */
interface TellingOf extends Pick<Judgement, "plannedWork" | "isTold"> {
  readonly telling: Telling;
}

const verdictOfKind: Readonly<Record<ReadKind, ReadVerdict>> = {
  decoys: "decoy",
  elsewhere: "elsewhere",
  reads: "unexpected",
  refusals: "refused",
};

/**
 * Judges reads as what is deployed for a configuration does: by the conditions of the rules, and where those leave a read undecided, by
 * the message composer's own expressions. What was decided is remembered by record.
 */
export class Judge {
  private readonly places = new Map<string, PlaceOfReads | undefined>();
  private readonly judged = new Remembered<Promise<Judgement>>();
  private readonly accounts;
  private readonly forwarded: readonly { readonly id: string; readonly matches: Predicate }[];
  private readonly detection: Expression;
  private readonly isTold: Expression;
  private readonly planned: Expression;
  /** Of each test of the watch, a text that stands in every identity that makes it. */
  private readonly tests: readonly { readonly readerMark: string; readonly is: Expression }[];

  constructor(private readonly organization: Organization) {
    const known = knownOf(organization);
    this.accounts = new Map(accountsOf(organization).map((account) => [account.id, account]));
    this.forwarded = forwardedReads(organization.decoyNames, organization.stores).map(({ id, condition }) => ({
      id,
      matches: toPredicate(condition),
    }));
    this.detection = new Expression(detectionOf(known));
    this.planned = new Expression(
      plannedWorkOf({ plannedWork: plannedWork(organization), decoyNames: organization.decoyNames }, "ever"),
    );
    this.isTold = new Expression(`$not(${isOfDecoy(known)})`);
    this.tests = [
      { readerMark: known.canary!.readerArn, is: new Expression(isCanary(known.canary!)) },
      { readerMark: organization.names.health.drillRoleName, is: new Expression(isSilentDrill(known.drill)) },
    ];
  }

  /** @param record of a read, whole or as `readRecord` cuts it down */
  judge(record: CloudTrailRecord): Promise<Judgement> {
    const key = JSON.stringify({ ...record, eventTime: 0, eventID: 0, requestID: 0 });
    return this.judged.of(key, () => this.judgeAnew(record));
  }

  /** Whether a principal is a role with which accounts are administered or deployed to. */
  isAdministrator(principal: string | undefined): boolean {
    const [, role] = principal?.split(":role/") ?? [];
    return role !== undefined && this.organization.names.access.isAdministrator(role.split("/").at(-1)!);
  }

  private async judgeAnew(record: CloudTrailRecord): Promise<Judgement> {
    const accountId = accountOf(record);
    const region = typeof record.awsRegion === "string" ? record.awsRegion : "unknown";
    const store = storeRead(record) ?? "secrets";
    const worded = await readFacts(record);
    const facts = worded ?? unwordedFacts(store);
    const account = this.accounts.get(accountId);
    const about = { store, accountId, accountName: account?.name, region, facts };
    const silent = (verdict: ReadVerdict): Judgement => ({
      ...about,
      verdict,
      tellings: [],
      plannedWork: [],
      isTold: false,
    });
    const place = this.placeOf(accountId, region);
    if (place === undefined) return silent("unwatched");

    const verdict = await place.sent(store, record);
    if (verdict?.expected !== false) {
      return silent(store === "parameters" && !(await place.isListed(record)) ? "unlisted" : "expected");
    }
    if (await this.isTestOfWatch(record, accountId, region)) return silent("expected");
    const all = await this.tellings(record, place, verdict, worded);
    const told = all.filter((each) => each.isTold);
    const tellings = told.map((each) => each.telling);
    return {
      ...about,
      verdict: verdictOfKind[(tellings[0] ?? all[0]!.telling).kind],
      tellings,
      // Also where it is told as something else, too: of that people hear at once.
      plannedWork: tellings.length === 1 ? told[0]!.plannedWork : [],
      isTold: tellings.length > 0 && place.account.mode === "notify",
    };
  }

  private placeOf(accountId: string, region: string): PlaceOfReads | undefined {
    const key = `${accountId}/${region}`;
    if (this.places.has(key)) return this.places.get(key);
    const account = this.accounts.get(accountId);
    const isWatched = account !== undefined && forwardingRegions(this.organization, account.regions).includes(region);
    const place = isWatched ? new PlaceOfReads(this.organization, account, region) : undefined;
    this.places.set(key, place);
    return place;
  }

  /** The canary, and a drill of which nobody is told. */
  private async isTestOfWatch(record: CloudTrailRecord, accountId: string, region: string): Promise<boolean> {
    const identity = JSON.stringify(record.userIdentity ?? "");
    for (const { readerMark, is } of this.tests) {
      // Cheap, and so first.
      if (!identity.includes(readerMark)) continue;
      if ((await is.evaluate({ received: receivedOf(record, accountId, region) })) === true) return true;
    }
    return false;
  }

  /** What each rule of the central bus hands to the composer of it, and whether people hear of that. */
  private tellings(
    record: CloudTrailRecord,
    { account }: PlaceOfReads,
    verdict: ComposerVerdict,
    facts: ReadFacts | undefined,
  ): Promise<readonly TellingOf[]> {
    const region = String(record.awsRegion);
    return Promise.all(
      this.forwarded
        .filter(({ matches }) => matches(record))
        .map(async ({ id }) => {
          if (facts === undefined) return { telling: { id, ...unworded }, isTold: true, plannedWork: [] };
          const received = receivedOf(record, account.id, region, id);
          const telling = (await this.detection.evaluate({ received, verdict })) as Telling;
          const variables = { received, account: { id: account.id }, verdict, detection: telling, facts };
          return {
            telling,
            isTold: (await this.isTold.evaluate({ detection: telling, facts })) === true,
            plannedWork: (await this.planned.evaluate(variables)) as readonly PlannedWork[],
          };
        }),
    );
  }
}

/** As messages/reads/unworded.ts has it. */
const unworded = { kind: "reads", severity: "critical", title: UNWORDED_TITLE } as const;
