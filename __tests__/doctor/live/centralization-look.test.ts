import { trailLooks } from "../../../doctor/live/trail-looks";
import { exampleIn, HealthyAws } from "../../support/healthy-aws";
import { liveFindings } from "../../support/live-findings";
import { NOW } from "../../support/looked-at";
import { callsOf, MISSING } from "../../support/planted-faults";

const { organization, stacks, answers } = new HealthyAws(exampleIn("existing-trail"));
const [path] = Object.keys(answers).filter((each) => each.includes("OrganizationCentralizationRule"));

/** Properties as in the schema of the CloudFormation type. */
interface Properties {
  Rule: {
    Source: { Scope?: string; Regions?: string[]; SourceLogsConfiguration: Record<string, string | undefined> };
    Destination: {
      Account?: string;
      Region?: string;
      DestinationLogsConfiguration?: { LogGroupNameConfiguration?: { LogGroupNamePattern: string } };
    };
  };
}

/** What is found where the rule is so. */
function found(change: (properties: Properties) => void) {
  const { ResourceDescription } = answers[path!] as { readonly ResourceDescription: { readonly Properties: string } };
  const properties = JSON.parse(ResourceDescription.Properties) as Properties;
  change(properties);
  const answer = { ResourceDescription: { ...ResourceDescription, Properties: JSON.stringify(properties) } };
  return findings({ ...answers, [path!]: answer });
}

const findings = (given: Readonly<Record<string, object>>, refused?: Parameters<typeof callsOf>[1]) =>
  liveFindings({ organization, stacks, calls: callsOf(given, refused), now: NOW }, trailLooks);

const gone = { ...answers, [path!]: MISSING };

test("the rule of the example is as it is wanted", async () => {
  expect(path).toContain("cloudcontrol/get-resource/111111111111/");
  await expect(found(() => undefined)).resolves.toEqual([]);
});

test.each<[what: string, change: (properties: Properties) => void]>([
  ["copies events of another account", ({ Rule }) => (Rule.Source.Scope = "AccountId = '999999999999'")],
  ["copies no region's", ({ Rule }) => (Rule.Source.Regions = [])],
  ["copies another log group", ({ Rule }) => (Rule.Source.SourceLogsConfiguration.LogGroupSelectionCriteria = "none")],
  [
    "leaves out what is encrypted",
    ({ Rule }) => (Rule.Source.SourceLogsConfiguration.EncryptedLogGroupStrategy = "SKIP"),
  ],
  ["copies to another account", ({ Rule }) => (Rule.Destination.Account = "999999999999")],
  ["copies to another region", ({ Rule }) => (Rule.Destination.Region = "us-east-1")],
  [
    "copies to a log group that nobody looks at",
    ({ Rule }) =>
      (Rule.Destination.DestinationLogsConfiguration = {
        LogGroupNameConfiguration: { LogGroupNamePattern: "/other" },
      }),
  ],
])("a rule that %s is found", async (_, change) => {
  await expect(found(change)).resolves.toMatchObject([{ kind: "trail-copied-otherwise" }]);
});

test("nothing is said of the log group where the type has no member for it", async () => {
  await expect(found(({ Rule }) => delete Rule.Destination.DestinationLogsConfiguration)).resolves.toEqual([]);
});

test("a rule that is gone is found: it is all that is looked at here of its stack", async () => {
  await expect(findings(gone)).resolves.toMatchObject([{ kind: "stack-not-deployed", stack: "management" }]);
});

test("a region without the type is no proof that the rule is gone", async () => {
  const kinds = (await findings(gone, { kind: "missing", code: "TypeNotFoundException" })).map(({ kind }) => kind);

  expect(kinds).not.toContain("stack-not-deployed");
  expect(kinds).not.toEqual([]);
});
