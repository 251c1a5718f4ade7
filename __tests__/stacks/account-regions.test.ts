import fc from "fast-check";

import { edited, organizationFrom, type OrganizationText } from "../support/edited-organization";
import { synthesize, type Synthesized } from "../support/synthesized";

const HOME = "eu-west-1";
const governed = [HOME, "eu-central-1", "eu-north-1"];

/** How many resources of a type are in each region. */
function byRegion({ resource = {} }: Synthesized, type: string): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { region = HOME } of Object.values(resource[type] ?? {})) {
    counts[region as string] = (counts[region as string] ?? 0) + 1;
  }
  return counts;
}

const stacksOf = (edit: (it: OrganizationText) => void, text?: string) =>
  synthesize(
    organizationFrom(
      edited((it) => {
        it.governedRegions = governed;
        edit(it);
      }, text),
    ),
  );

test("whichever regions the accounts leave out, each has its rule, queue and alarm in the others and nothing there", () => {
  const some = fc.subarray(governed.slice(1)).map((regions) => [HOME, ...regions]);
  fc.assert(
    fc.property(some, some, some, (ofShop, ofManagement, ofSecurity) => {
      const stacks = stacksOf((it) => {
        it.management = { name: "management", id: "111111111111", regions: ofManagement };
        it.security = { name: "security", id: "222222222222", regions: ofSecurity };
        it.members[0]!.regions = ofShop;
        it.members[0]!.secrets!.forEach((secret) => {
          secret.replicaRegions = ofShop.slice(1);
        });
      });

      for (const [stack, regions] of [
        ["member-shop", ofShop],
        ["member-lab", governed],
        ["management", ofManagement],
        ["security", ofSecurity],
      ] as const) {
        const made = stacks[stack]!;
        for (const [type, prefix] of [
          ["aws_cloudwatch_event_rule", "Watch_"],
          ["aws_cloudwatch_event_target", "Watch_"],
          ["aws_sqs_queue", "Watch_"],
          ["aws_cloudwatch_metric_alarm", "Watch_"],
        ] as const) {
          const watch = Object.entries(made.resource![type]!).filter(([id]) => id.startsWith(prefix));
          const found = byRegion({ ...made, resource: { [type]: Object.fromEntries(watch) } }, type);
          expect({ stack, type, regions: Object.keys(found).sort() }).toEqual({
            stack,
            type,
            regions: [...regions].sort(),
          });
        }
        // Neither a resource nor a word of a region that is left out, but where the signs of all accounts are counted and
        // their events are looked up.
        const rest = { ...made.resource, aws_cloudwatch_log_metric_filter: {}, aws_sfn_state_machine: {} };
        const text = JSON.stringify(rest);
        expect(governed.filter((region) => !regions.includes(region) && text.includes(region))).toEqual([]);
      }
      expect(Object.keys(byRegion(stacks["member-shop"]!, "aws_kms_key")).sort()).toEqual([...ofShop].sort());
    }),
    { numRuns: 12 },
  );
});

test("a copy that all secrets are to have, and its key, are not where the account is not", () => {
  const stacks = stacksOf((it) => {
    Object.assign(it.defaults, { replicaRegions: ["eu-central-1"] });
    it.members[1]!.regions = [HOME];
    delete it.members[0]!.secrets![0]!.replicaRegions;
  });

  expect(byRegion(stacks["member-shop"]!, "aws_kms_key")).toEqual({ [HOME]: 1, "eu-central-1": 1 });
  expect(byRegion(stacks["member-lab"]!, "aws_kms_key")).toEqual({ [HOME]: 1 });
  expect(JSON.stringify(stacks["member-lab"]!.resource!.aws_secretsmanager_secret)).not.toContain("eu-central-1");
});

test("complaints are counted of every governed region, whoever leaves one out", () => {
  const filters = (edit: (it: OrganizationText) => void) =>
    stacksOf(edit).security!.resource!.aws_cloudwatch_log_metric_filter;

  expect(filters((it) => (it.members[0]!.regions = [HOME, "eu-central-1"]))).toEqual(filters(() => undefined));
});

test("in GovCloud, where no event leaves its region, an account is watched in the home region, whatever it leaves out", () => {
  const [home, other] = ["us-gov-west-1", "us-gov-east-1"];
  const rules = (regions: string[]) =>
    byRegion(
      synthesize(
        organizationFrom(
          edited((it) => {
            Object.assign(it, { partition: "aws-us-gov", homeRegion: home, governedRegions: [home, other] });
            it.members = [{ ...it.members[0]!, regions, secrets: [] }];
          }),
        ),
      )["member-shop"]!,
      "aws_cloudwatch_event_rule",
    );

  // Reads and the sign of life. The home region is the provider's, and not written.
  expect(rules([home, other])).toEqual({ [HOME]: 2 });
  expect(rules([home])).toEqual({ [HOME]: 2 });
});
