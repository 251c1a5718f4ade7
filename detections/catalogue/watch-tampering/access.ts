import { harmfulCalls } from "../../../harm/harmful-calls";
import { all, any, field, not } from "../../../patterns/condition";
import { harmful } from "../api-call";
import { callOf, issuer, parameters, type Kind, type WatchNames } from "./kind";

/** Roles of the watch, and the one that deploys it. */
export function roles({ namePrefix, deployRoleName }: WatchNames): Kind {
  const [role] = parameters("roleName");
  const call = callOf("iam");
  // A stack set makes the role that deploys in a new account.
  const byStackSet = field(issuer).contains(":role/stacksets-exec-");
  return {
    id: "watch-tampered-roles",
    title: "Roles of the watch were changed by hand",
    condition: harmful(
      harmfulCalls.roles,
      any(role!.startsWith(`${namePrefix}-`), all(role!.equals(deployRoleName), not(byStackSet))),
    ),
    why: "Without its role an account can't send its reads, and whoever may take on the one that deploys silences all.",
    likelyCauses: ["The role that deploys was made in the management account, or opened to another pipeline"],
    nextSteps: [
      "Which role is in requestParameters, and of which account? Compare its policies with those in the code",
    ],
    references: ["ATT&CK T1562.001", "ATT&CK T1098"],
    matches: [
      {
        what: "a role that may not forward any more",
        event: call("DeleteRolePolicy", { roleName: `${namePrefix}-forwarding` }),
      },
      {
        what: "a denial attached to it",
        event: call("AttachRolePolicy", { roleName: `${namePrefix}-forwarding` }),
      },
      { what: "somebody else may deploy", event: call("UpdateAssumeRolePolicy", { roleName: deployRoleName }) },
      { what: "the role that deploys made anew", event: call("CreateRole", { roleName: deployRoleName }) },
    ],
    ignores: [
      { what: "another role", event: call("DeleteRolePolicy", { roleName: "orders" }) },
      {
        what: "an account got the role that deploys",
        event: {
          ...call("PutRolePolicy", { roleName: deployRoleName }),
          userIdentity: {
            type: "AssumedRole",
            sessionContext: { sessionIssuer: { arn: "arn:aws:iam::111122223333:role/stacksets-exec-0123456789" } },
          },
        },
      },
    ],
  };
}

/** Aliases of keys. */
export function keys({ namePrefix }: WatchNames): Kind {
  const [alias] = parameters("aliasName");
  const call = callOf("kms");
  return {
    id: "watch-tampered-keys",
    title: "Aliases of keys of the watch were changed by hand",
    condition: harmful(harmfulCalls.keyAliases, alias!.startsWith(`alias/${namePrefix}-`)),
    why: "Guardrails know our keys by their aliases: without it a key is anybody's to disable.",
    likelyCauses: ["Somebody cleaned up aliases that they did not know"],
    nextSteps: ["Which alias is in requestParameters, and to which key does it point now?"],
    references: ["ATT&CK T1562.001", "ATT&CK T1485"],
    matches: [{ what: "an alias deleted", event: call("DeleteAlias", { aliasName: `alias/${namePrefix}-secrets` }) }],
    ignores: [{ what: "another alias", event: call("DeleteAlias", { aliasName: "alias/orders" }) }],
  };
}

/** The tag that guardrails know secrets by. */
export function secrets(): Kind {
  const call = callOf("secretsmanager");
  const secretId = "prod/payments/database";
  return {
    id: "watch-tampered-secrets",
    title: "The tag that guardrails know secrets by was changed by hand",
    condition: harmful(
      harmfulCalls.secretTags,
      any(...parameters("tagKeys[]", "tags[].key").map((each) => each.equals("managed-by"))),
    ),
    why: "Without the tag, guardrails do not keep others from the policy of the secret.",
    likelyCauses: ["Somebody tidied tags up"],
    nextSteps: ["Which secret is in requestParameters, and was its policy changed since?"],
    references: ["ATT&CK T1562.001"],
    matches: [
      { what: "the tag removed", event: call("UntagResource", { secretId, tagKeys: ["team", "managed-by"] }) },
      { what: "the tag overwritten", event: call("TagResource", { secretId, tags: [{ key: "managed-by" }] }) },
    ],
    ignores: [{ what: "another tag", event: call("UntagResource", { secretId, tagKeys: ["team"] }) }],
  };
}
