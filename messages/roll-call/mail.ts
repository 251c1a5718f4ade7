import { mail, ours, type Said, subjectOf } from "../states/forms";
import { LOOK_BACK_DAYS, type RollCallFacts } from "./facts";

const count = (kind: "silent" | "never" | "unknown" | "back") => `$sum([$slices.${kind}.count])`;
const EXPECTED = "$sum([$slices.expected])";
const MISSING = "$sum([$slices.missing])";
const NOBODY_HEARD = `${MISSING} = ${EXPECTED}`;

const counted = (kind: Parameters<typeof count>[0], words: string) =>
  mail.when(`${count(kind)} > 0`, mail.say`${mail.number(count(kind))} ${ours(words)}`);

export const subjectOfRollCall = subjectOf(
  mail.say`Roll call: ${mail.when(
    `${NOBODY_HEARD} and ${count("silent")} > 0`,
    mail.say`nobody is heard of any more`,
    mail.joined(
      [
        counted("silent", "silent"),
        counted("never", "never heard of"),
        counted("unknown", "unknown"),
        counted("back", "back"),
        mail.when('$canary.news = "lost"', mail.say`the canary is lost`),
        mail.when('$canary.news = "back"', mail.say`the canary is back`),
      ],
      ", ",
    ),
  )}`,
);

const steps = {
  nobody: [
    "Look at the central bus: is it there, does its policy let the organization in, is the rule heartbeats enabled?",
    "Deploy the security stack again.",
    "Was a policy of the organization attached that keeps accounts from putting events on it? Detach it.",
    "Run the saved query Who read secrets for the time of the silence.",
  ],
  silent: [
    "In the account and region, look at the rule whose name ends in unexpected-reads: is it there, enabled, with its target and role? May the role put events, also under the service control policies?",
    "Deploy the stack of the account again.",
    "Run the saved query Who read secrets for that account and the time of the silence.",
  ],
  never: ["Deploy the stack of the account, or take the account or the region out of the file."],
  unknown: ["Add it to the file, or destroy what an earlier version of the file has deployed there."],
  canary: [
    "Does the organization's trail log? EventBridge gets no reads while no trail does.",
    "In the security account, is the rule unexpected-reads in the state ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS?",
    "Look at the rules of the central bus, at the message composer and at the memory table; deploy the security stack again.",
    "Until it is back, look at the dashboard for reads; the trail counts them, if it logs.",
  ],
};

const numbered = (which: keyof typeof steps) =>
  ours(`Next:\n${steps[which].map((step, index) => `${index + 1}. ${step}`).join("\n")}`);

const time = (millis: string) => mail.outside(`$substring($replace($fromMillis(${millis}), "T", " "), 0, 16) & " UTC"`);

/** Accounts of a kind, one on each line, with how many there are beside them. */
function list(kind: Parameters<typeof count>[0], title: Said<"mail">): Said<"mail"> {
  const lines = `$slices.${kind}.lines`;
  const others = `($sum([$slices.${kind}.accounts]) - $count(${lines}))`;
  return mail.joined(
    [
      title,
      mail.each(lines, "$each", mail.outside("$each"), "\n"),
      mail.when(`${others} > 0`, mail.say`- and ${mail.number(others)} more accounts`),
    ],
    "\n",
  );
}

function canaryText({ periodMinutes }: RollCallFacts): Said<"mail"> {
  const last = mail.when(
    "$canary.arrived > 0",
    mail.say`The last one arrived at ${time("$canary.arrived")}. `,
    mail.say`None has arrived since ${time("$run.started")}. `,
  );
  const lost = mail.say`The canary is lost: a read of a secret that does not exist, made every ${ours(String(periodMinutes))} minutes in this account, does not come back. ${last}Blind: CloudTrail, EventBridge, the rule, the central bus, the message composer or its table fails, so that unexpected reads may reach nobody.\n${numbered("canary")}`;
  const back = mail.say`The canary is back: what was read in this account at ${time("$canary.arrived")} arrived.`;
  return mail.when('$canary.news = "lost"', lost, mail.when('$canary.news = "back"', back));
}

/** How many of the accounts and regions are heard of. */
const start = mail.when(
  NOBODY_HEARD,
  mail.say`None of the ${mail.number(EXPECTED)} accounts and regions of the file is heard of. Blind: unexpected reads of secrets reach nobody now, wherever they happen; the trail still counts all reads.`,
  mail.say`Of the ${mail.number(EXPECTED)} accounts and regions of the file, ${mail.number(`(${EXPECTED} - ${MISSING})`)} are heard of, and ${mail.number(MISSING)} are not.`,
);

/** Who is silent, was never heard of, is unknown or is back, with what to do. */
export function mailOfRollCall(facts: RollCallFacts): Said<"mail"> {
  const silent = list(
    "silent",
    mail.say`Silent, with the time of the last sign of life. Blind: unexpected reads of secrets there reach nobody now; the trail still counts all reads.`,
  );
  const never = list(
    "never",
    mail.say`In the file, and not heard of in the last ${ours(String(LOOK_BACK_DAYS))} days:`,
  );
  const unknown = list(
    "unknown",
    mail.say`Heard of, and not in the file. What is read there is not told of as the file says:`,
  );
  const back = mail.when(
    `${MISSING} = 0 and ${count("back")} = ${EXPECTED}`,
    mail.say`All of them are heard of again.`,
    list("back", mail.say`Heard of again:`),
  );
  return mail.using(
    [],
    mail.joined(
      [
        start,
        mail.when(`${NOBODY_HEARD} and ${count("silent")} + ${count("never")} > 0`, numbered("nobody")),
        mail.when(`${count("silent")} > 0 and $not(${NOBODY_HEARD})`, mail.say`${silent}\n${numbered("silent")}`),
        mail.when(`${count("never")} > 0 and $not(${NOBODY_HEARD})`, mail.say`${never}\n${numbered("never")}`),
        mail.when(`${count("unknown")} > 0`, mail.say`${unknown}\n${numbered("unknown")}`),
        mail.when(`${count("back")} > 0`, back),
        canaryText(facts),
        mail.say`Each of these is told once, and once more when it is back. The log group of the signs of life has the rest: run the saved query Last sign of life of each account.`,
      ],
      "\n\n",
    ),
  );
}
