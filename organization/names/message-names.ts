import { Naming } from "./naming";

/** What tells people. */
export class MessageNames extends Naming {
  readonly alertTopicName = `${this.ownPrefix}alerts`;

  /** State machine that words messages of reads, and its role. */
  readonly composerName = `${this.ownPrefix}message-composer`;

  /** State machine that tells of what was not told of at once, and its role. */
  readonly digestName = `${this.ownPrefix}digest`;

  /** State machine by which people on call mute reads, and its role. */
  readonly muteName = `${this.ownPrefix}mute`;

  /** State machine that words messages of the trail's alarms, and its role. */
  readonly alarmComposerName = `${this.ownPrefix}alarm-composer`;

  /** State machine that tells of alarms that were not told of at once or stay on, and its role. */
  readonly alarmDigestName = `${this.ownPrefix}alarm-digest`;

  /** Table in which the state machines remember what they told. */
  readonly memoryTableName = `${this.ownPrefix}memory`;

  readonly ownersTopicName = `${this.ownPrefix}owners`;

  /** Topic that alarms of detections publish to, and that tells nobody. */
  readonly alarmTopicName = `${this.ownPrefix}alarms`;

  /** Role with which event rules start the composer. */
  readonly composerStartRoleName = `${this.ownPrefix}message-start`;

  /** Role with which a schedule starts the digest. */
  readonly digestStartRoleName = `${this.ownPrefix}digest-start`;

  /** Role with which event rules start what tells of the trail's alarms. */
  readonly alarmStartRoleName = `${this.ownPrefix}alarm-start`;

  /** Topic of a route: alarms, first reads and digests for people, each read as JSON, or what people get for a chat. */
  routeTopicName(route: string, form: "people" | "events" | "chat"): string {
    // The form first: behind the name of a route it could be part of another route's.
    return `${this.ownPrefix}${form === "people" ? "route" : form}-${route}`;
  }

  get alertTopicArn(): string {
    return this.arnOf("sns", this.facts.homeRegion, this.facts.securityAccountId, this.alertTopicName);
  }

  /** The state machines that tell of the trail's alarms. */
  get alarmStateMachineArnPattern(): string {
    return this.stateMachineArn(`${this.ownPrefix}alarm-*`);
  }

  /** State machines that rules alone start, and other state machines: all but the one that people mute with. */
  get startedByRulesArnPatterns(): readonly string[] {
    return ["*-composer", "*digest", "roll-call"].map((end) => this.stateMachineArn(`${this.ownPrefix}${end}`));
  }

  get muteArn(): string {
    return this.stateMachineArn(this.muteName);
  }

  /** Messages that our state machines are at. */
  get executionArnPattern(): string {
    return this.arnOf("states", this.facts.homeRegion, this.facts.securityAccountId, `execution:${this.anyName}`);
  }

  /** Chats that are ours, of whichever kind. */
  get chatArnPattern(): string {
    return this.arnOf("chatbot", "", "*", `chat-configuration/*/${this.anyName}`);
  }

  get composerArn(): string {
    return this.stateMachineArn(this.composerName);
  }

  get memoryTableArn(): string {
    return this.arnOf("dynamodb", this.facts.homeRegion, this.facts.securityAccountId, `table/${this.memoryTableName}`);
  }
}
