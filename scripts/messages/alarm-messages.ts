import { alarmEvent, recordBy, trailOf } from "../../__tests__/support/alarm-services";
import { type Publication, runDefinition } from "../../__tests__/support/run-composer";
import { catalogue } from "../../detections/catalogue/catalogue";
import { alarmComposerDefinition } from "../../messages/alarms/composer";
import { alarmDigestDefinition } from "../../messages/alarms/digest";
import { exampleAlarmFacts } from "./example-alarm-facts";

const detectionOf = (id: string) => catalogue.find((each) => each.id === id)!;
const atOnce = detectionOf("secret-read-denied");
const later = detectionOf("secret-key-changed");
const stays = detectionOf("secret-deleted");

/** What arrives for invented alarms of the trail, made by running the state machines' own definitions. */
export async function alarmMessages(): Promise<readonly { readonly title: string; readonly mail: Publication }[]> {
  const trail = [
    recordBy(atOnce, "report-job"),
    recordBy(atOnce, "deploy", "555555555555", { sourceIPAddress: "198.51.100.23" }),
    ...Array.from({ length: 12 }, (_, index) => recordBy(atOnce, `scan-${index + 1}`)),
  ];
  const named = await runDefinition(
    alarmComposerDefinition(exampleAlarmFacts),
    alarmEvent(`secretwatch-${atOnce.id}`),
    {
      search: trailOf(trail),
      call: () => ({}),
    },
  );
  const digest = await runDefinition(
    alarmDigestDefinition(exampleAlarmFacts),
    {},
    {
      search: trailOf([recordBy(later, "nightly-backup"), recordBy(stays, "cleaner", "555555555555")]),
      call: (api) =>
        api.endsWith(":describeAlarms")
          ? { MetricAlarms: [later, stays].map(({ id }) => ({ AlarmName: `secretwatch-${id}` })) }
          : api.endsWith(":query")
            ? { Items: [] }
            : { Responses: {} },
    },
  );
  return [
    { title: "An alarm of the trail", mail: named.publications[0]! },
    { title: "A digest of alarms", mail: digest.publications[0]! },
  ];
}
