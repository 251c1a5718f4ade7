import type { Account, MemberAccount, WatchedParameter } from "../organization/organization";
import type { ExpectedReader, ParameterNames } from "../organization/reads-of-account";
import type { ReadFacts } from "./expected-reads";

/** A parameter, or all below a path, as one account and region reads it. */
export interface ReadableParameter {
  /**
   * Its name with a slash before it, or the ARN of one of another account. A path ends in a slash.
   * Parameter Store takes `db` and `/db`, and it is not documented whether they are one: here they are.
   */
  readonly name: string;
  /** Begins the ARNs of what is in this account and region; one of another account has its own. */
  readonly arnStart: string;
  readonly expectedReaders: readonly ExpectedReader[];
  /** Nobody is expected to read it, those who may read anything neither. */
  readonly decoy: boolean;
}

/** What of an account and region is listed, and who may read all of it. */
export interface ListedParameters {
  readonly accountReaders: readonly ExpectedReader[];
  readonly parameters: readonly ReadableParameter[];
}

/** Parameters that an account lists in a region. */
export function listedParameters({ names }: ReadFacts, account: Account, region: string): ListedParameters {
  const { watchedParameters = [] } = account as Partial<MemberAccount>;
  const reader = ({ reader: written, ...where }: ExpectedReader): ExpectedReader => ({
    reader: written.startsWith("service/") ? written : names.access.principalArn(account.id, written),
    ...where,
  });
  const arnStart = names.parameterArn(region, account.id, "");
  return {
    accountReaders: account.expectedReaders.map(reader),
    parameters: watchedParameters
      .filter(({ regions }) => regions.includes(region))
      .map(({ name, expectedReaders, decoy }) => ({
        name: fullName(name, arnStart),
        arnStart,
        expectedReaders: expectedReaders.map(reader),
        decoy,
      })),
  };
}

/** A listed name in the one form that all are compared in. */
export function fullName(written: WatchedParameter["name"], arnStart: string): string {
  const name = written.endsWith("/*") ? written.slice(0, -1) : written;
  if (name.startsWith(`${arnStart}/`)) return name.slice(arnStart.length);
  return name.startsWith("/") || name.startsWith("arn:") ? name : `/${name}`;
}

export function isPath({ name }: Pick<ReadableParameter, "name">): boolean {
  return name.endsWith("/");
}

/** Whether all that is the narrow one, or below it, is also the wide one, or below it. */
export function contains(wide: ReadableParameter, narrow: ReadableParameter): boolean {
  return isPath(wide) ? narrow.name.startsWith(wide.name) : narrow.name === wide.name;
}

/** How a call can name one of some parameters. */
export interface NameForms {
  readonly exact: readonly string[];
  readonly prefixes: readonly string[];
}

/**
 * As `name` or among `names`: by its name or ARN, also with a version or label behind it.
 * https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html
 */
export function namesOf({ name, arnStart, ...rest }: ReadableParameter): NameForms {
  const forms = name.startsWith("arn:") ? [name] : [name, name.slice(1), `${arnStart}${name}`];
  if (isPath({ name, ...rest })) return { exact: [], prefixes: forms };
  return { exact: forms, prefixes: forms.map((form) => `${form}:`) };
}

/**
 * As the `path` of a call, which returns what is directly below it, or all below it where the call is recursive. Paths begin with a slash.
 * https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParametersByPath.html
 */
export function pathsTo({ name }: ReadableParameter): {
  readonly any: NameForms;
  readonly recursive: readonly string[];
} {
  if (name.startsWith("arn:")) return { any: { exact: [], prefixes: [] }, recursive: [] };
  const parts = name.split("/").slice(1, -1);
  const above = parts.map((_, index) => `/${parts.slice(0, index + 1).join("/")}`);
  const last = above.pop();
  const spelled = (path: string) => [path, `${path}/`];
  const parent = last === undefined ? ["/"] : spelled(last);
  const recursive = last === undefined ? [] : ["/", ...above.flatMap(spelled)];
  return isPath({ name })
    ? { any: { exact: parent.slice(0, 1), prefixes: parent.slice(1) }, recursive }
    : { any: { exact: parent, prefixes: [] }, recursive };
}

/** The same for whoever decides reads one by one. */
export function parameterNames(parameters: readonly ReadableParameter[]): ParameterNames {
  const of = (some: readonly ReadableParameter[]) => some.map(({ name }) => name);
  return {
    names: of(parameters.filter((each) => !isPath(each))),
    paths: of(parameters.filter(isPath)),
  };
}
