import { createHash } from "node:crypto";

import jsonata from "jsonata";

import { composerDefinition } from "../../messages/reads/composer";
import type { ComposerFacts } from "../../messages/reads/composer-facts";

/** What the state machine gave to SNS. */
export interface Publication {
  readonly TopicArn: string;
  readonly Subject?: string;
  readonly Message: string;
  readonly MessageAttributes?: Readonly<Record<string, { readonly DataType: string; readonly StringValue: string }>>;
}

/** What a state machine asks of CloudWatch Logs. */
export interface JournalSearch {
  readonly LogGroupName: string;
  readonly FilterPattern: string;
  readonly StartTime: number;
  readonly Limit: number;
  readonly NextToken?: string;
}

export interface JournalPage {
  readonly Events: readonly { readonly Message: string }[];
  readonly NextToken?: string;
}

/** The services that the state machine calls. */
export interface Services {
  /** Whether SNS refuses a message to a topic. @default - it takes everything */
  readonly refuses?: (topicArn: string) => boolean;
  /** Where messages go besides. @default - nowhere */
  readonly publish?: (publication: Publication) => Promise<void>;
  /** What the journal has. @default - nothing */
  readonly search?: (request: JournalSearch) => JournalPage | Promise<JournalPage>;
  /** Every other API, by its name in the integration's ARN, as `dynamodb:putItem`. @default - there is none */
  readonly call?: (api: string, request: unknown) => unknown;
  /** Milliseconds since 1970. @default - those of this machine */
  readonly now?: () => number;
  /** Called where a state waits. @default - time stands still */
  readonly wait?: (untilMillis: number) => Promise<void> | void;
  /** Gets what passes through states: inputs, what they ask, their outputs and variables. @default - nobody looks */
  readonly seeing?: (value: unknown) => void;
  /** @default - some id */
  readonly executionId?: string;
}

/** An error of a service, as Step Functions names it: `DynamoDB.ConditionalCheckFailedException`. */
export class ServiceError extends Error {
  constructor(
    override readonly name: string,
    message: string,
  ) {
    super(message);
  }
}

export interface Run {
  readonly publications: readonly Publication[];
  /** Names of the states in the order in which they were entered. */
  readonly path: readonly string[];
  readonly status: "SUCCEEDED" | "FAILED";
  /** Why it failed. */
  readonly cause?: string;
}

type Variables = Readonly<Record<string, unknown>>;
interface Rule {
  readonly Condition: string;
  readonly Next: string;
  readonly Assign?: unknown;
}
interface State {
  readonly Type: string;
  readonly Resource?: string;
  readonly Next?: string;
  readonly Choices?: readonly Rule[];
  readonly Default?: string;
  readonly Assign?: unknown;
  readonly Output?: unknown;
  /** Of a state that fails. */
  readonly Cause?: string;
  readonly Arguments?: unknown;
  readonly Items?: string;
  readonly ItemProcessor?: Machine;
  readonly Branches?: readonly Machine[];
  /** Of a state that waits, in seconds or until a time. */
  readonly Seconds?: unknown;
  readonly Timestamp?: unknown;
  readonly Retry?: readonly { readonly ErrorEquals: readonly string[]; readonly MaxAttempts?: number }[];
  readonly Catch?: readonly {
    readonly ErrorEquals: readonly string[];
    readonly Next: string;
    readonly Assign?: unknown;
    readonly Output?: unknown;
  }[];
}
interface Machine {
  readonly StartAt: string;
  readonly States: Readonly<Record<string, State>>;
}
class Failed extends Error {}

/** Runs the state machine for an event. */
export async function runComposer(facts: ComposerFacts, input: unknown, services?: Services): Promise<Run> {
  return runDefinition(composerDefinition(facts), input, { call: everythingNew, ...services });
}

/** A table in which there is never anything, so that everything is new and nobody stands in line. */
export function everythingNew(api: string, request: unknown): unknown {
  const { ReturnValues } = request as { ReturnValues?: string };
  switch (api) {
    case "dynamodb:putItem":
      return {};
    case "aws-sdk:dynamodb:query":
      return { Items: [] };
    case "dynamodb:updateItem":
      return {
        UPDATED_NEW: { Attributes: { hits: { N: "1" } } },
        UPDATED_OLD: { Attributes: { next: { N: "0" } } },
      }[ReturnValues ?? ""];
    default:
      throw new ServiceError("States.TaskFailed", `no integration ${api}`);
  }
}

