import { Naming } from "./naming";

/** What unexpected reads travel through. */
export class ReadNames extends Naming {
  /** Where the unexpected reads of all accounts meet. */
  readonly busName = `${this.ownPrefix}unexpected-reads`;

  /** Where the unexpected reads of quiet waves meet, of which nobody is told. */
  readonly quietBusName = `${this.ownPrefix}quiet-reads`;

  /** Role in each account that forwards to the central bus. */
  readonly forwardingRoleName = `${this.ownPrefix}forwarding`;

  /** Queue in each account and region of what could not be forwarded. */
  readonly undeliveredQueueName = `${this.ownPrefix}undelivered`;

  /** Queue in the security account of what the central bus could not deliver. */
  readonly centralUndeliveredQueueName = `${this.ownPrefix}central-undelivered`;

  /** Every unexpected read, as it came in. EventBridge writes to groups under /aws/events only. */
  readonly journalName = `/aws/events/${this.ownPrefix}unexpected-reads`;

  /** Unexpected reads in quiet waves. */
  readonly quietJournalName = `/aws/events/${this.ownPrefix}quiet-reads`;

  get busArn(): string {
    return this.arnOfBus(this.busName);
  }

  get quietBusArn(): string {
    return this.arnOfBus(this.quietBusName);
  }

  /** The bus of every account and region on which AWS puts events. */
  get defaultBusArnPattern(): string {
    return this.arnOf("events", "*", "*", "event-bus/default");
  }

  private arnOfBus(busName: string): string {
    return this.arnOf("events", this.facts.homeRegion, this.facts.securityAccountId, `event-bus/${busName}`);
  }

  /** Archives of event buses of the security account that are ours. */
  get archiveArnPattern(): string {
    return this.arnOf("events", "*", this.facts.securityAccountId, `archive/${this.anyName}`);
  }
}
