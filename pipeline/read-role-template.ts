import { stringify } from "yaml";

import { substituted } from "./plan-role-template";
import { readStatements } from "./read-role";

/** The CloudFormation template of the role with which discover and doctor look at an account. */
export function readRoleTemplate(): string {
  const statements = readStatements().map((statement) => ({
    ...statement,
    Resource: substituted(statement.Resource ?? "*"),
  }));
  const text = (Default: string, Description: string) => ({ Type: "String", Default, Description });
  const template = {
    AWSTemplateFormatVersion: "2010-09-09",
    Description:
      "The role with which npx secretwatch discover and doctor look at an account. It reads settings, changes nothing, and is " +
      "denied the reading of values. The same template is for every account.",
    Parameters: {
      TrustedPrincipalArns: {
        Type: "CommaDelimitedList",
        Description: "ARNs of the roles that look at accounts.",
      },
      ExternalId: text("", "What those who assume the role have to say, --external-id. Empty if nothing."),
      RoleName: text("SecretwatchRead", "What is given as --role."),
      NamePrefix: text("secretwatch", "namePrefix of organization.yaml."),
      DeployRoleName: text("SecretwatchDeploy", "deployRoleName of organization.yaml."),
      BucketName: text(
        "secretwatch-trail-*",
        "archive.bucketName of organization.yaml, or the pattern of the computed name.",
      ),
    },
    Conditions: { HasExternalId: { "Fn::Not": [{ "Fn::Equals": [{ Ref: "ExternalId" }, ""] }] } },
    Resources: {
      Role: {
        Type: "AWS::IAM::Role",
        Properties: {
          RoleName: { Ref: "RoleName" },
          Description: "Secretwatch looks at the account with it, and changes nothing",
          AssumeRolePolicyDocument: {
            Version: "2012-10-17",
            Statement: [
              {
                Effect: "Allow",
                Principal: { AWS: { Ref: "TrustedPrincipalArns" } },
                Action: "sts:AssumeRole",
                Condition: {
                  "Fn::If": [
                    "HasExternalId",
                    { StringEquals: { "sts:ExternalId": { Ref: "ExternalId" } } },
                    { Ref: "AWS::NoValue" },
                  ],
                },
              },
            ],
          },
          Policies: [{ PolicyName: "read", PolicyDocument: { Version: "2012-10-17", Statement: statements } }],
        },
      },
    },
    Outputs: { RoleArn: { Value: { "Fn::GetAtt": ["Role", "Arn"] } } },
  };
  // CloudFormation reads no anchors, and YAML 1.1, where an unquoted version is a date.
  const yaml = stringify(template, { aliasDuplicateObjects: false, lineWidth: 0, version: "1.1" });
  return `# Made from aws/operations.ts by: npm run generate\n${yaml}`;
}
