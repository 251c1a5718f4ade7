import { catalogue } from "../../detections/catalogue";
import { exampleFacts } from "./example-facts";
import { alarmIntegrations, type AlarmFacts, type AlarmIntegration } from "../../messages/alarms/facts";
import { watchedDetections } from "../../messages/alarms/watched-detections";

const topic = (name: string) => `arn:aws:sns:eu-west-1:222222222222:secretwatch-${name}`;
const names = Object.keys(alarmIntegrations) as AlarmIntegration[];

/** The same invented organization's alarms: the security team gets high ones at once, and the duty critical ones only. */
export const exampleAlarmFacts: AlarmFacts = {
  accounts: exampleFacts.accounts,
  detections: watchedDetections(catalogue, (id) => `secretwatch-${id}`),
  recipients: [
    { topicArn: topic("alerts"), minimumSeverity: "low", alarmsAtOnce: "high" },
    { topicArn: topic("route-duty"), minimumSeverity: "critical", alarmsAtOnce: "high" },
  ],
  trailLogGroupName: "/secretwatch/organization-trail",
  memoryTableName: "secretwatch-memory",
  alarmNamePrefix: "secretwatch-",
  homeRegion: exampleFacts.homeRegion,
  consoleDomain: exampleFacts.consoleDomain,
  integrations: Object.fromEntries(
    names.map((name) => [name, `arn:aws:states:::${alarmIntegrations[name]}`]),
  ) as Record<AlarmIntegration, string>,
};
