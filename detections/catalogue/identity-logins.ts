import { all, any, field, not } from "../../patterns/condition";
import { calls, recordOf, refusalOf, succeeded } from "./api-call";
import type { CloudTrailRecord, Detection } from "../detection";
import { findWho, revokeSessions } from "./next-steps";

function consoleLogin(type: string, outcome: string, more: CloudTrailRecord = {}): CloudTrailRecord {
  return recordOf("signin", "ConsoleLogin", {
    eventType: "AwsConsoleSignIn",
    userIdentity: { type },
    responseElements: { ConsoleLogin: outcome },
    ...more,
  });
}

function passwordRecovery(eventName: string): CloudTrailRecord {
  const userIdentity = { type: "Root" };
  return recordOf("signin", eventName, {
    eventType: "AwsConsoleSignIn",
    userIdentity,
    responseElements: { [eventName]: "Success" },
  });
}

const isRoot = field("userIdentity.type").equals("Root");
const withMfa = { additionalEventData: { MFAUsed: "Yes" } };
const withoutMfa = { additionalEventData: { MFAUsed: "No" } };

/** Detections on who comes in, and on keys and passwords that let somebody in. */
export const logins: readonly Detection[] = [
  {
    id: "root-used",
    title: "The root user of an account was used",
    severity: "critical",
    family: "identity",
    // The one detection without an event source: root counts whatever it does. What a service does in its name it told
    // that service in a call of its own, which counts. What anybody can do who knows the address is root-login-failed.
    condition: any(
      all(
        isRoot,
        field("userIdentity.invokedBy").isAbsent(),
        not(field("eventType").equals("AwsServiceEvent")),
        not(field("responseElements.ConsoleLogin").equals("Failure")),
        not(field("eventName").equals("PasswordRecoveryRequested")),
      ),
      calls("sts", ["AssumeRoot"]),
    ),
    why: "No policy of the account limits root. Nearly nothing needs it.",
    likelyCauses: ["Somebody did one of the few things only root can do", "An intruder got hold of the root mailbox"],
    nextSteps: [
      "Ask the owners of the account's mail address whether they logged in",
      "If nobody did: reset the password, remove access keys of root, and check its MFA device",
      "List what root did in the log group: userIdentity.type is Root",
    ],
    references: ["CIS 4.3", "Security Hub CloudWatch.1", "ATT&CK T1078.004"],
    matches: [
      { what: "login of root, with MFA", event: consoleLogin("Root", "Success", withMfa) },
      { what: "a call with a key of root", event: recordOf("iam", "CreateUser", { userIdentity: { type: "Root" } }) },
      { what: "a new password of root", event: passwordRecovery("PasswordRecoveryCompleted") },
      { what: "root of a member taken over from above", event: recordOf("sts", "AssumeRoot") },
    ],
    ignores: [
      {
        what: "a service on behalf of root",
        event: recordOf("kms", "Decrypt", { userIdentity: { type: "Root", invokedBy: "s3.amazonaws.com" } }),
      },
      {
        what: "a service's own event",
        event: recordOf("kms", "RotateKey", { eventType: "AwsServiceEvent", userIdentity: { type: "Root" } }),
      },
      { what: "a role", event: recordOf("iam", "CreateUser", { userIdentity: { type: "AssumedRole" } }) },
      { what: "a login of root that failed", event: consoleLogin("Root", "Failure", withoutMfa) },
      { what: "a new password of root asked for", event: passwordRecovery("PasswordRecoveryRequested") },
    ],
  },
  {
    id: "root-login-failed",
    title: "Somebody tried to log in as root, and could not",
    severity: "medium",
    family: "identity",
    // Whoever knows the mail address of the account can cause these, from anywhere and without any right.
    condition: calls(
      "signin",
      ["ConsoleLogin", "PasswordRecoveryRequested"],
      isRoot,
      not(field("responseElements.ConsoleLogin").equals("Success")),
    ),
    alarm: { threshold: 3, period: 900 },
    why: "Three attempts within a quarter of an hour are more than a typing error: somebody knows the address and tries.",
    likelyCauses: ["The owner of the address forgot the password", "Somebody guesses it, or wants a new one sent"],
    nextSteps: [
      "Ask the owners of the account's mail address whether it was them",
      "If it was not: make sure that root has an MFA device, and that nobody else reads that mailbox",
      "Look for root-used since then: a login that succeeded, or a password that was set, is an alarm of its own",
    ],
    references: ["CIS 4.6", "ATT&CK T1110"],
    matches: [
      { what: "a wrong password", event: consoleLogin("Root", "Failure", withoutMfa) },
      { what: "a new password asked for", event: passwordRecovery("PasswordRecoveryRequested") },
    ],
    ignores: [
      { what: "a login of root", event: consoleLogin("Root", "Success", withMfa) },
      { what: "a new password set, which is root-used", event: passwordRecovery("PasswordRecoveryCompleted") },
      { what: "a wrong password of a user", event: consoleLogin("IAMUser", "Failure", withoutMfa) },
    ],
  },
  {
    id: "console-login-without-mfa",
    title: "Somebody logged in without MFA",
    severity: "high",
    family: "identity",
    // Logins through an identity provider have their MFA there and are recorded as AssumedRole.
    condition: calls(
      "signin",
      ["ConsoleLogin"],
      field("userIdentity.type").isOneOf("IAMUser", "Root"),
      field("responseElements.ConsoleLogin").equals("Success"),
      not(field("additionalEventData.MFAUsed").equals("Yes")),
    ),
    why: "A stolen password was enough.",
    likelyCauses: ["A user never set up MFA", "An intruder logged in with a stolen or a reset password"],
    nextSteps: [
      "Ask the user, userIdentity.arn of the event, whether the login from sourceIPAddress was theirs",
      "If not: delete the login profile and the sessions of the user, and look at what was done since",
      "If so: set up MFA, or better, give the user access through your identity provider",
    ],
    references: ["CIS 4.2", "Security Hub CloudWatch.3", "ATT&CK T1078.004"],
    matches: [
      { what: "an IAM user without MFA", event: consoleLogin("IAMUser", "Success", withoutMfa) },
      { what: "root without MFA", event: consoleLogin("Root", "Success", withoutMfa) },
    ],
    ignores: [
      { what: "an IAM user with MFA", event: consoleLogin("IAMUser", "Success", withMfa) },
      { what: "single sign-on", event: consoleLogin("AssumedRole", "Success", withoutMfa) },
      { what: "a login that failed", event: consoleLogin("IAMUser", "Failure", withoutMfa) },
    ],
  },
  {
    id: "console-login-failures",
    title: "Several logins failed",
    severity: "medium",
    family: "identity",
    condition: calls("signin", ["ConsoleLogin"], field("responseElements.ConsoleLogin").equals("Failure")),
    alarm: { threshold: 5, period: 300 },
    why: "Five failures within five minutes are guessing rather than a typing error.",
    likelyCauses: ["Somebody forgot a password", "Somebody guesses passwords, or tries out stolen ones"],
    nextSteps: [
      "Look at userIdentity.userName and sourceIPAddress of the failures: one user or many, one address or many?",
      "Check whether a login from the same address succeeded afterwards",
      "If it did: delete the login profile and the sessions of that user",
    ],
    references: ["CIS 4.6", "Security Hub CloudWatch.6", "ATT&CK T1110"],
    matches: [{ what: "a wrong password", event: consoleLogin("IAMUser", "Failure", withoutMfa) }],
    ignores: [{ what: "a login", event: consoleLogin("IAMUser", "Success", withMfa) }],
  },
  {
    id: "access-key-created",
    title: "An access key was created",
    severity: "medium",
    family: "identity",
    sharesFilter: "permissions",
    condition: calls("iam", ["CreateAccessKey"], succeeded),
    why: "A key does not expire: whoever has it can come back after every password was changed.",
    likelyCauses: ["A key was rotated", "An intruder made a key for a user of theirs or of yours"],
    nextSteps: [
      findWho,
      "Look at requestParameters.userName of the event: did the user make the key, or somebody else?",
      "If nobody knows it: delete the key and look up what it was used for",
    ],
    references: ["ATT&CK T1098.001"],
    matches: [
      {
        what: "a key for another user",
        event: recordOf("iam", "CreateAccessKey", { requestParameters: { userName: "deployer" } }),
      },
    ],
    ignores: [
      { what: "a key deleted", event: recordOf("iam", "DeleteAccessKey") },
      { what: "an attempt that was denied", event: refusalOf("iam", "CreateAccessKey") },
    ],
  },
  {
    id: "login-profile-changed",
    title: "A user was given a password",
    severity: "medium",
    family: "identity",
    sharesFilter: "permissions",
    condition: calls("iam", ["CreateLoginProfile", "UpdateLoginProfile"], succeeded),
    why: "Whoever sets the password of a user can log in to the console as that user.",
    likelyCauses: ["An administrator reset a password", "An intruder took over a user that never logs in"],
    nextSteps: [
      "Ask the user, requestParameters.userName of the event, whether they asked for it",
      "If not: delete the login profile, and look for logins of that user since then",
      revokeSessions,
    ],
    references: ["ATT&CK T1098.001", "ATT&CK T1078.004"],
    matches: [
      { what: "a first password", event: recordOf("iam", "CreateLoginProfile") },
      { what: "another password", event: recordOf("iam", "UpdateLoginProfile") },
    ],
    ignores: [
      { what: "a user's own password changed", event: recordOf("iam", "ChangePassword") },
      { what: "an attempt that was denied", event: refusalOf("iam", "UpdateLoginProfile") },
    ],
  },
  {
    id: "mfa-deactivated",
    title: "An MFA device was removed",
    severity: "medium",
    family: "identity",
    sharesFilter: "permissions",
    condition: calls("iam", ["DeactivateMFADevice", "DeleteVirtualMFADevice"], succeeded),
    why: "From now on the password is enough, or a device of somebody else.",
    likelyCauses: ["A telephone was lost or replaced", "An intruder wants to log in with a stolen password"],
    nextSteps: [
      "Ask the user, requestParameters.userName or serialNumber of the event, whether they replaced the device",
      "If not: delete the login profile and the sessions of the user",
    ],
    references: ["ATT&CK T1556.006"],
    matches: [{ what: "deactivated", event: recordOf("iam", "DeactivateMFADevice") }],
    ignores: [
      { what: "set up", event: recordOf("iam", "EnableMFADevice") },
      { what: "an attempt that was denied", event: refusalOf("iam", "DeactivateMFADevice") },
    ],
  },
];
