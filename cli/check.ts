import { loadOrganization } from "../config/load-organization";
import { filterCount } from "../detections/compiled";
import { MAX_FILTERS_OF_A_LOG_GROUP } from "../patterns/cloudwatch-filter-pattern";

/**
 * Checks the configuration and says how much of the log group's quota its detections use.
 *
 * @throws ConfigError with every problem
 */
export function check(file: string, json: boolean): void {
  const { members, detections } = loadOrganization(file);
  const result = {
    file,
    members: members.length,
    secrets: members.reduce((count, member) => count + member.secrets.length, 0),
    detections: detections.length,
    metricFilters: {
      used: filterCount(detections),
      quota: MAX_FILTERS_OF_A_LOG_GROUP,
    },
  };
  if (json) {
    console.log(JSON.stringify(result, null, 2));
    return;
  }
  const { used, quota } = result.metricFilters;
  console.log(
    `${file} is correct: ${result.members} members, ${result.secrets} secrets, ${result.detections} detections.`,
  );
  console.log(`Metric filters of the log group: ${used} of ${quota} used, ${quota - used} left.`);
}
