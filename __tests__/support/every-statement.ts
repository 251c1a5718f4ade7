import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

import { readTemplate } from "../../scripts/cloudformation-template";
import { everything } from "../../scripts/requests/everything";
import { uncheckedOrganization } from "./edited-organization";
import { everyOrganization } from "./every-organization";
import { policiesIn, type SynthesizedPolicy } from "./policies-in";
import type { AnyStatement, PolicyKind } from "./service-reference";
import { root, synthesize, type Synthesized } from "./synthesized";

/** A statement, and where it stands. */
export interface Place {
  readonly where: string;
  readonly kind: PolicyKind;
  readonly statement: AnyStatement;
}

interface Document {
  readonly Statement: readonly AnyStatement[];
}

const organizations = [
  ...everyOrganization,
  ...(["aws", "aws-us-gov", "aws-cn"] as const).map(
    (partition) => [`everything in ${partition}`, () => uncheckedOrganization(everything(partition))] as const,
  ),
];
/** Every statement of every policy: of the stacks of all kinds of organizations, of templates, and of docs; each once. */
export const everyStatement: readonly Place[] = once([
  ...organizations.flatMap(([name, make]) =>
    Object.values(synthesize(make())).flatMap((stack) =>
      policiesIn(stack).flatMap((policy) => ofPolicy(name, stack, policy)),
    ),
  ),
  ...readdirSync(path.join(root, "examples")).flatMap(ofTemplate),
  ...["", "decisions"].flatMap(ofDocs),
]);

function ofPolicy(name: string, stack: Synthesized, policy: SynthesizedPolicy): readonly Place[] {
  const kind = kindOf(stack, policy);
  return policy.statements.map((statement) => ({
    where: `${name}, ${policy.address}, ${statement.Sid}`,
    kind,
    statement,
  }));
}

function kindOf({ resource = {} }: Synthesized, { address, type, attribute }: SynthesizedPolicy): PolicyKind {
  if (attribute === "assume_role_policy") return "trust";
  if (type === "aws_iam_role_policy") return "identity";
  if (type !== "aws_organizations_policy") return "resource";
  return resource[type]![address.split(".")[1]!]!.type === "RESOURCE_CONTROL_POLICY" ? "RCP" : "SCP";
}

function ofTemplate(name: string): readonly Place[] {
  const file = path.join(root, "examples", name, "template.yaml");
  if (!readdirSync(path.dirname(file)).includes("template.yaml")) return [];
  const documents = (properties: Readonly<Record<string, unknown>>): readonly (readonly [PolicyKind, Document])[] => {
    const {
      PolicyDocument,
      Policies = [],
      AssumeRolePolicyDocument,
    } = properties as {
      PolicyDocument?: Document;
      Policies?: readonly { PolicyDocument: Document }[];
      AssumeRolePolicyDocument?: Document;
    };
    return [
      ...[PolicyDocument, ...Policies.map((each) => each.PolicyDocument)].flatMap((each) =>
        each === undefined ? [] : [["identity", each] as const],
      ),
      ...(AssumeRolePolicyDocument === undefined ? [] : [["trust", AssumeRolePolicyDocument] as const]),
    ];
  };
  return Object.entries(readTemplate(file).Resources).flatMap(([id, { Properties }]) =>
    documents(Properties).flatMap(([kind, { Statement }]) =>
      Statement.map((statement) => ({ where: `${name}, ${id}, ${statement.Sid}`, kind, statement })),
    ),
  );
}

/** Statements that people are to take over. */
function ofDocs(folder: string): readonly Place[] {
  const directory = path.join(root, "docs", folder);
  return readdirSync(directory)
    .filter((name) => name.endsWith(".md"))
    .flatMap((name) => {
      const blocks = [...readFileSync(path.join(directory, name), "utf8").matchAll(/^```json\n([\s\S]*?)^```/gm)].map(
        ([, text]) => text!,
      );
      return blocks
        .filter((text) => text.includes('"Effect"'))
        .flatMap((text) => {
          const read = JSON.parse(text) as AnyStatement | Document;
          const statements = "Statement" in read ? read.Statement : [read];
          return statements.map((statement): Place => ({ where: `docs/${name}`, kind: "resource", statement }));
        });
    });
}

/** Accounts differ in their ids, and their statements in nothing else. */
function once(all: readonly Place[]): readonly Place[] {
  const key = ({ kind, statement }: Place) => kind + JSON.stringify(statement).replace(/\d{12}/g, "");
  return [...new Map(all.map((each) => [key(each), each])).values()];
}
