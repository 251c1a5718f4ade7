import { stringify } from "yaml";

import { operationsOf } from "../aws/operation-roles";
import { DRILL_ROLE_NAME, testSecrets } from "../organization/names/health-names";

/** As many as there may be, with the parameters of examples/deploy-role/template.yaml. */
const decoyParameters = ["DecoyName", "SecondDecoyName", "ThirdDecoyName"] as const;

const secretArn = (name: string) => ({
  "Fn::Sub": `arn:\${AWS::Partition}:secretsmanager:*:\${AWS::AccountId}:secret:${name}`,
});

/** What drills ask for, which never exists; and decoys, each by its ARN, if the role is to read any. */
const baits = [
  secretArn(`\${NamePrefix}-${testSecrets.drill}*`),
  ...decoyParameters.map((name) => secretArn(`\${${name}}-??????`)),
];

/**
 * The CloudFormation template of the role that makes the reads of drills, and of nothing else. What a policy of a secret or a key would
 * give it besides, it is denied.
 */
export function drillRoleTemplate(): string {
  const actions = operationsOf("drill");
  const template = {
    AWSTemplateFormatVersion: "2010-09-09",
    Description:
      "The role with which npx secretwatch drill reads in an account: secrets that do not exist, and decoys where they are named. " +
      "The same template is for every account.",
    Parameters: {
      TrustedPrincipalArns: {
        Type: "CommaDelimitedList",
        Description: "ARNs of the roles that run drills.",
      },
      NamePrefix: { Type: "String", Default: "secretwatch", Description: "namePrefix of organization.yaml." },
      ...Object.fromEntries(
        decoyParameters.map((name) => [
          name,
          {
            Type: "String",
            Default: "no-decoys",
            Description: "Name of a decoy that drills may read, as in defaults.decoys. People are told of each read.",
          },
        ]),
      ),
    },
    Resources: {
      Role: {
        Type: "AWS::IAM::Role",
        Properties: {
          // The message composer knows it by this name, and whoever else reads so is told of.
          RoleName: DRILL_ROLE_NAME,
          Description: "Drills read with it what does not exist, to see whether reads come through",
          AssumeRolePolicyDocument: {
            Version: "2012-10-17",
            Statement: [
              { Effect: "Allow", Principal: { AWS: { Ref: "TrustedPrincipalArns" } }, Action: "sts:AssumeRole" },
            ],
          },
          Policies: [
            { PolicyName: "drill", PolicyDocument: { Version: "2012-10-17", Statement: statements(actions) } },
          ],
        },
      },
    },
    Outputs: { RoleArn: { Value: { "Fn::GetAtt": ["Role", "Arn"] } } },
  };
  // CloudFormation reads no anchors, and YAML 1.1, where an unquoted version is a date.
  const yaml = stringify(template, { aliasDuplicateObjects: false, lineWidth: 0, version: "1.1" });
  return `# Made from aws/operations.ts by: npm run generate\n${yaml}`;
}

function statements(actions: readonly string[]): readonly object[] {
  return [
    { Sid: "ReadWhatIsBait", Effect: "Allow", Action: actions, Resource: baits },
    // The value of a decoy is decrypted as whoever reads it, which the key's policy allows.
    { Sid: "DoNothingElse", Effect: "Deny", NotAction: [...actions, "kms:Decrypt"], Resource: "*" },
    { Sid: "ReadNothingElse", Effect: "Deny", Action: actions, NotResource: baits },
    {
      Sid: "DecryptNothingElse",
      Effect: "Deny",
      Action: "kms:Decrypt",
      Resource: "*",
      Condition: {
        StringNotLike: { "kms:ViaService": { "Fn::Sub": "secretsmanager.*.${AWS::URLSuffix}" } },
      },
    },
  ];
}
