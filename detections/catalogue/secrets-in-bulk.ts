import { any, field } from "../../patterns/condition";
import { notByService } from "./acts-of-services";
import { calls, recordOf, refusalOf, succeeded } from "./api-call";
import type { Detection } from "../detection";
import { findWho, revokeSessions } from "./next-steps";

const sharesFilter = "stores";

const countByPrincipal = "Count these calls by userIdentity.arn in the log group: one principal, or many?";
const compareWithDeployments = "If it is one: ask the owner of the account whether a deployment or an inventory ran";

/** Detections on places with secrets that deployments and applications read all day: only many reads tell anything. */
export const secretsInBulk: readonly Detection[] = [
  {
    id: "parameter-read-denied",
    title: "Reading parameters was denied several times",
    severity: "medium",
    family: "secrets",
    sharesFilter,
    // A denied call may be recorded without its request, so nothing in it is tested. By path: parameters-read-from-root.
    condition: calls(
      "ssm",
      ["GetParameter", "GetParameters", "GetParameterHistory"],
      field("errorCode").startsWith("AccessDenied"),
    ),
    alarm: { threshold: 5, period: 300 },
    why: "Whoever tries out stolen credentials is refused again and again; so is an application that lost a permission.",
    likelyCauses: ["A deployment lost its permission", "Stolen credentials were tried out on the parameter store"],
    nextSteps: [
      "Look at userIdentity.arn and errorMessage of the events: one principal, and one parameter or many?",
      "If it is an application: correct its role",
      revokeSessions,
    ],
    references: ["ATT&CK T1555.006", "ATT&CK T1552"],
    matches: [
      { what: "denied", event: refusalOf("ssm", "GetParameter") },
      {
        what: "with the long form of the code",
        event: refusalOf("ssm", "GetParameters", { errorCode: "AccessDeniedException" }),
      },
    ],
    ignores: [
      { what: "a read", event: recordOf("ssm", "GetParameter") },
      {
        what: "a parameter that is not there",
        event: recordOf("ssm", "GetParameter", { errorCode: "ParameterNotFound" }),
      },
    ],
  },
  {
    id: "functions-read-in-bulk",
    title: "Code or configuration of many functions was read",
    severity: "low",
    family: "secrets",
    sharesFilter,
    condition: calls(
      "lambda",
      ["GetFunction20150331v2", "GetFunctionConfiguration20150331v2"],
      notByService(),
      succeeded,
    ),
    alarm: { threshold: 100, period: 300 },
    why: "Environment variables of functions often hold passwords; the call for the code gives them out as well.",
    likelyCauses: ["A deployment or an inventory looked at all functions", "An intruder searches for passwords"],
    nextSteps: [
      countByPrincipal,
      compareWithDeployments,
      "If nobody knows it: rotate what stands in these variables, and move it to AWS Secrets Manager",
    ],
    references: ["ATT&CK T1552", "ATT&CK T1526"],
    matches: [
      { what: "code and configuration", event: recordOf("lambda", "GetFunction20150331v2") },
      { what: "configuration alone", event: recordOf("lambda", "GetFunctionConfiguration20150331v2") },
    ],
    ignores: [
      { what: "functions listed", event: recordOf("lambda", "ListFunctions20150331") },
      {
        what: "a service that records configurations",
        event: recordOf("lambda", "GetFunction20150331v2", { userIdentity: { type: "AWSService" } }),
      },
      { what: "an attempt that was denied", event: refusalOf("lambda", "GetFunction20150331v2") },
    ],
  },
  {
    id: "task-definitions-read-in-bulk",
    title: "Many task definitions were read",
    severity: "low",
    family: "secrets",
    sharesFilter,
    condition: calls("ecs", ["DescribeTaskDefinition"], succeeded),
    alarm: { threshold: 100, period: 300 },
    why: "Task definitions keep every old version, with the environment variables, and passwords, of its time.",
    likelyCauses: ["Many deployments ran at once", "An intruder goes through old versions for passwords"],
    nextSteps: [
      countByPrincipal,
      compareWithDeployments,
      "If nobody knows it: rotate what stands in these definitions, and let ECS fetch it from AWS Secrets Manager",
    ],
    references: ["ATT&CK T1552", "ATT&CK T1526"],
    matches: [{ what: "one of many", event: recordOf("ecs", "DescribeTaskDefinition") }],
    ignores: [
      { what: "definitions listed", event: recordOf("ecs", "ListTaskDefinitions") },
      { what: "an attempt that was denied", event: refusalOf("ecs", "DescribeTaskDefinition") },
    ],
  },
  {
    id: "launch-templates-read-in-bulk",
    title: "Many launch templates were read",
    severity: "low",
    family: "secrets",
    sharesFilter,
    // Scaling groups read theirs all day, by a role that is linked to their service.
    condition: calls("ec2", ["DescribeLaunchTemplateVersions"], notByService(), succeeded),
    alarm: { threshold: 50, period: 300 },
    why: "A launch template gives out the start script of its instances, often with passwords and keys in it.",
    likelyCauses: ["A deployment or an inventory looked at all templates", "An intruder searches for passwords"],
    nextSteps: [
      countByPrincipal,
      compareWithDeployments,
      "If nobody knows it: move secrets out of these scripts, and rotate them",
    ],
    references: ["ATT&CK T1552", "ATT&CK T1580"],
    matches: [{ what: "one of many", event: recordOf("ec2", "DescribeLaunchTemplateVersions") }],
    ignores: [
      { what: "templates listed", event: recordOf("ec2", "DescribeLaunchTemplates") },
      {
        what: "a scaling group",
        event: recordOf("ec2", "DescribeLaunchTemplateVersions", {
          userIdentity: {
            sessionContext: {
              sessionIssuer: { arn: "arn:aws:iam::111122223333:role/aws-service-role/autoscaling.amazonaws.com/x" },
            },
          },
        }),
      },
    ],
  },
  {
    id: "database-credentials-issued",
    title: "Many logins to data warehouses were issued",
    severity: "low",
    family: "secrets",
    sharesFilter,
    condition: any(
      calls("redshift", ["GetClusterCredentials", "GetClusterCredentialsWithIAM"], succeeded),
      calls("redshift-serverless", ["GetCredentials"], succeeded),
    ),
    alarm: { threshold: 50, period: 300 },
    why: "Each is a user and a password of a warehouse for up to an hour, good from wherever it can be reached.",
    likelyCauses: ["Many people or reports connected at once", "An intruder makes themselves logins"],
    nextSteps: [
      countByPrincipal,
      "Look at requestParameters of the events: which dbUser, and is autoCreate true?",
      revokeSessions,
    ],
    references: ["ATT&CK T1555", "ATT&CK T1078.004"],
    matches: [
      { what: "of a cluster", event: recordOf("redshift", "GetClusterCredentials") },
      { what: "without a cluster", event: recordOf("redshift-serverless", "GetCredentials") },
    ],
    ignores: [
      { what: "clusters listed", event: recordOf("redshift", "DescribeClusters") },
      { what: "an attempt that was denied", event: refusalOf("redshift", "GetClusterCredentials") },
    ],
  },
  {
    id: "login-clients-read-in-bulk",
    title: "Secrets of many login clients were read",
    severity: "low",
    family: "secrets",
    sharesFilter,
    condition: calls("cognito-idp", ["DescribeUserPoolClient"], succeeded),
    alarm: { threshold: 20, period: 300 },
    why: "The call gives out the client's secret, with which somebody can pass for the application at its login.",
    likelyCauses: ["A deployment read what it manages", "An intruder collects secrets of applications"],
    nextSteps: [countByPrincipal, compareWithDeployments, findWho, "If nobody knows it: make new clients"],
    references: ["ATT&CK T1528", "ATT&CK T1552"],
    matches: [{ what: "one of many", event: recordOf("cognito-idp", "DescribeUserPoolClient") }],
    ignores: [
      { what: "clients listed", event: recordOf("cognito-idp", "ListUserPoolClients") },
      { what: "an attempt that was denied", event: refusalOf("cognito-idp", "DescribeUserPoolClient") },
    ],
  },
];
