import type { AwsCalls, Place } from "../../aws/calls";
import type { AnswerOf, InputOf, Operation } from "../../aws/operations";
import type { Organization } from "../../organization/organization";

/** What the emulator forgets of what it was told, in the words of docs/emulated.md. */
export const forgotten = [
  "A metric of an alarm is its result, whatever it was told.",
  "Log groups are not protected from deletion.",
  "Every state machine is a standard one.",
  "A trail is of the account that makes it, also where it is the organization's.",
  "Buckets take every kind of encryption.",
] as const;

type Told<Name extends Operation> = Partial<AnswerOf<Name>>;

/** Answers of the emulator with what it was told and forgets; nothing that a fault changes is among it. */
export class ForgottenAnswers implements AwsCalls {
  constructor(
    private readonly emulator: AwsCalls,
    private readonly organization: Organization,
  ) {}

  async call<Name extends Operation>(operation: Name, input: InputOf<Name>, place: Place): Promise<AnswerOf<Name>> {
    const answer = await this.emulator.call(operation, this.ofItsAccount(operation, input), place);
    for (const alarm of (answer as Told<"cloudwatch:DescribeAlarms">).MetricAlarms ?? []) {
      for (const metric of alarm.Metrics ?? []) metric.ReturnData ??= false;
    }
    for (const group of (answer as Told<"logs:DescribeLogGroups">).logGroups ?? []) {
      group.deletionProtectionEnabled ??= true;
    }
    if (operation === "states:DescribeStateMachine")
      this.asItWasMade(answer as AnswerOf<"states:DescribeStateMachine">);
    const { Trail: trail } = answer as Told<"cloudtrail:GetTrail">;
    if (trail !== undefined) trail.TrailARN = this.organization.names.trail.arn;
    const { ServerSideEncryptionConfiguration: encryption } = answer as Told<"s3:GetBucketEncryption">;
    for (const rule of encryption?.Rules ?? []) rule.BlockedEncryptionTypes ??= { EncryptionType: ["SSE-C"] };
    return answer;
  }

  /** The name of the trail, where its ARN has the account that manages the organization. */
  private ofItsAccount<Name extends Operation>(operation: Name, input: InputOf<Name>): InputOf<Name> {
    if (!operation.startsWith("cloudtrail:")) return input;
    const nameIn = (value: unknown) =>
      typeof value === "string" && value.startsWith("arn:") ? value.slice(value.lastIndexOf("/") + 1) : value;
    const members = Object.entries(input as object).map(([name, value]) => [name, nameIn(value)]);
    return Object.fromEntries(members) as InputOf<Name>;
  }

  private asItWasMade(machine: AnswerOf<"states:DescribeStateMachine">): void {
    const isMute = machine.stateMachineArn === this.organization.names.messages.muteArn;
    machine.type = isMute ? "STANDARD" : "EXPRESS";
  }
}
