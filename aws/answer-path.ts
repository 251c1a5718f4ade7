import type { Place } from "./calls";
import { type InputOf, type Operation, type OperationRow, operations } from "./operations";

/**
 * Where an answer lies in a directory, as the aws CLI would have printed it: `organizations/list-roots.json`,
 * `organizations/list-accounts-for-parent/r-ab12.json`, `secretsmanager/list-secrets/333333333333/eu-west-1.json`. Folders are named as the
 * CLI names services and operations.
 */
export function answerPath<Name extends Operation>(
  name: Name,
  input: InputOf<Name>,
  { account, region }: Place,
): string {
  const [service = "", call = ""] = name.split(":");
  const { scope, by = [] }: OperationRow = operations[name];
  const places = { organization: [], account: [account], region: [account, region] }[scope];
  const asked = by
    .map((member) => (input as Readonly<Record<string, string | undefined>>)[member])
    .filter((value) => value !== undefined)
    .map(inFileName);
  return `${[cliNames[service] ?? service, kebab(call), ...places, ...asked].join("/")}.json`;
}

/** Services that the aws CLI calls otherwise than IAM. */
const cliNames: Readonly<Record<string, string>> = {
  cloudformation: "cloudcontrol",
  s3: "s3api",
  servicequotas: "service-quotas",
  states: "stepfunctions",
};

/** As the aws CLI does: https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-commandstructure.html */
function kebab(call: string): string {
  return call.replace(/(?<=[A-Z])(?=[A-Z][a-z])|(?<=[a-z0-9])(?=[A-Z])/g, "-").toLowerCase();
}

/** Whatever has a meaning in a path is written as `%2F`, say; no name is a folder of the system. */
function inFileName(text: string): string {
  return encodeURIComponent(text)
    .replace(/[*'()]/g, (each) => `%${each.charCodeAt(0).toString(16).toUpperCase()}`)
    .replace(/^\.+$/, (dots) => "%2E".repeat(dots.length));
}
