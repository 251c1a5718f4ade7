import { rollCallDefinition } from "../../messages/roll-call/definition";
import { rollCallMemory, type RollCallFacts } from "../../messages/roll-call/facts";
import type { MemoryServer } from "./memory-table";
import { runDefinition, ServiceError, type Run } from "./run-composer";

/** A sign of life in the log group. */
export interface Sign {
  readonly account: string;
  readonly region: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** An organization with its log group, its table and a clock, in which the roll is called. */
export class RollCallWorld {
  now = Date.UTC(2026, 2, 1, 12, 0);
  signs: Sign[] = [];
  /** Status with which queries end. */
  queryStatus = "Complete";
  /** Error that SNS, Secrets Manager or another API answers instead, by its name. */
  readonly failing = new Map<string, ServiceError>([
    ["aws-sdk:secretsmanager:getSecretValue", new ServiceError("SecretsManager.ResourceNotFoundException", "no such")],
  ]);
  /** Error for some requests only. */
  refuse: (request: Record<string, unknown>) => ServiceError | undefined = () => undefined;
  /** Gets each input, result and variable of a state. */
  seeing: (value: unknown) => void = () => undefined;
  /** What was asked of each API. */
  readonly asked: { readonly api: string; readonly request: Record<string, unknown> }[] = [];
  readonly answers: { readonly api: string; readonly bytes: number; readonly rows: number }[] = [];
  private readonly queries: { readonly text: string; readonly from: number; polls: number }[] = [];

  constructor(
    readonly facts: RollCallFacts,
    private readonly memory: MemoryServer,
  ) {}

  /** All these places give a sign now. */
  hear(accounts: RollCallFacts["accounts"]): void {
    for (const { id, regions } of accounts) {
      for (const region of regions) this.signs.push({ account: id, region, at: this.now });
    }
  }

  /** The canary comes through to the composer. */
  async canaryArrives(): Promise<void> {
    const { partition, sort } = rollCallMemory.canary;
    await this.memory.call("dynamodb:putItem", {
      TableName: this.facts.tableName,
      Item: { pk: { S: partition }, sk: { S: sort }, at: { N: String(this.now) }, secret: { S: "canary" } },
    });
  }

  run(facts = this.facts): Promise<Run> {
    return runDefinition(
      rollCallDefinition(facts),
      { source: "aws.events" },
      {
        refuses: () => this.failing.has("sns:publish"),
        now: () => this.now,
        seeing: this.seeing,
        call: async (api, request) => {
          this.asked.push({ api, request: request as Record<string, unknown> });
          const error = this.failing.get(api) ?? this.refuse(request as Record<string, unknown>);
          if (error !== undefined) throw error;
          const answer = await this.answer(api, request as Record<string, never>);
          this.answers.push({
            api,
            bytes: Buffer.byteLength(JSON.stringify(answer)),
            rows: (answer as { Results?: unknown[] }).Results?.length ?? 0,
          });
          return answer;
        },
      },
    );
  }

  private answer(api: string, request: Record<string, never>): unknown {
    switch (api) {
      case "aws-sdk:cloudwatchlogs:startQuery":
        this.queries.push({ text: request.QueryString!, from: request.StartTime! * 1000, polls: 0 });
        return { QueryId: String(this.queries.length - 1) };
      case "aws-sdk:cloudwatchlogs:getQueryResults":
        return this.results(Number(request.QueryId));
      default:
        return this.memory.call(api, request);
    }
  }

  /** As Logs Insights answers: running at first, then rows of fields. */
  private results(id: number): unknown {
    const query = this.queries[id]!;
    if (query.polls++ === 0) return { Status: "Running", Results: [] };
    if (this.queryStatus !== "Complete") return { Status: this.queryStatus, Results: [] };
    const suffix = /account like \/(\S+)\//.exec(query.text)?.[1];
    const these = /account in \[([^\]]*)\]/.exec(query.text)?.[1];
    const last = new Map<string, number>();
    for (const { account, region, at } of this.signs) {
      if (at < query.from) continue;
      if (suffix !== undefined && !new RegExp(suffix).test(account)) continue;
      if (these?.includes(`"${account}"`) === false) continue;
      const place = `${account} ${region}`;
      last.set(place, Math.max(at, last.get(place) ?? 0));
    }
    const time = (at: number) => new Date(at).toISOString().replace("T", " ").replace("Z", "");
    return {
      Status: "Complete",
      Results: [...last].map(([place, at]) => [
        { Field: "place", Value: place },
        { Field: "last", Value: time(at) },
      ]),
    };
  }
}

/** What the roll call of an invented organization knows. */
export const exampleRollCall: RollCallFacts = {
  accounts: [
    { id: "555555555555", name: "deploy-tools", regions: ["eu-west-1", "eu-central-1"] },
    { id: "333333333333", name: "payments-prod", regions: ["eu-west-1", "eu-central-1"] },
    { id: "222222222222", name: "security", regions: ["eu-west-1", "eu-central-1"] },
    { id: "444444444444", name: "payments-dev", regions: ["eu-west-1", "eu-central-1"] },
  ],
  regions: ["eu-west-1", "eu-central-1"],
  periodMinutes: 60,
  heartbeatLogGroupName: "/aws/events/secretwatch-heartbeats",
  tableName: "secretwatch-memory",
  tell: {
    topicArn: "arn:aws:sns:eu-west-1:222222222222:secretwatch-health",
    canarySecretPrefix: "secretwatch-canary-",
  },
  integrationArn: (api) => `arn:aws:states:::${api}`,
};
