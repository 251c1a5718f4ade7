import { stringify } from "yaml";

import { planStatements } from "./plan-role";

/** In the name of a database, a prefix has underscores for hyphens. */
const sqlPrefix = { SqlPrefix: { "Fn::Join": ["_", { "Fn::Split": ["-", { Ref: "NamePrefix" }] }] } };

export const substituted = (resources: string | readonly string[]) =>
  [resources].flat().map((each) => {
    if (each === "*") return each;
    return { "Fn::Sub": each.includes("${SqlPrefix}") ? [each, sqlPrefix] : each };
  });

/** The CloudFormation template of the role with which pull requests plan. */
export function planRoleTemplate(): string {
  const statements = planStatements().map((statement) => ({
    ...statement,
    Resource: substituted(statement.Resource ?? "*"),
  }));
  const template = {
    AWSTemplateFormatVersion: "2010-09-09",
    Description:
      "The role that Terraform assumes in an account to plan Secretwatch. It reads settings, changes nothing, and is denied " +
      "the reading of values. The same template is for every account.",
    Parameters: {
      TrustedPrincipalArns: {
        Type: "CommaDelimitedList",
        Description: "ARNs of the two entry roles of the stack pipeline.",
      },
      RoleName: {
        Type: "String",
        Default: "SecretwatchPlan",
        Description: "pipeline.planRoleName of organization.yaml.",
      },
      NamePrefix: { Type: "String", Default: "secretwatch", Description: "namePrefix of organization.yaml." },
      TrailName: {
        Type: "String",
        Default: "secretwatch-organization",
        Description: "trail.name of organization.yaml.",
      },
      BucketName: {
        Type: "String",
        Default: "secretwatch-trail-*",
        Description: "archive.bucketName of organization.yaml, or the pattern of the computed name.",
      },
    },
    Resources: {
      Role: {
        Type: "AWS::IAM::Role",
        Properties: {
          RoleName: { Ref: "RoleName" },
          Description: "Terraform plans Secretwatch with it, and changes nothing",
          AssumeRolePolicyDocument: {
            Version: "2012-10-17",
            Statement: [
              { Effect: "Allow", Principal: { AWS: { Ref: "TrustedPrincipalArns" } }, Action: "sts:AssumeRole" },
            ],
          },
          Policies: [{ PolicyName: "plan", PolicyDocument: { Version: "2012-10-17", Statement: statements } }],
        },
      },
    },
    Outputs: { RoleArn: { Value: { "Fn::GetAtt": ["Role", "Arn"] } } },
  };
  // CloudFormation reads no anchors, and YAML 1.1, where an unquoted version is a date.
  const yaml = stringify(template, { aliasDuplicateObjects: false, lineWidth: 0, version: "1.1" });
  return `# Made from resources/ by: npm run generate\n${yaml}`;
}
