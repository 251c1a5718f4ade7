import fc from "fast-check";

import type { AwsCalls, Place, Refusal } from "../../aws/calls";
import { RefusedCall } from "../../aws/calls";
import { drill, type DrillProps } from "../../drill/drill";
import { targetsOf } from "../../drill/target";
import { exampleOrganization } from "../support/synthesized";

const organization = exampleOrganization();
const SECRET = "secretwatch-drill-20261128190501-4f3a9c21";
const START = Date.parse("2026-11-28T19:05:01Z");
const MINUTE = 60_000;
const targets = targetsOf(organization, {}, { secret: SECRET });
const home: Place = { account: organization.security.id, region: organization.homeRegion };
const marks = {
  session: "20261128190501-4f3a9c21",
  roleName: "SecretwatchDrill",
  errorCode: "ResourceNotFoundException",
};

/** What AWS makes of the read of one target. */
interface Fate {
  readonly answer: "ResourceNotFoundException" | "AccessDeniedException" | "value" | "AccessDenied" | "timeout";
  /** Seconds until it is in the journal, each time that it gets there. */
  readonly delays: readonly number[];
}

const well: Fate = { answer: "ResourceNotFoundException", delays: [20] };

/** An organization whose reads arrive as they are fated to, in a time of its own. */
class FakeOrganization implements AwsCalls {
  now = START;
  readonly reads: Place[] = [];
  queries = 0;
  refusesQuery: (query: number) => Refusal["code"] | undefined = () => undefined;
  private readonly journals = new Map<string, { message: string; ingestionTime: number }[]>();

  constructor(private readonly fateOf: (index: number) => Fate) {}

  readonly clock = {
    now: () => this.now,
    sleep: (milliseconds: number, signal?: AbortSignal) => {
      if (signal?.aborted !== true) this.now += milliseconds;
      return Promise.resolve();
    },
  };

  call(operation: string, input: object, place: Place): Promise<never> {
    if (operation === "logs:FilterLogEvents") return this.query(input as { logGroupName: string }, place) as never;
    return this.read((input as { SecretId: string }).SecretId, place) as never;
  }

  private query({ logGroupName }: { logGroupName: string }, place: Place) {
    const code = this.refusesQuery(this.queries++);
    if (code !== undefined) return Promise.reject(this.refused(code, place));
    expect(place).toEqual(home);
    const events = (this.journals.get(logGroupName) ?? []).filter(({ ingestionTime }) => ingestionTime <= this.now);
    return Promise.resolve({ events: [{ message: "no JSON", ingestionTime: this.now }, {}, ...events] });
  }

  private read(secretId: string, place: Place) {
    const { answer, delays } = this.fateOf(this.reads.push(place) - 1);
    const { mode } = targets.find((each) => each.place.account === place.account)!;
    const { journalName, quietJournalName } = organization.names.reads;
    const journal = mode === "quiet" ? quietJournalName : journalName;
    const arrivals = delays.map((delay) => ({
      message: JSON.stringify({
        ...place,
        detail: {
          eventID: `event-${this.reads.length}`,
          eventTime: new Date(this.now).toISOString(),
          errorCode:
            { timeout: "ResourceNotFoundException", value: undefined, AccessDeniedException: "AccessDenied" }[
              answer as string
            ] ?? answer,
          requestParameters: { secretId },
          userIdentity: { arn: `arn:aws:sts::${place.account}:assumed-role/SecretwatchDrill/${marks.session}` },
        },
      }),
      ingestionTime: this.now + delay * 1000,
    }));
    this.journals.set(journal, [...arrivals, ...(this.journals.get(journal) ?? [])]);
    return answer === "value" ? Promise.resolve({ SecretString: "x" }) : Promise.reject(this.refused(answer, place));
  }

  private refused(code: string, place: Place) {
    const kind =
      code === "ResourceNotFoundException" ? "missing" : code.startsWith("AccessDenied") ? "denied" : "other";
    return new RefusedCall({ kind, code, message: code, operation: "secretsmanager:GetSecretValue", place });
  }
}

function run(fake: FakeOrganization, more: Partial<DrillProps> = {}) {
  const names = organization.names.reads;
  return drill({
    targets,
    decoys: false,
    reads: fake,
    journals: {
      calls: fake,
      place: home,
      of: ({ mode }) => (mode === "quiet" ? names.quietJournalName : names.journalName),
    },
    marks,
    waitMs: 15 * MINUTE,
    parallel: 4,
    clock: fake.clock,
    ...more,
  });
}

const called = ({ account, region }: Place) => `${account} ${region}`;

test("every account and governed region is read in once, and each read is seen to come, in quiet accounts, too", async () => {
  const fake = new FakeOrganization(() => well);

  const { came, ...others } = await run(fake);

  expect(new Set(targets.map(({ mode }) => mode)).size).toBe(2);
  expect(fake.reads.map(called).sort()).toEqual(targets.map(({ place }) => called(place)).sort());
  expect(came.map(({ target }) => called(target.place)).sort()).toEqual(fake.reads.map(called).sort());
  expect(others).toEqual({
    ...{ missing: [], notMade: [], existing: [], notTried: [] },
    isInterrupted: false,
    journalRefusal: undefined,
  });
});
