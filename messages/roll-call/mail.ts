import { constant, using } from "../states/jsonata";
import { LOOK_BACK_DAYS, type RollCallFacts } from "./facts";

const counts = [
  "$silent := $sum([$slices.silent.count])",
  "$never := $sum([$slices.never.count])",
  "$unknown := $sum([$slices.unknown.count])",
  "$back := $sum([$slices.back.count])",
  "$expected := $sum([$slices.expected])",
  "$missing := $sum([$slices.missing])",
  "$isNobodyHeard := $missing = $expected",
];

/** Less than 100 printable ASCII characters, as SNS wants it. */
export const subjectOfRollCall = using(
  counts,
  `"Roll call: " & ($isNobodyHeard and $silent > 0
  ? "nobody is heard of any more"
  : $join([
      $silent > 0 ? $string($silent) & " silent",
      $never > 0 ? $string($never) & " never heard of",
      $unknown > 0 ? $string($unknown) & " unknown",
      $back > 0 ? $string($back) & " back",
      $canary.news = "lost" ? "the canary is lost",
      $canary.news = "back" ? "the canary is back"
    ], ", "))`,
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

/** Who is silent, was never heard of, is unknown or is back, with what to do. */
export function mailOfRollCall({ periodMinutes }: RollCallFacts): string {
  return using(
    [
      ...counts,
      `$steps := ${constant(steps)}`,
      `$numbered := function($which) {
  "Next:\\n" & $join($map([$lookup($steps, $which)], function($step, $index) { $string($index + 1) & ". " & $step }), "\\n")
}`,
      `$time := function($at) { $substring($replace($fromMillis($at), "T", " "), 0, 16) & " UTC" }`,
      `$list := function($kind, $title) {(
  $lists := [$lookup($slices, $kind)];
  $lines := [$lists.lines];
  $others := $sum([$lists.accounts]) - $count($lines);
  $join([$title, $lines, $others > 0 ? "- and " & $others & " more accounts"], "\\n")
)}`,
      `$canaryText := $canary.news = "lost"
  ? "The canary is lost: a read of a secret that does not exist, made every ${periodMinutes} minutes in this account, does not come back. "
    & ($canary.arrived > 0 ? "The last one arrived at " & $time($canary.arrived) & ". " : "None has arrived since " & $time($run.started) & ". ")
    & "Blind: CloudTrail, EventBridge, the rule, the central bus, the message composer or its table fails, so that unexpected reads may reach nobody."
  : $canary.news = "back" ? "The canary is back: what was read in this account at " & $time($canary.arrived) & " arrived."`,
    ],
    `$join([
  $isNobodyHeard
    ? "None of the " & $expected & " accounts and regions of the file is heard of. Blind: unexpected reads of secrets reach nobody now, wherever they happen; the trail still counts all reads."
    : "Of the " & $expected & " accounts and regions of the file, " & ($expected - $missing) & " are heard of, and " & $missing & " are not.",
  $isNobodyHeard and $silent + $never > 0 ? $numbered("nobody"),
  $silent > 0 and $not($isNobodyHeard)
    ? $list("silent", "Silent, with the time of the last sign of life. Blind: unexpected reads of secrets there reach nobody now; the trail still counts all reads.")
      & "\\n" & $numbered("silent"),
  $never > 0 and $not($isNobodyHeard)
    ? $list("never", "In the file, and not heard of in the last ${LOOK_BACK_DAYS} days:") & "\\n" & $numbered("never"),
  $unknown > 0
    ? $list("unknown", "Heard of, and not in the file. What is read there is not told of as the file says:") & "\\n" & $numbered("unknown"),
  $back > 0
    ? $missing = 0 and $back = $expected ? "All of them are heard of again." : $list("back", "Heard of again:"),
  $exists($canaryText) ? $canaryText & ($canary.news = "lost" ? "\\n" & $numbered("canary") : ""),
  "Each of these is told once, and once more when it is back. The log group of the signs of life has the rest: run the saved query Last sign of life of each account."
], "\\n\\n")`,
  );
}
