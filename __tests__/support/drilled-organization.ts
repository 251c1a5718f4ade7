import { type AwsCalls, type Place, RefusedCall } from "../../aws/calls";
import type { AnswerOf, InputOf, Operation } from "../../aws/operations";
import type { DrillProps } from "../../drill/drill";
import { journalOf } from "../../drill/journal";
import type { Target } from "../../drill/target";
import type { Organization } from "../../organization/organization";

/** What AWS makes of the read of one target. */
export interface Fate {
  /** What AWS says where it refuses. @default - the code */
  readonly says?: string;
  readonly answer: "missing" | "denied" | "value" | "no role" | "timeout";
  /** Seconds until it is in the journal, each time that it gets there. */
  readonly delays: readonly number[];
}

export const DRILL_START = Date.parse("2026-11-28T19:05:01Z");
export const DRILL_RUN = "20261128190501-4f3a9c21";

/** As AWS names them on the wire, and as CloudTrail writes them. */
const codes = {
  missing: { wire: "ResourceNotFoundException", kind: "missing", recorded: "ResourceNotFoundException" },
  denied: { wire: "AccessDeniedException", kind: "denied", recorded: "AccessDenied" },
  "no role": { wire: "AccessDenied", kind: "denied", recorded: undefined },
  timeout: { wire: "TimeoutError", kind: "other", recorded: "ResourceNotFoundException" },
  value: { wire: "none", kind: "other", recorded: undefined },
} as const;

/** An organization whose reads arrive as they are fated to, in a time of its own. */
export class DrilledOrganization implements AwsCalls {
  now = DRILL_START;
  readonly reads: Place[] = [];
  /** Of the journals, by their number. */
  refusesQuery: (query: number) => boolean = () => false;
  private queries = 0;
  private readonly journals = new Map<string, { message: string; ingestionTime: number }[]>();

  constructor(
    private readonly organization: Organization,
    readonly targets: readonly Target[],
    private readonly fateOf: (index: number) => Fate,
    private readonly session = DRILL_RUN,
  ) {}

  props(more: Partial<DrillProps> = {}): DrillProps {
    const { names, security, homeRegion } = this.organization;
    return {
      targets: this.targets,
      decoys: false,
      reads: this,
      journals: {
        calls: this,
        place: { account: security.id, region: homeRegion },
        of: (target) => journalOf(this.organization, target),
      },
      marks: { session: this.session, roleName: names.health.drillRoleName, errorCode: "ResourceNotFoundException" },
      waitMs: 15 * 60_000,
      parallel: 4,
      clock: {
        now: () => this.now,
        sleep: async (milliseconds, signal) => {
          if (signal?.aborted !== true) this.now += milliseconds;
          await new Promise(setImmediate);
        },
      },
      ...more,
    };
  }

  /** Something else in a journal. */
  write(logGroupName: string, message: string, seconds = 0): void {
    const ingestionTime = DRILL_START + seconds * 1000;
    this.journals.set(logGroupName, [{ message, ingestionTime }, ...(this.journals.get(logGroupName) ?? [])]);
  }

  async call<Name extends Operation>(operation: Name, input: InputOf<Name>, place: Place): Promise<AnswerOf<Name>> {
    await new Promise(setImmediate);
    const given = input as Readonly<Record<string, string>>;
    if (operation === "logs:FilterLogEvents") return this.query(given.logGroupName!, place) as AnswerOf<Name>;
    if (operation === "secretsmanager:GetSecretValue") return this.read(given.SecretId!, place) as AnswerOf<Name>;
    throw new Error(`nobody is asked ${operation}`);
  }

  private query(logGroupName: string, place: Place): object {
    const { security, homeRegion, names } = this.organization;
    const isThere = [names.reads.journalName, names.reads.quietJournalName].includes(logGroupName);
    if (!isThere || place.account !== security.id || place.region !== homeRegion) throw new Error("no such journal");
    if (this.refusesQuery(this.queries++)) {
      const operation = "logs:FilterLogEvents";
      throw new RefusedCall({ kind: "other", code: "ThrottlingException", message: "slow", operation, place });
    }
    const events = (this.journals.get(logGroupName) ?? []).filter(({ ingestionTime }) => ingestionTime <= this.now);
    return { events };
  }

  private read(secretId: string, place: Place): object {
    const target = this.targets.findIndex(
      (each) => each.place.account === place.account && each.place.region === place.region,
    );
    const { answer, delays, says } = this.fateOf(target);
    this.reads.push(place);
    const { wire, kind, recorded } = codes[answer];
    const detail = {
      eventID: `event-${target}`,
      eventTime: new Date(this.now).toISOString(),
      errorCode: recorded,
      requestParameters: { secretId },
      userIdentity: { arn: `arn:aws:sts::${place.account}:assumed-role/SecretwatchDrill/${this.session}` },
    };
    for (const delay of answer === "no role" ? [] : delays) {
      const message = JSON.stringify({ ...place, detail });
      this.write(journalOf(this.organization, this.targets[target]!), message, (this.now - DRILL_START) / 1000 + delay);
    }
    if (answer === "value") return { SecretString: "what nobody should see" };
    const operation = "secretsmanager:GetSecretValue";
    throw new RefusedCall({ kind, code: wire, message: says ?? wire, operation, place });
  }
}
