import { catalogue } from "../../detections/catalogue/catalogue";
import { exampleFacts } from "./example-facts";
import type { AlarmFacts } from "../../messages/alarms/facts";
import { watchedDetections } from "../../messages/alarms/watched-detections";

const topic = (name: string) => `arn:aws:sns:eu-west-1:222222222222:secretwatch-${name}`;

/** The same invented organization's alarms: the security team gets high ones at once, and the duty critical ones only. */
export const exampleAlarmFacts: AlarmFacts = {
  accounts: exampleFacts.accounts,
  detections: watchedDetections(catalogue, (id) => `secretwatch-${id}`),
  recipients: [
    { topicArn: topic("alerts"), minimumSeverity: "low", alarmsAtOnce: "high" },
    { topicArn: topic("route-duty"), minimumSeverity: "critical", alarmsAtOnce: "high" },
  ],
  trailLogGroupName: "/secretwatch/organization-trail",
  tableName: exampleFacts.tableName,
  alarmNamePrefix: "secretwatch-",
  homeRegion: exampleFacts.homeRegion,
  consoleDomain: exampleFacts.consoleDomain,
  integrationArn: exampleFacts.integrationArn,
};
