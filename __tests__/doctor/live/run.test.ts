import { loadOrganization } from "../../../config/load-organization";
import type { LiveType } from "../../../doctor/live/live-type";
import { HealthyAws, NOW } from "../../support/healthy-aws";
import { liveFindings } from "../../support/live-findings";

const examples = ["acorn", "china", "log-archive", "existing-trail"];

const aws = Object.fromEntries(
  examples.map((name) => [name, new HealthyAws(loadOrganization(`examples/${name}/organization.yaml`))]),
);

function look(name: string, types?: Readonly<Record<string, LiveType>>) {
  const { organization, stacks } = aws[name]!;
  return liveFindings({ organization, stacks, calls: aws[name]!, now: NOW }, types);
}

it.each(examples)("finds nothing where %s is deployed as it is wanted", async (name) => {
  expect(await look(name)).toEqual([]);
});
