import { harmfulCalls } from "../../../harm/harmful-calls";
import { all, any, field } from "../../../patterns/condition";
import { harmful } from "../api-call";
import { callOf, parameters, type Kind, type WatchNames } from "./kind";

/** Event rules, and the central bus with its archive. */
export function rules({ namePrefix }: WatchNames): Kind {
  const call = callOf("events");
  const beginning = (...names: readonly string[]) =>
    parameters(...names).map((each) => each.startsWith(`${namePrefix}-`));
  return {
    id: "watch-tampered-rules",
    title: "Event rules or the bus of the watch were changed by hand",
    condition: any(
      harmful(harmfulCalls.eventRules, any(...beginning("name", "rule"))),
      harmful(harmfulCalls.eventBusPolicies, any(...beginning("eventBusName"))),
      // With it, UpdateEventBus of the default bus of an account, from which our rules get what AWS puts there.
      harmful(
        harmfulCalls.eventBuses,
        any(
          ...beginning("name", "archiveName"),
          all(field("requestParameters.name").equals("default"), field("requestParameters.kmsKeyIdentifier").exists()),
        ),
      ),
    ),
    why: "Unexpected reads of secrets travel through these rules and this bus to the security account.",
    likelyCauses: [
      "Somebody cleaned up rules that they did not know",
      "Somebody switched a rule off and on in the console: it is on, and gets no reads any more",
    ],
    nextSteps: [
      "Which rule or bus is in requestParameters, and of which account? Unexpected reads there may be missing",
    ],
    references: ["ATT&CK T1562.001"],
    matches: [
      { what: "a rule disabled", event: call("DisableRule", { name: `${namePrefix}-unexpected-reads` }) },
      { what: "a rule switched on again", event: call("EnableRule", { name: `${namePrefix}-unexpected-reads` }) },
      { what: "sent elsewhere", event: call("PutTargets", { rule: `${namePrefix}-unexpected-reads` }) },
      { what: "the bus closed", event: call("RemovePermission", { eventBusName: `${namePrefix}-unexpected-reads` }) },
      { what: "the bus under another key", event: call("UpdateEventBus", { name: `${namePrefix}-unexpected-reads` }) },
      {
        what: "the default bus under a key, which can be disabled",
        event: call("UpdateEventBus", { name: "default", kmsKeyIdentifier: "alias/orders" }),
      },
      { what: "the archive deleted", event: call("DeleteArchive", { archiveName: `${namePrefix}-unexpected-reads` }) },
    ],
    ignores: [
      { what: "another rule", event: call("DisableRule", { name: "nightly" }) },
      { what: "the default bus got a queue", event: call("UpdateEventBus", { name: "default", deadLetterConfig: {} }) },
      { what: "a rule described", event: call("DescribeRule", { name: `${namePrefix}-unexpected-reads` }) },
    ],
  };
}

/** Alarms and the dashboard. */
export function alarms({ namePrefix }: WatchNames): Kind {
  const call = callOf("monitoring");
  return {
    id: "watch-tampered-alarms",
    title: "Alarms or the dashboard of the watch were changed by hand",
    condition: any(
      harmful(
        harmfulCalls.alarms,
        any(
          ...parameters("alarmName", "alarmNames[]", "muteTargets.alarmNames[]").map((each) =>
            each.startsWith(`${namePrefix}-`),
          ),
        ),
      ),
      harmful(
        harmfulCalls.dashboard,
        any(...parameters("dashboardName", "dashboardNames[]").map((each) => each.equals(namePrefix))),
      ),
    ),
    why: "Without its alarm a detection tells nobody. A state set by hand hides that an alarm went off.",
    likelyCauses: ["Somebody muted an alarm instead of retuning the detection", "A test set an alarm off"],
    nextSteps: ["Which alarms are in requestParameters? Look at what their detections counted since"],
    references: ["ATT&CK T1562.001"],
    matches: [
      {
        what: "alarms deleted, among others",
        event: call("DeleteAlarms", { alarmNames: ["cpu", `${namePrefix}-secret-read`] }),
      },
      { what: "actions disabled", event: call("DisableAlarmActions", { alarmNames: [`${namePrefix}-trail-silent`] }) },
      {
        what: "set to OK by hand",
        event: call("SetAlarmState", { alarmName: `${namePrefix}-secret-read`, stateValue: "OK" }),
      },
      { what: "the dashboard deleted", event: call("DeleteDashboards", { dashboardNames: [namePrefix] }) },
      { what: "put again without actions", event: call("PutMetricAlarm", { alarmName: `${namePrefix}-secret-read` }) },
    ],
    ignores: [
      { what: "other alarms", event: call("DeleteAlarms", { alarmNames: ["cpu", `my-${namePrefix}-like-alarm`] }) },
      {
        what: "actions enabled again",
        event: call("EnableAlarmActions", { alarmNames: [`${namePrefix}-secret-read`] }),
      },
    ],
  };
}
