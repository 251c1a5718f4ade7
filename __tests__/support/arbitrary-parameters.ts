import fc from "fast-check";

import type { ExpectedReader } from "../../organization/reads-of-account";
import type { ListedParameters, ReadableParameter } from "../../reads/parameters";
import type { ToldAs } from "./told-reads";

/**
 * Random lists of parameters of one account, random reads there, and what is unexpected about them in plain code, which shares nothing
 * with the patterns. Names and paths begin like one another, so that what only looks right comes up often.
 */
const account = "901234567803";
const arnStart = `arn:aws:ssm:eu-west-1:${account}:parameter`;
const foreign = "arn:aws:ssm:eu-west-1:901234567804:parameter/shared/key";
const long = `/prod/${"long".repeat(30)}/db`;
const names = ["/db", "/prod/db", "/prod/db-2", "/prod/db/x", "/prod/db/x/y", "/dev/db"];
const known = [...names, long, foreign];
const paths = ["/prod/", "/prod/db/", "/dev/"];
const roleArn = (role: string) => `arn:aws:iam::${account}:role/${role}`;
const roles = ["a", "s/a", "s/b"];

const readerName = fc.constantFrom(
  ...roles.map(roleArn),
  roleArn("s/*"),
  `arn:aws:iam::${account}:user/u`,
  "service/ecs.amazonaws.com",
);

const places = ["vpce-0123456789abcdef0", "203.0.113.0/24"];
const reader = fc
  .tuple(readerName, fc.constantFrom<readonly string[] | undefined>(undefined, undefined, places, places.slice(0, 1)))
  .map(([name, from]): ExpectedReader => ({ reader: name, ...(from === undefined ? {} : { from }) }));

const parameter: fc.Arbitrary<ReadableParameter> = fc
  .record({
    name: fc.constantFrom(...names, ...names, ...paths, foreign, long),
    arnStart: fc.constant(arnStart),
    expectedReaders: fc.array(reader, { maxLength: 3 }),
    decoy: fc.nat(5).map((number) => number === 0),
  })
  .map((each) => (each.decoy ? { ...each, expectedReaders: [] } : each));

export const arbitraryParameters: fc.Arbitrary<ListedParameters> = fc.record({
  accountReaders: fc.array(reader, { maxLength: 1 }),
  parameters: fc.uniqueArray(parameter, { minLength: 1, maxLength: 5, selector: ({ name }) => name }),
});

export interface ParameterRead {
  readonly eventSource: "ssm.amazonaws.com";
  readonly eventName: string;
  readonly errorCode?: string;
  readonly errorMessage?: string;
  readonly requestParameters: {
    readonly name?: string;
    readonly names?: readonly string[];
    readonly path?: string;
    readonly recursive?: boolean;
    readonly withDecryption?: boolean;
  } | null;
  readonly sourceIPAddress?: string;
  readonly vpcEndpointId?: string;
  readonly userIdentity: {
    readonly type: string;
    readonly arn?: string;
    readonly invokedBy?: string;
    readonly sessionContext?: { readonly sessionIssuer: { readonly type: string; readonly arn: string } };
  };
}

const identity = fc.constantFrom<ParameterRead["userIdentity"]>(
  ...[...roles, "s/c", "b"].map((role) => ({
    type: "AssumedRole",
    arn: `arn:aws:sts::${account}:assumed-role/${role.split("/").at(-1)!}/session`,
    sessionContext: { sessionIssuer: { type: "Role", arn: roleArn(role) } },
  })),
  { type: "IAMUser", arn: `arn:aws:iam::${account}:user/u` },
  { type: "AWSService", invokedBy: "ecs.amazonaws.com" },
  { type: "Root", arn: `arn:aws:iam::${account}:root` },
);

const typed = fc
  .tuple(
    fc.constantFrom(...names, "/prod", "/PROD/DB", "/x/y", long, `${long}-2`),
    fc.constantFrom<(name: string) => string>(
      (name) => name,
      (name) => name,
      (name) => name.slice(1),
      (name) => arnStart + name,
      (name) => `${name}:3`,
      (name) => `${name}:live`,
      (name) => `${arnStart}${name}:3`,
      (name) => `arn:aws:ssm:eu-west-1:901234567804:parameter${name}`,
      () => `${foreign}:1`,
      () => foreign,
    ),
  )
  .map(([name, form]) => form(name));

