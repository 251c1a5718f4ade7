import { all, field, not } from "../../../patterns/condition";
import type { Detection, Example } from "../../detection";
import { revokeSessions } from "../next-steps";
import { keys, roles, secrets } from "./access";
import { deployRole, pipeline } from "./deployment";
import { logs, archive } from "./evidence";
import { issuer, type WatchNames } from "./kind";
import { topics, delivery, messages } from "./messages";
import { rules, alarms } from "./signals";

/**
 * Changes to the resources of the watch by anybody but the role that deploys it; of that role and of the pipeline by that role
 * too: whoever makes it anew is exempt from all the others. A detection for each kind of them, because a filter pattern has
 * room for one.
 *
 * Unsubscribing by the link in a mail is not among them: AWS does not log calls without a principal to CloudTrail.
 * https://docs.aws.amazon.com/sns/latest/dg/logging-using-cloudtrail.html
 */
export function watchTampering(names: WatchNames): readonly Detection[] {
  const byOthers = not(field(issuer).endsWith(`:role/${names.deployRoleName}`));
  return [topics, rules, logs, alarms, delivery, roles, archive, keys, secrets, messages, deployRole]
    .map((kind) => kind(names))
    .concat(pipeline(names))
    .map(({ by = "others", condition, matches, ignores, ...texts }): Detection => {
      const [first] = matches;
      const deployed: Example = {
        what: "changed by a deployment",
        event: {
          ...first.event,
          userIdentity: {
            type: "AssumedRole",
            sessionContext: { sessionIssuer: { arn: `arn:aws:iam::111122223333:role/${names.deployRoleName}` } },
          },
        },
      };
      return {
        ...texts,
        severity: "critical",
        family: "tampering",
        condition: by === "anybody" ? condition : all(condition, byOthers),
        nextSteps: [...texts.nextSteps, "Deploy the stack of that account again, which puts it back", revokeSessions],
        likelyCauses: [
          ...texts.likelyCauses,
          "Somebody repaired or took down the watch by hand",
          "An intruder does not want to be seen",
        ],
        matches: by === "anybody" ? [...matches, deployed] : matches,
        ignores: by === "anybody" ? ignores : [deployed, ...ignores],
      };
    });
}
