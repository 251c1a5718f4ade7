import { loadOrganization } from "../config/load-organization";
import { filterCount } from "../detections/compiled";
import { MAX_FILTERS_OF_A_LOG_GROUP } from "../patterns/cloudwatch-filter-pattern";
import { render } from "../config/files/problem";
import { plural } from "../text/plural";
import { joined, json, terminal } from "../text/terminal";
import { optInRegions } from "./opt-in-regions";
import { complain, print } from "../text/print";

/**
 * Checks the configuration and says how much of the log group's quota its detections use, and which regions have to be
 * enabled first.
 *
 * @throws ConfigError with every problem
 */
export function check(file: string, asJson: boolean): void {
  const organization = loadOrganization(file, (note) => {
    complain(render(note));
  });
  const { members, detections } = organization;
  const result = {
    file,
    members: members.length,
    secrets: members.reduce((count, member) => count + member.secrets.length, 0),
    detections: detections.length,
    metricFilters: {
      used: filterCount(detections),
      quota: MAX_FILTERS_OF_A_LOG_GROUP,
    },
    optInRegions: optInRegions(organization).map(({ region, accounts }) => ({
      region,
      accountIds: accounts.map(({ id }) => id),
    })),
  };
  if (asJson) {
    print(json(result, 2));
    return;
  }
  const { used, quota } = result.metricFilters;
  print(
    terminal`${file} is correct: ${plural(result.members, "member")}, ${plural(result.secrets, "secret")}, ${plural(result.detections, "detection")}.`,
  );
  print(terminal`Metric filters of the log group: ${used} of ${quota} used, ${quota - used} left.`);
  if (result.optInRegions.length === 0) return;
  const regions = result.optInRegions.map(
    ({ region, accountIds: { length } }) => `${region} in ${plural(length, "account")}`,
  );
  print(
    terminal`Opt-in regions: ${joined(regions, ", ")}. Enable each in its accounts before you deploy, or let accounts leave it out (regions): docs/deploying.md.`,
  );
}
