import { readFileSync } from "node:fs";

import { parse, type ScalarTag } from "yaml";

/** A CloudFormation template, as far as it is looked at here. */
export interface Template {
  readonly Parameters: Readonly<Record<string, { readonly Default?: string }>>;
  readonly Conditions?: Readonly<Record<string, unknown>>;
  readonly Resources: Readonly<Record<string, TemplateResource>>;
}

export interface TemplateResource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
}

/** Account for which templates are filled in. */
export const TEMPLATE_ACCOUNT = "333333333333";

const pseudo: Readonly<Record<string, string>> = {
  "AWS::Partition": "aws",
  "AWS::AccountId": TEMPLATE_ACCOUNT,
  "AWS::URLSuffix": "amazonaws.com",
};

/** For a parameter without default: they are the ARN of whoever takes the role, and names. */
const sample = (name: string) =>
  /Arns?$/.test(name) ? "arn:aws:iam::222222222222:role/pipeline" : `sample-${name.toLowerCase()}`;

/**
 * A template with its parameters filled in: those that are given, else their defaults. A resource that is referred to becomes
 * the ARN of the managed policy that it is, or stays its id.
 *
 * @param values parameters, and pseudo parameters as AWS::Partition
 */
export function readTemplate(file: string, values: Readonly<Record<string, string>> = {}): Template {
  const text = readFileSync(file, "utf8");
  const asIs = parse(text, { customTags: tags }) as Template;
  const valueOf = (name: string): string => values[name] ?? pseudo[name] ?? referred(name);
  // With a list, names of its own beside those of the template.
  const substituted = (value: unknown) => {
    const [text, own] = (Array.isArray(value) ? value : [value, {}]) as [string, Readonly<Record<string, string>>];
    return text.replace(/\$\{([\w:]+)\}/g, (_, name: string) => own[name] ?? valueOf(name));
  };
  const referred = (name: string): string => {
    const resource = asIs.Resources[name];
    if (resource === undefined) return asIs.Parameters[name]?.Default ?? sample(name);
    if (resource.Type !== "AWS::IAM::ManagedPolicy") return name;
    const policyName = String(filled(resource.Properties.ManagedPolicyName));
    return `arn:${valueOf("AWS::Partition")}:iam::${valueOf("AWS::AccountId")}:policy/${policyName}`;
  };
  const filled = (value: unknown): unknown =>
    JSON.parse(JSON.stringify(value), (_key, each: unknown) => {
      if (typeof each !== "object" || each === null) return each;
      if ("Fn::Split" in each) return splitText(each["Fn::Split"]);
      if ("Fn::Join" in each) return joinTexts(each["Fn::Join"]);
      if ("Fn::Equals" in each) return areEqual(each["Fn::Equals"]);
      if ("Fn::Not" in each) return !(each["Fn::Not"] as readonly [boolean])[0];
      if ("Fn::If" in each) return chosen(each["Fn::If"], conditions);
      if ("Fn::Sub" in each) return substituted(each["Fn::Sub"]);
      if (!("Ref" in each)) return each;
      // The member that has it is left out.
      return each.Ref === "AWS::NoValue" ? undefined : valueOf(String(each.Ref));
    });
  let conditions: Readonly<Record<string, unknown>> = {};
  conditions = filled(asIs.Conditions ?? {}) as typeof conditions;
  return filled(asIs) as Template;
}

function areEqual(value: unknown): boolean {
  const [one, other] = value as readonly unknown[];
  return one === other;
}

function chosen(value: unknown, conditions: Readonly<Record<string, unknown>>): unknown {
  const [name, then, otherwise] = value as readonly [string, unknown, unknown];
  return conditions[name] === true ? then : otherwise;
}

function splitText(value: unknown): readonly string[] {
  const [separator, text] = value as [string, string];
  return text.split(separator);
}

function joinTexts(value: unknown): string {
  const [separator, texts] = value as [string, readonly string[]];
  return texts.join(separator);
}

/** The short forms of what they stand for. */
const tags: ScalarTag[] = [
  { tag: "!Sub", resolve: (value) => ({ "Fn::Sub": value }) },
  { tag: "!Ref", resolve: (value) => ({ Ref: value }) },
  { tag: "!GetAtt", resolve: (value) => ({ "Fn::GetAtt": value }) },
];