const decryption = { withDecryption: true };
const call = fc.oneof(
  typed.map((name) => ({ eventName: "GetParameter", requestParameters: { name, ...decryption } })),
  typed.map((name) => ({ eventName: "GetParameterHistory", requestParameters: { name, ...decryption } })),
  fc
    .array(typed, { minLength: 1, maxLength: 3 })
    .map((some) => ({ eventName: "GetParameters", requestParameters: { names: some, ...decryption } })),
  fc
    .tuple(fc.constantFrom("/", "/prod", "/prod/", "/prod/db", "/prod/db/x/", "/dev", "/pro", "/x"), fc.boolean())
    .map(([path, recursive]) => ({
      eventName: "GetParametersByPath",
      requestParameters: { path, ...decryption, ...(recursive ? { recursive } : {}) },
    })),
  typed.map((name) => ({ eventName: "GetParameter", requestParameters: { name } })),
);

const whereFrom = fc.constantFrom(
  { sourceIPAddress: "203.0.113.7" },
  { sourceIPAddress: "198.51.100.7" },
  { sourceIPAddress: "ecs.amazonaws.com" },
  { sourceIPAddress: "10.0.0.1", vpcEndpointId: places[0]! },
  { sourceIPAddress: "203.0.113.7", vpcEndpointId: "vpce-00000000000000000" },
);

const outcome = fc.constantFrom({}, {}, {}, { errorCode: "AccessDenied" }, { errorCode: "ParameterNotFound" });

export const arbitraryParameterRead = fc
  .tuple(identity, call, outcome, whereFrom)
  .map(([userIdentity, called, how, where]): ParameterRead => ({
    eventSource: "ssm.amazonaws.com",
    userIdentity,
    ...called,
    ...how,
    ...where,
  }));

/** As what people are to be told of it. */
export function toldAs({ accountReaders, parameters }: ListedParameters, read: ParameterRead): ToldAs {
  const { requestParameters: asked, errorCode } = read;
  if (asked?.withDecryption !== true) return "nothing";
  const returned = asked.path === undefined ? namedBy(asked) : below(asked.path, asked.recursive === true);
  const holding = (name: string) => parameters.filter((each) => holds(each.name, name));
  const wanted = returned.filter((name) => holding(name).length > 0);
  if (wanted.length === 0) return "nothing";
  if (wanted.some((name) => holding(name).some(({ decoy }) => decoy))) return "unexpected";
  const caller = callerOf(read);
  const mayRead = (isFrom: (reader: ExpectedReader) => boolean) =>
    wanted.every((name) =>
      [...accountReaders, ...holding(name).flatMap(({ expectedReaders }) => expectedReaders)].some(
        (each) => isReader(each, caller) && isFrom(each),
      ),
    );
  if (mayRead((each) => isFromPlace(each, read)))
    return errorCode?.startsWith("AccessDenied") === true ? "unexpected" : "nothing";
  return mayRead(() => true) ? "elsewhere" : "unexpected";
}

function isReader({ reader: each }: ExpectedReader, caller: string): boolean {
  return each.endsWith("*") ? caller.startsWith(each.slice(0, -1)) : each === caller;
}

function isFromPlace({ from }: ExpectedReader, { sourceIPAddress = "", vpcEndpointId }: ParameterRead): boolean {
  if (from === undefined || sourceIPAddress.endsWith(".amazonaws.com")) return true;
  if (vpcEndpointId !== undefined) return from.includes(vpcEndpointId);
  return from.includes("203.0.113.0/24") && sourceIPAddress.startsWith("203.0.113.");
}

/** What a path returns: of the names that these tests know, and one that they don't in each place. */
function below(path: string, recursive: boolean): readonly string[] {
  const start = path.endsWith("/") ? path : `${path}/`;
  return [...known, `${start}else`, ...paths.map((each) => `${each}else`)].filter(
    (name) => name.startsWith(start) && (recursive || !name.slice(start.length).includes("/")),
  );
}

function holds(listed: string, name: string): boolean {
  return listed.endsWith("/") ? name.startsWith(listed) : name === listed;
}

function namedBy({ name, names: several = [] }: NonNullable<ParameterRead["requestParameters"]>): readonly string[] {
  return [...(name === undefined ? [] : [name]), ...several].map(plainName);
}

function plainName(written: string): string {
  if (written.startsWith("arn:") && !written.startsWith(arnStart)) return written.split(":").slice(0, 6).join(":");
  const [name = ""] = written.replace(arnStart, "").split(":");
  return name.startsWith("/") ? name : `/${name}`;
}

function callerOf({ userIdentity: { type, arn, invokedBy, sessionContext } }: ParameterRead): string {
  return type === "AWSService" ? `service/${invokedBy!}` : (sessionContext?.sessionIssuer.arn ?? arn!);
}