/**
 * As much of the Amazon States Language as the composer uses, and as strictly: an expression without a result is an
 * error, and so is assigning a variable that an outer scope has.
 */
export async function runDefinition(definition: string, input: unknown, services: Services = {}): Promise<Run> {
  const {
    refuses = () => false,
    search = () => ({ Events: [] }),
    now = Date.now,
    executionId = "execution",
  } = services;
  const context = { Execution: { Id: executionId } };
  const publications: Publication[] = [];
  const path: string[] = [];
  try {
    await run(JSON.parse(definition) as Machine, input, { millis: now });
    return { publications, path, status: "SUCCEEDED" };
  } catch (error) {
    if (error instanceof Failed) return { publications, path, status: "FAILED", cause: error.message };
    throw error;
  }

  async function run(machine: Machine, machineInput: unknown, outer: Variables): Promise<unknown> {
    const own: Record<string, unknown> = {};
    let name: string | undefined = machine.StartAt;
    let value = machineInput;
    while (name !== undefined) {
      path.push(name);
      const state: State = machine.States[name]!;
      if (state.Type === "Fail") {
        const said = state.Cause?.startsWith("{%") === true;
        throw new Failed(
          said ? String(await filled(state.Cause, { input: value, context }, { ...outer, ...own })) : name,
        );
      }
      if (state.Type === "Succeed" && state.Output === undefined) return value;
      const left = await leave(state, value, { ...outer, ...own });
      for (const variable of Object.keys(left.assigned)) {
        if (variable in outer) throw new Error(`${variable} is a variable of an outer scope`);
      }
      Object.assign(own, left.assigned);
      for (const each of [value, left.output, ...Object.values(left.assigned)]) services.seeing?.(each);
      value = left.output;
      name = left.next;
    }
    return value;
  }

  async function leave(state: State, stateInput: unknown, variables: Variables) {
    try {
      const states = { input: stateInput, context, result: await resultOf(state, stateInput, variables) };
      if (state.Choices !== undefined) {
        const rule = await chosen(state, states, variables);
        return await outcome(rule ?? state, states, variables, rule?.Next ?? state.Default, stateInput);
      }
      return await outcome(state, states, variables, state.Next, states.result ?? stateInput);
    } catch (error) {
      const { name, message } = error as Error;
      const catcher = state.Catch?.find(({ ErrorEquals }) => catches(ErrorEquals, name));
      if (catcher === undefined || error instanceof Failed) {
        if (error instanceof ServiceError) throw new Failed(`${name}: ${message}`);
        throw error;
      }
      const errorOutput = { Error: name, Cause: message };
      return outcome(catcher, { input: stateInput, context, errorOutput }, variables, catcher.Next, errorOutput);
    }
  }

  async function outcome(
    from: { readonly Assign?: unknown; readonly Output?: unknown },
    states: object,
    variables: Variables,
    next: string | undefined,
    otherwise: unknown,
  ) {
    return {
      assigned: ofBearableSize(await filled(from.Assign ?? {}, states, variables)) as Record<string, unknown>,
      output: ofBearableSize(from.Output === undefined ? otherwise : await filled(from.Output, states, variables)),
      next,
    };
  }

  async function chosen({ Choices }: State, states: object, variables: Variables) {
    for (const rule of Choices ?? []) {
      const met = await filled(rule.Condition, states, variables);
      if (typeof met !== "boolean") throw new TypeError(`not true or false: ${rule.Condition}`);
      if (met) return rule;
    }
    return undefined;
  }

  /** Again as often as the state says; without the time in between. */
  async function attempted(state: State, request: unknown): Promise<unknown> {
    for (let attempt = 0; ; attempt++) {
      try {
        return await called(state.Resource, request);
      } catch (error) {
        const retrier = state.Retry?.find(({ ErrorEquals }) => catches(ErrorEquals, (error as Error).name));
        if (retrier === undefined || attempt >= (retrier.MaxAttempts ?? 3)) throw error;
      }
    }
  }

  async function called(resource: string | undefined, request: unknown): Promise<unknown> {
    if (resource?.endsWith(":aws-sdk:cloudwatchlogs:filterLogEvents") === true) return search(request as JournalSearch);
    if (resource?.endsWith(":sns:publish") !== true) {
      const api = resource?.split(":").slice(5).join(":") ?? "";
      if (services.call === undefined) throw new ServiceError("States.TaskFailed", `no integration ${api}`);
      return JSON.parse(JSON.stringify((await services.call(api, request)) ?? {}));
    }
    const publication = request as Publication;
    if (refuses(publication.TopicArn)) {
      throw new ServiceError("SNS.AuthorizationErrorException", `no publishing to ${publication.TopicArn}`);
    }
    await services.publish?.(publication);
    publications.push(publication);
    return { MessageId: "1" };
  }

  async function resultOf(state: State, stateInput: unknown, variables: Variables): Promise<unknown> {
    const states = { input: stateInput, context };
    switch (state.Type) {
      case "Task":
        return attempted(state, await filled(state.Arguments, states, variables));
      case "Wait": {
        const until =
          state.Timestamp === undefined ? undefined : String(await filled(state.Timestamp, states, variables));
        const seconds = state.Seconds === undefined ? 0 : Number(await filled(state.Seconds, states, variables));
        await services.wait?.(until === undefined ? now() + seconds * 1000 : Date.parse(until));
        return undefined;
      }
      case "Parallel":
        return Promise.all(state.Branches!.map((branch) => run(branch, stateInput, variables)));
      case "Map": {
        const results: unknown[] = [];
        for (const item of (await filled(state.Items, states, variables)) as unknown[]) {
          results.push(await run(state.ItemProcessor!, item, variables));
        }
        return results;
      }
      default:
        return undefined;
    }
  }
}

