import { AwsAccount } from "./aws-account";
import { makeSubscriptions, makeTopics } from "./deploy-topics";
import { makeQueue, type StandIn } from "./queues";
import { byHand } from "./report";
import type { TerraformJson } from "./terraform-json";

/** A rule that starts the state machine, and the queue that gets its input instead. */
export interface StartRule extends StandIn {
  readonly ruleName: string;
  readonly stateMachineArn: string;
}

/** An account and what of its stack was made in the emulator. */
export interface Deployed {
  readonly account: AwsAccount;
  readonly stack: TerraformJson;
  readonly startRules: readonly StartRule[];
  /** Where messages arrive: by mail address, by name of a topic that a chat listens to, by ARN of a queue. */
  readonly inboxes: ReadonlyMap<string, StandIn>;
}

/**
 * Makes the parts of a stack that messages pass through, with what the stack's JSON says of them. Policies, keys and
 * roles are left out: the emulator lets everybody do everything.
 */
export async function deployStack(url: string, stack: TerraformJson): Promise<Deployed> {
  const account = await AwsAccount.assume(url, stack.roleArn);
  await makeSecrets(account, stack);
  for (const queue of stack.resources("aws_sqs_queue")) {
    const { queueArn } = await makeQueue(account, queue.region, queue.text("name"));
    queue.learn({ arn: queueArn, name: queue.text("name") });
  }
  for (const group of stack.resources("aws_cloudwatch_log_group")) {
    await account.call("logs", group.region, "CreateLogGroup", { logGroupName: group.text("name") });
    group.learn({ name: group.text("name") });
  }
  await makeTables(account, stack);
  await makeBuses(account, stack);
  await makeTopics(account, stack);
  const inboxes = await makeSubscriptions(account, stack);
  for (const machine of stack.resources("aws_sfn_state_machine")) {
    const { stateMachineArn } = await account.call("states", machine.region, "CreateStateMachine", {
      name: machine.text("name"),
      type: machine.text("type"),
      definition: machine.optional("definition"),
      roleArn: stack.roleArn,
    });
    machine.learn({ arn: stateMachineArn as string });
  }
  return { account, stack, startRules: await makeRules(account, stack), inboxes };
}

/** Containers without values, as the stack has them; their ARNs end in what the emulator draws. */
async function makeSecrets(account: AwsAccount, stack: TerraformJson): Promise<void> {
  for (const secret of stack.resources("aws_secretsmanager_secret")) {
    const replicas = (secret.attributes.replica ?? []) as readonly { readonly region: string }[];
    const { ARN } = await account.call("secretsmanager", secret.region, "CreateSecret", {
      Name: secret.text("name"),
      AddReplicaRegions: replicas.map(({ region }) => ({ Region: region })),
    });
    secret.learn({ arn: ARN as string, name: secret.text("name") });
  }
}

async function makeTables(account: AwsAccount, stack: TerraformJson): Promise<void> {
  for (const table of stack.resources("aws_dynamodb_table")) {
    const attributes = table.attributes.attribute as readonly { readonly name: string; readonly type: string }[];
    await account.call("dynamodb", table.region, "CreateTable", {
      TableName: table.text("name"),
      BillingMode: table.text("billing_mode"),
      KeySchema: [
        { AttributeName: table.text("hash_key"), KeyType: "HASH" },
        { AttributeName: table.text("range_key"), KeyType: "RANGE" },
      ],
      AttributeDefinitions: attributes.map(({ name, type }) => ({ AttributeName: name, AttributeType: type })),
    });
  }
}

async function makeBuses(account: AwsAccount, stack: TerraformJson): Promise<void> {
  for (const bus of stack.resources("aws_cloudwatch_event_bus")) {
    const { EventBusArn } = await account.call("events", bus.region, "CreateEventBus", { Name: bus.text("name") });
    bus.learn({ name: bus.text("name"), arn: EventBusArn as string });
  }
  for (const archive of stack.resources("aws_cloudwatch_event_archive")) {
    await account.call("events", archive.region, "CreateArchive", {
      ArchiveName: archive.text("name"),
      EventSourceArn: archive.text("event_source_arn"),
      EventPattern: archive.optional("event_pattern"),
    });
  }
}

/** Rules and their targets. A target that is a state machine gets a queue in its place, with the same input. */
async function makeRules(account: AwsAccount, stack: TerraformJson): Promise<readonly StartRule[]> {
  for (const rule of stack.resources("aws_cloudwatch_event_rule")) {
    await account.call("events", rule.region, "PutRule", {
      Name: rule.text("name"),
      EventBusName: rule.optional("event_bus_name"),
      EventPattern: rule.optional("event_pattern"),
      ScheduleExpression: rule.optional("schedule_expression"),
      State: rule.optional("state"),
    });
    rule.learn({ name: rule.text("name") });
  }
  const startRules: StartRule[] = [];
  for (const target of stack.resources("aws_cloudwatch_event_target")) {
    const { region } = target;
    const transformer = target.attributes.input_transformer as { input_template: string } | undefined;
    const [ruleName, arn] = [target.text("rule"), target.text("arn")];
    let receiver = arn;
    if (arn.split(":")[2] === "states") {
      const queue = await makeQueue(account, region, `instead-of-start-${ruleName}`.slice(0, 80));
      receiver = queue.queueArn;
      startRules.push({ ...queue, ruleName, stateMachineArn: arn });
      byHand(`${ruleName} sends its input to a queue instead of starting the state machine`);
    }
    await account.call("events", region, "PutTargets", {
      Rule: ruleName,
      EventBusName: target.optional("event_bus_name"),
      Targets: [
        {
          Id: target.text("target_id"),
          Arn: receiver,
          ...(transformer && { InputTransformer: { InputTemplate: transformer.input_template } }),
        },
      ],
    });
  }
  return startRules;
}
