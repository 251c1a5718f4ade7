import { harmfulCalls } from "../../../harm/harmful-calls";
import { any } from "../../../patterns/condition";
import { harmful } from "../api-call";
import { callOf, parameters, type Kind, type WatchNames } from "./kind";

/** Roles of the watch. */
export function roles({ namePrefix }: WatchNames): Kind {
  const [role, path] = parameters("roleName", "path");
  const call = callOf("iam");
  return {
    id: "watch-tampered-roles",
    title: "Roles of the watch were changed by hand",
    // Where policies and detections let our roles through, a role of whichever name under such a path passes for one.
    condition: harmful(
      harmfulCalls.roles,
      any(role!.startsWith(`${namePrefix}-`), path!.startsWith(`/${namePrefix}-`)),
    ),
    why: "Without its role an account can't send its reads, and whoever takes on another one speaks for the watch.",
    likelyCauses: ["Somebody cleaned up roles that they did not know"],
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
      {
        what: "one made where there is none, whose signs of life the central bus would take",
        event: call("CreateRole", { roleName: `${namePrefix}-forwarding` }),
      },
      {
        what: "one under a path that begins as their names do",
        event: call("CreateRole", { roleName: "x", path: `/${namePrefix}-x/` }),
      },
    ],
    ignores: [
      { what: "another role", event: call("DeleteRolePolicy", { roleName: "orders" }) },
      { what: "another path", event: call("CreateRole", { roleName: "orders", path: `/teams/${namePrefix}-x/` }) },
    ],
  };
}

/** What guardrails know keys by: their aliases, and their tag. */
export function keys({ namePrefix }: WatchNames): Kind {
  const [alias] = parameters("aliasName");
  const call = callOf("kms");
  const keyId = "0123abcd-0123-4123-8123-0123456789ab";
  return {
    id: "watch-tampered-keys",
    title: "Aliases or the tag of keys of the watch were changed by hand",
    condition: any(
      harmful(harmfulCalls.keyAliases, alias!.startsWith(`alias/${namePrefix}-`)),
      harmful(
        harmfulCalls.keyTags,
        any(...parameters("tagKeys[]", "tags[].tagKey").map((each) => each.equals("managed-by"))),
      ),
    ),
    why: "Guardrails know our keys by their aliases and their tag: without them a key is anybody's to disable.",
    likelyCauses: ["Somebody cleaned up aliases or tags that they did not know"],
    nextSteps: [
      "Which alias or key is in requestParameters? Where does the alias point to, which tags does the key have?",
    ],
    references: ["ATT&CK T1562.001", "ATT&CK T1485"],
    matches: [
      { what: "an alias deleted", event: call("DeleteAlias", { aliasName: `alias/${namePrefix}-secrets` }) },
      { what: "the tag removed", event: call("UntagResource", { keyId, tagKeys: ["team", "managed-by"] }) },
      { what: "the tag overwritten", event: call("TagResource", { keyId, tags: [{ tagKey: "managed-by" }] }) },
    ],
    ignores: [
      { what: "another alias", event: call("DeleteAlias", { aliasName: "alias/orders" }) },
      { what: "another tag", event: call("UntagResource", { keyId, tagKeys: ["team"] }) },
    ],
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
