import { field } from "../../patterns/condition";
import { notByService } from "./acts-of-services";
import { calls, recordOf, refusalOf, succeeded } from "./api-call";
import type { Detection } from "../detection";
import { findWho, revokeSessions } from "./next-steps";

const sharesFilter = "permissions";

/** Detections on rights that somebody was given, by a policy, a group or a role. */
export const permissions: readonly Detection[] = [
  {
    id: "inline-policy-put-on-user",
    title: "A user or a group was given a policy of its own",
    severity: "medium",
    family: "identity",
    sharesFilter,
    condition: calls("iam", ["PutUserPolicy", "PutGroupPolicy"], succeeded),
    why: "An inline policy is in no list of policies: a quiet way to more rights, for users that outlive sessions.",
    likelyCauses: ["A user for software was set up", "Somebody gave themselves or a user of theirs more rights"],
    nextSteps: [
      "Read requestParameters.policyDocument of the event: what may userName or groupName do now?",
      findWho,
      "If nobody knows it: delete the policy, and revoke the sessions of both",
    ],
    references: ["CIS 1.15", "Security Hub IAM.2", "ATT&CK T1098.003"],
    matches: [
      { what: "a user", event: recordOf("iam", "PutUserPolicy") },
      { what: "a group", event: recordOf("iam", "PutGroupPolicy") },
    ],
    ignores: [
      { what: "a role", event: recordOf("iam", "PutRolePolicy") },
      { what: "taken away", event: recordOf("iam", "DeleteUserPolicy") },
      { what: "an attempt that was denied", event: refusalOf("iam", "PutUserPolicy") },
    ],
  },
  {
    id: "inline-policy-put-on-role",
    title: "A role was given a policy of its own",
    severity: "low",
    family: "identity",
    sharesFilter,
    condition: calls("iam", ["PutRolePolicy"], succeeded),
    why: "Deployments do it all day; between them a role can be given whatever somebody wants it to do.",
    likelyCauses: ["A deployment changed its role", "Somebody gave a role of theirs more rights"],
    nextSteps: [
      "Read requestParameters.policyDocument of the event: what may requestParameters.roleName do now?",
      "Compare it with the deployments of that account",
      "If there was none: delete the policy, and revoke the sessions of the role",
    ],
    references: ["ATT&CK T1098.003"],
    matches: [{ what: "a role", event: recordOf("iam", "PutRolePolicy") }],
    ignores: [
      { what: "taken away", event: recordOf("iam", "DeleteRolePolicy") },
      { what: "an attempt that was denied", event: refusalOf("iam", "PutRolePolicy") },
    ],
  },
  {
    id: "policy-version-created",
    title: "A policy was given other content",
    severity: "low",
    family: "identity",
    sharesFilter,
    condition: calls("iam", ["CreatePolicyVersion"], field("requestParameters.setAsDefault").isTrue(), succeeded),
    why: "Whoever may change a policy that is attached to them is an administrator one call later.",
    likelyCauses: ["A deployment changed its policy", "Somebody gave themselves more rights"],
    nextSteps: [
      "Read requestParameters.policyDocument of the event, and look up to whom the policy is attached",
      "Compare it with the deployments of that account",
      "If there was none: make the version of before the default again, and delete this one",
    ],
    references: ["ATT&CK T1098.003", "ATT&CK T1548.005"],
    matches: [
      {
        what: "a version that counts at once",
        event: recordOf("iam", "CreatePolicyVersion", { requestParameters: { setAsDefault: true } }),
      },
    ],
    ignores: [
      {
        what: "a version that does not count yet",
        event: recordOf("iam", "CreatePolicyVersion", { requestParameters: { setAsDefault: false } }),
      },
      { what: "an attempt that was denied", event: refusalOf("iam", "CreatePolicyVersion") },
    ],
  },
  {
    id: "policy-version-switched",
    title: "Another version of a policy was made the one that counts",
    severity: "medium",
    family: "identity",
    sharesFilter,
    condition: calls("iam", ["SetDefaultPolicyVersion"], succeeded),
    why: "An old version may allow what was taken away since; deployments make new versions instead.",
    likelyCauses: ["Somebody rolled a policy back by hand", "An intruder looked for a version with more rights"],
    nextSteps: [
      "Compare the versions of requestParameters.policyArn: what does the one in versionId allow in addition?",
      findWho,
      revokeSessions,
    ],
    references: ["ATT&CK T1098.003", "ATT&CK T1548.005"],
    matches: [{ what: "switched", event: recordOf("iam", "SetDefaultPolicyVersion") }],
    ignores: [
      { what: "a version deleted", event: recordOf("iam", "DeletePolicyVersion") },
      { what: "an attempt that was denied", event: refusalOf("iam", "SetDefaultPolicyVersion") },
    ],
  },
  {
    id: "user-added-to-group",
    title: "A user was added to a group",
    severity: "medium",
    family: "identity",
    sharesFilter,
    condition: calls("iam", ["AddUserToGroup"], succeeded),
    why: "With the group the user has all its rights; people get theirs through the identity provider.",
    likelyCauses: ["An administrator changed the groups of a user", "An intruder joined the administrators"],
    nextSteps: [
      "Look at requestParameters of the event: what may groupName do, and who is userName?",
      findWho,
      "If nobody knows it: remove the user from the group, and delete the keys and the sessions of that user",
    ],
    references: ["ATT&CK T1098.003", "ATT&CK T1098.007"],
    matches: [{ what: "added", event: recordOf("iam", "AddUserToGroup") }],
    ignores: [
      { what: "removed", event: recordOf("iam", "RemoveUserFromGroup") },
      { what: "an attempt that was denied", event: refusalOf("iam", "AddUserToGroup") },
    ],
  },
  {
    id: "permissions-boundary-removed",
    title: "The permissions boundary of a user or a role was removed",
    severity: "medium",
    family: "identity",
    sharesFilter,
    condition: calls("iam", ["DeleteUserPermissionsBoundary", "DeleteRolePermissionsBoundary"], succeeded),
    why: "A boundary is the limit that no policy gets around; without it the user or role may do all that is attached.",
    likelyCauses: ["A deployment no longer sets it", "An intruder got a limit out of the way"],
    nextSteps: [
      "Look at requestParameters of the event: which user or role, and which policies does it have?",
      findWho,
      "If it was not a deployment: put the boundary back, and revoke the sessions of both",
    ],
    references: ["ATT&CK T1098.003", "ATT&CK T1548.005"],
    matches: [
      { what: "of a role", event: recordOf("iam", "DeleteRolePermissionsBoundary") },
      { what: "of a user", event: recordOf("iam", "DeleteUserPermissionsBoundary") },
    ],
    ignores: [
      { what: "set", event: recordOf("iam", "PutRolePermissionsBoundary") },
      { what: "an attempt that was denied", event: refusalOf("iam", "DeleteRolePermissionsBoundary") },
    ],
  },
  {
    id: "instance-role-swapped",
    title: "A running instance was given another role",
    severity: "medium",
    family: "identity",
    sharesFilter,
    // Services look after instances without any role; they do so by roles that are linked to them.
    condition: calls(
      "ec2",
      ["AssociateIamInstanceProfile", "ReplaceIamInstanceProfileAssociation"],
      notByService(),
      succeeded,
    ),
    why: "Whoever is on the instance gets the credentials of the new role, without having been given any.",
    likelyCauses: [
      "An administrator gave it a role by hand",
      "An intruder on the instance wants a role with more rights",
    ],
    nextSteps: [
      "Look at requestParameters of the event: what may the role of the new profile do?",
      findWho,
      "If nobody knows it: put the profile of before back, and revoke the sessions of the new role",
    ],
    references: ["ATT&CK T1098.003", "ATT&CK T1552.005"],
    matches: [
      { what: "another one", event: recordOf("ec2", "ReplaceIamInstanceProfileAssociation") },
      { what: "a first one", event: recordOf("ec2", "AssociateIamInstanceProfile") },
    ],
    ignores: [
      { what: "taken away", event: recordOf("ec2", "DisassociateIamInstanceProfile") },
      {
        what: "by a service of its own accord",
        event: recordOf("ec2", "AssociateIamInstanceProfile", { userIdentity: { type: "AWSService" } }),
      },
      { what: "an attempt that was denied", event: refusalOf("ec2", "AssociateIamInstanceProfile") },
    ],
  },
  {
    id: "profile-role-changed",
    title: "A role was put into an instance profile",
    severity: "low",
    family: "identity",
    sharesFilter,
    condition: calls("iam", ["AddRoleToInstanceProfile"], succeeded),
    why: "All instances with the profile get the credentials of the role; deployments do it for new profiles.",
    likelyCauses: ["A deployment made a profile", "An intruder on an instance swapped the role in its profile"],
    nextSteps: [
      "Look for RemoveRoleFromInstanceProfile of the same profile just before: then it was swapped",
      findWho,
      "If it was, and not by a deployment: put the role of before back, and revoke the sessions of the new one",
    ],
    references: ["ATT&CK T1098.003"],
    matches: [{ what: "put in", event: recordOf("iam", "AddRoleToInstanceProfile") }],
    ignores: [
      { what: "taken out", event: recordOf("iam", "RemoveRoleFromInstanceProfile") },
      { what: "an attempt that was denied", event: refusalOf("iam", "AddRoleToInstanceProfile") },
    ],
  },
];
