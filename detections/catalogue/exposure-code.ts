import { all, any, field, not } from "../../patterns/condition";
import { calls, recordOf, succeeded } from "./api-call";
import type { Detection } from "../detection";
import { findWho, revokeSessions } from "./next-steps";

const lambda = field("eventSource").equals("lambda.amazonaws.com");

/** Detections on functions and models. Lambda appends the version of its API to the names of its calls. */
export const code: readonly Detection[] = [
  {
    id: "function-opened",
    title: "A function was opened to others",
    severity: "high",
    family: "exposure",
    condition: any(
      all(
        lambda,
        field("eventName").startsWith("AddPermission"),
        not(field("requestParameters.principal").endsWith(".amazonaws.com")),
        succeeded,
      ),
      all(
        lambda,
        any(
          field("eventName").startsWith("CreateFunctionUrlConfig"),
          field("eventName").startsWith("UpdateFunctionUrlConfig"),
        ),
        field("requestParameters.authType").equals("NONE"),
        succeeded,
      ),
    ),
    why: "Others can run the function with the rights of its role: other accounts, or anybody with its address.",
    likelyCauses: ["A function was put on the internet on purpose", "An intruder keeps a way to run code"],
    nextSteps: [
      "Look at requestParameters of the event: functionName, and principal. An asterisk is everybody",
      findWho,
      "If it was not meant: remove the permission (RemovePermission) and look at what the function's role did",
    ],
    references: ["Security Hub Lambda.1", "ATT&CK T1648"],
    matches: [
      {
        what: "to everybody",
        event: recordOf("lambda", "AddPermission20150331v2", { requestParameters: { principal: "*" } }),
      },
      {
        what: "to another account",
        event: recordOf("lambda", "AddPermission20150331v2", { requestParameters: { principal: "444455556666" } }),
      },
      {
        what: "at an address for everybody",
        event: recordOf("lambda", "CreateFunctionUrlConfig", { requestParameters: { authType: "NONE" } }),
      },
    ],
    ignores: [
      {
        what: "to a service of AWS",
        event: recordOf("lambda", "AddPermission20150331v2", {
          requestParameters: { principal: "events.amazonaws.com" },
        }),
      },
      {
        what: "at an address that asks who is there",
        event: recordOf("lambda", "CreateFunctionUrlConfig", { requestParameters: { authType: "AWS_IAM" } }),
      },
      {
        what: "an attempt that was denied",
        event: recordOf("lambda", "AddPermission20150331v2", { errorCode: "AccessDenied" }),
      },
    ],
  },
  {
    id: "function-changed",
    title: "The code or configuration of a function was changed",
    severity: "low",
    family: "exposure",
    condition: all(
      lambda,
      any(
        field("eventName").startsWith("UpdateFunctionCode"),
        field("eventName").startsWith("UpdateFunctionConfiguration"),
      ),
      succeeded,
    ),
    why: "New code, or a layer that loads first, runs with the rights of the function and sees all it is given.",
    likelyCauses: ["A deployment released a new version", "An intruder replaced the code or added a layer"],
    nextSteps: [
      "Look at requestParameters of the event: functionName, and layers from accounts that are not yours",
      "Compare it with the last deployment of the function",
      "If there was none: deploy the function again and rotate the secrets its role can read",
    ],
    references: ["ATT&CK T1648", "ATT&CK T1525"],
    matches: [
      { what: "other code", event: recordOf("lambda", "UpdateFunctionCode20150331v2") },
      {
        what: "a layer",
        event: recordOf("lambda", "UpdateFunctionConfiguration20150331v2", {
          requestParameters: { layers: ["arn:aws:lambda:eu-west-1:444455556666:layer:extension:1"] },
        }),
      },
    ],
    ignores: [
      { what: "a new function", event: recordOf("lambda", "CreateFunction20150331") },
      {
        what: "an attempt that was denied",
        event: recordOf("lambda", "UpdateFunctionCode20150331v2", { errorCode: "AccessDenied" }),
      },
    ],
  },
  {
    id: "model-access-enabled",
    title: "Access to a foundation model was enabled",
    severity: "medium",
    family: "exposure",
    sharesFilter: "exposures",
    condition: calls(
      "bedrock",
      ["PutFoundationModelEntitlement", "PutUseCaseForModelAccess", "CreateFoundationModelAgreement"],
      succeeded,
    ),
    why: "Stolen credentials are sold to people who run models with them; the bill comes later.",
    likelyCauses: ["A team started to use a model", "An intruder enabled one in an account that uses none"],
    nextSteps: [
      "Ask the owner of the account whether they use the model in requestParameters.modelId",
      "If they don't: look for InvokeModel and Converse calls in that region, and for the principal that made them",
      revokeSessions,
    ],
    references: ["ATT&CK T1496"],
    matches: [
      { what: "a model enabled", event: recordOf("bedrock", "PutFoundationModelEntitlement") },
      { what: "its terms accepted", event: recordOf("bedrock", "CreateFoundationModelAgreement") },
    ],
    ignores: [
      { what: "a model used", event: recordOf("bedrock", "InvokeModel") },
      { what: "models listed", event: recordOf("bedrock", "ListFoundationModels") },
    ],
  },
];
