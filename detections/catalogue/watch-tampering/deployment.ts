import { all, any, field, not, type Condition } from "../../../patterns/condition";
import type { CloudTrailRecord } from "../../detection";
import { callOf, issuer, parameters, type Kind, type WatchNames } from "./kind";

/** Records of what a role did, for examples. */
function byRole(event: CloudTrailRecord, name: string): CloudTrailRecord {
  const arn = `arn:aws:iam::111122223333:role/${name}`;
  return { ...event, userIdentity: { type: "AssumedRole", sessionContext: { sessionIssuer: { arn } } } };
}

/** Whatever is done but to look: more than what guardrails refuse, and in fewer characters than its list. */
function changes(...more: readonly Condition[]): Condition {
  return all(field("eventSource").equals("iam.amazonaws.com"), not(field("readOnly").isTrue()), ...more);
}

function changesOfDeployRole({ deployRoleName, stackSetRolePrefix }: WatchNames): Condition {
  // The policies by how they begin: a filter pattern has no room for each of them.
  const [role, path, policy, policyArn] = parameters("roleName", "path", "policyName", "policyArn");
  const byStackSet = field(issuer).contains(`:role/${stackSetRolePrefix}`);
  const byItsService = field(issuer).contains(":role/aws-service-role/");
  return changes(
    any(
      all(
        any(
          role!.equals(deployRoleName),
          policy!.startsWith(deployRoleName),
          policyArn!.contains(`:policy/${deployRoleName}`),
        ),
        not(byStackSet),
      ),
      // Also under such a path: its ARN would be taken for a stack set's.
      all(any(role!.startsWith(stackSetRolePrefix), path!.startsWith(`/${stackSetRolePrefix}`)), not(byItsService)),
    ),
  );
}

/**
 * The role that deploys, the policies that are made with it and begin with its name, the boundary of all other roles among them,
 * and the roles with which stack sets make both. Those come with
 * every new account: a service-linked role, which nobody else takes on, makes the stack set's role, and that one makes the deploy
 * role. Of neither is told here; `role-created` and `role-trust-changed` tell of them as of every role.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-activate-trusted-access.html
 */
export function deployRole(names: WatchNames): Kind {
  const { deployRoleName, stackSetRolePrefix } = names;
  const call = callOf("iam");
  const made = call("CreateRole", { roleName: deployRoleName });
  return {
    id: "watch-tampered-deploy-role",
    title: "The role that deploys the watch was changed",
    by: "anybody",
    condition: changesOfDeployRole(names),
    why: "No detection tells of what this role changes: whoever makes it anew, or opens it, silences all of them.",
    likelyCauses: ["The role was made by hand, where no stack set makes it: in the management account, for one"],
    nextSteps: [
      "Compare the role, its trust and its boundary with examples/deploy-role/template.yaml, in the account of the event",
      "Look at what the role did since: other detections leave it out",
    ],
    references: ["ATT&CK T1562.001", "ATT&CK T1098"],
    matches: [
      { what: "somebody else may deploy", event: call("UpdateAssumeRolePolicy", { roleName: deployRoleName }) },
      { what: "made anew", event: made },
      { what: "deleted, to be made anew", event: call("DeleteRole", { roleName: deployRoleName }) },
      { what: "its boundary taken off", event: call("DeleteRolePermissionsBoundary", { roleName: deployRoleName }) },
      {
        what: "the boundary of its roles opened",
        event: call("CreatePolicyVersion", { policyArn: `arn:aws:iam::111122223333:policy/${deployRoleName}Boundary` }),
      },
      {
        what: "what it may do widened",
        event: call("SetDefaultPolicyVersion", {
          policyArn: `arn:aws:iam::111122223333:policy/${deployRoleName}Access`,
        }),
      },
      { what: "a boundary by hand", event: call("CreatePolicy", { policyName: `${deployRoleName}Boundary` }) },
      {
        what: "a role by hand that passes for a stack set's",
        event: call("CreateRole", { roleName: `${stackSetRolePrefix}0123456789ab` }),
      },
      {
        what: "another one whose path begins as the names of those do",
        event: call("CreateRole", { roleName: "x", path: `/${stackSetRolePrefix}x/` }),
      },
    ],
    ignores: [
      { what: "an account got it", event: byRole(made, `${stackSetRolePrefix}0123456789ab`) },
      {
        what: "an account got the stack set's role",
        event: byRole(
          call("CreateRole", { roleName: `${stackSetRolePrefix}0123456789ab` }),
          "aws-service-role/member.org.stacksets.cloudformation.amazonaws.com/AWSServiceRoleForCloudFormationStackSetsOrgMember",
        ),
      },
      { what: "another role", event: call("UpdateAssumeRolePolicy", { roleName: "orders" }) },
      { what: "another policy", event: call("CreatePolicy", { policyName: "orders" }) },
      { what: "it was looked at", event: { ...call("GetRole", { roleName: deployRoleName }), readOnly: true } },
    ],
  };
}

/** The roles with which a pipeline comes in, and the provider of its tokens. */
export function pipeline({ pipeline: names }: WatchNames): readonly Kind[] {
  if (names === undefined) return [];
  const { accountId, entryRoleNames, tokenIssuer } = names;
  const [role, provider, url] = parameters("roleName", "openIDConnectProviderArn", "url");
  const call = callOf("iam");
  const here = (event: CloudTrailRecord): CloudTrailRecord => ({ ...event, recipientAccountId: accountId });
  const [roleName = ""] = entryRoleNames;
  const ofTokens =
    tokenIssuer === undefined
      ? []
      : [provider!.endsWith(`:oidc-provider/${tokenIssuer}`), url!.endsWith(`//${tokenIssuer}`)];
  const tokens = (eventName: string) =>
    call(eventName, { openIDConnectProviderArn: `arn:aws:iam::${accountId}:oidc-provider/${tokenIssuer}` });
  return [
    {
      id: "watch-tampered-pipeline",
      title: "How the pipeline comes in was changed",
      by: "anybody",
      condition: changes(
        field("recipientAccountId").equals(accountId),
        any(role!.isOneOf(...entryRoleNames), ...ofTokens),
      ),
      why: "These roles go on to the role that deploys, in every account: whoever may take them may silence all.",
      likelyCauses: ["A person applied the stack `pipeline`, as it is meant"],
      nextSteps: ["Compare the roles and the provider of tokens with the plan of the stack `pipeline`"],
      references: ["ATT&CK T1562.001", "ATT&CK T1098"],
      matches: [
        { what: "somebody else may come in", event: here(call("UpdateAssumeRolePolicy", { roleName })) },
        { what: "more rights", event: here(call("PutRolePolicy", { roleName })) },
        { what: "a role by hand", event: here(call("CreateRole", { roleName })) },
        ...(tokenIssuer === undefined
          ? []
          : [
              { what: "the provider deleted", event: here(tokens("DeleteOpenIDConnectProvider")) },
              { what: "another audience", event: here(tokens("AddClientIDToOpenIDConnectProvider")) },
              {
                what: "the provider made anew",
                event: here(call("CreateOpenIDConnectProvider", { url: `https://${tokenIssuer}` })),
              },
            ]),
      ],
      ignores: [
        { what: "another role", event: here(call("UpdateAssumeRolePolicy", { roleName: "orders" })) },
        { what: "a role of that name elsewhere", event: call("UpdateAssumeRolePolicy", { roleName }) },
        { what: "another provider", event: here(call("CreateOpenIDConnectProvider", { url: "https://id.example" })) },
        { what: "it was looked at", event: here({ ...call("GetRole", { roleName }), readOnly: true }) },
      ],
    },
  ];
}