/** https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html */
function ofBearableSize(value: unknown): unknown {
  if (value !== undefined && Buffer.byteLength(JSON.stringify(value)) > 262_144) {
    throw new ServiceError("States.DataLimitExceeded", "more than 256 KiB");
  }
  return value;
}

/** Whether a rule for errors is about this one. Nothing but its name catches what is too large. */
function catches(errors: readonly string[], name: string): boolean {
  return errors.includes(name) || (errors.includes("States.ALL") && name !== "States.DataLimitExceeded");
}

/** A template with every expression in it replaced by its result. */
async function filled(template: unknown, states: object, variables: Variables): Promise<unknown> {
  if (typeof template === "string") {
    const source = /^\{%([\s\S]*)%\}$/.exec(template)?.[1];
    return source === undefined ? template : evaluated(source, { ...variables, states });
  }
  if (Array.isArray(template)) return Promise.all(template.map((each) => filled(each, states, variables)));
  if (typeof template !== "object" || template === null) return template;
  const entries = Object.entries(template).map(async ([key, value]) => [key, await filled(value, states, variables)]);
  return Object.fromEntries((await Promise.all(entries)) as [string, unknown][]);
}

async function evaluated(source: string, variables: Variables): Promise<unknown> {
  const compiled = compile(source);
  let result: unknown;
  try {
    result = await compiled.evaluate(undefined, { ...variables, parse, hash });
  } catch (error) {
    throw new Error(`${(error as Error).message} in ${source}`, { cause: error });
  }
  if (result === undefined) throw new Error(`no result: ${source}`);
  // Neither functions nor marks that JSONata leaves on lists get out of an expression.
  return JSON.parse(JSON.stringify(result));
}

/** Step Functions has it, JSONata does not. https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html */
function hash(text: unknown, algorithm: unknown): string {
  if (typeof text !== "string" || algorithm !== "SHA-256") throw new TypeError("$hash takes a text and SHA-256");
  return createHash("sha256").update(text).digest("hex");
}

/** JSONata has none of its own. https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html */
function parse(text: unknown): unknown {
  if (typeof text !== "string") throw new TypeError("$parse takes a text");
  return JSON.parse(text);
}

const compiled = new Map<string, jsonata.Expression>();

function compile(source: string): jsonata.Expression {
  const known = compiled.get(source) ?? jsonata(source);
  compiled.set(source, known);
  return known;
}
