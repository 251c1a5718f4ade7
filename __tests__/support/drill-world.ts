import type { AwsCalls } from "../../aws/calls";
import { SavedAnswers } from "../../aws/saved-answers";
import type { DrillOptions, DrillWorld } from "../../cli/drill";
import { targetsOf } from "../../drill/target";
import type { Organization } from "../../organization/organization";
import { DRILL_START, DrilledOrganization, type Fate } from "./drilled-organization";

/** An AWS for the command, in which reads end as they are fated to, and nothing else is known but what somebody answers. */
export class FakeWorld implements DrillWorld {
  aws: DrilledOrganization | undefined;
  /** Calls that were made to look. */
  readonly asked = new Set<string>();

  constructor(
    private readonly options: Pick<DrillOptions, "decoy" | "notify">,
    private readonly fateOf: (index: number) => Fate,
    private readonly doctors: AwsCalls = new SavedAnswers(() => undefined),
  ) {}

  readonly reads = (organization: Organization, session: string): AwsCalls => {
    const { decoy = false, notify = false } = this.options;
    const { drillSecretPrefix, loudDrillSecretPrefix } = organization.names.health;
    const secret = session.replace(drillSecretPrefix, notify ? loudDrillSecretPrefix : drillSecretPrefix);
    const targets = targetsOf(organization, decoy ? "decoys" : { secret });
    this.aws = new DrilledOrganization(organization, targets, this.fateOf, session);
    return this.aws;
  };

  readonly looks = (): AwsCalls => ({
    call: (operation, input, place) => {
      this.asked.add(operation);
      const whoAnswers = operation === "logs:FilterLogEvents" ? this.aws! : this.doctors;
      return whoAnswers.call(operation, input, place);
    },
  });

  readonly clock = {
    now: () => this.aws?.now ?? DRILL_START,
    sleep: async (milliseconds: number) => {
      this.aws!.now += milliseconds;
      await new Promise(setImmediate);
    },
  };
}
