import { execFileSync } from "node:child_process";
import { chmodSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";

import { AnswerDirectory } from "../../aws/answer-directory";
import { SavedAnswers } from "../../aws/saved-answers";
import { discover } from "../../discover/discover";
import { answersOf, made, type MadeOrganization } from "../support/made-organization";
import { root } from "../support/synthesized";
import { temporaryDirectory } from "../support/temporary-directory";

const member = {
  state: "ACTIVE",
  optedIn: ["me-south-1"],
  secrets: [{ name: "prod/db", region: "eu-west-1", copies: ["us-east-1"] }],
};
const organization: MadeOrganization = {
  units: [
    { id: "ou-q3k8-unit0000", name: "Work $(loads)", parent: made.root },
    { id: "ou-q3k8-unit0001", name: "Prod", parent: "ou-q3k8-unit0000" },
  ],
  accounts: [
    { ...member, id: made.management, name: "Acorn", unit: made.root },
    { ...member, id: made.security, name: "Audit", unit: "ou-q3k8-unit0000" },
    { ...member, id: "901234568000", name: "`Shop` $(date)\n\"'", unit: "ou-q3k8-unit0001", owner: "shop@acorn.dev" },
    { ...member, id: "901234568001", name: "Denied", unit: "ou-q3k8-unit0001" },
    { ...member, id: "901234568002", name: "Closed", unit: "ou-q3k8-unit0001", state: "CLOSED" },
  ],
};

/**
 * The aws CLI as far as the script uses it: what it is asked by its arguments and as whom. Credentials are those of an account whose id is the
 * access key.
 */
const fakeAws = (answers: object) => `#!/usr/bin/env node
const answers = ${JSON.stringify(answers)};
const args = process.argv.slice(2);
const option = (name) => args[args.indexOf(name) + 1];
const account = process.env.AWS_ACCESS_KEY_ID;
const refuse = (code) => {
  console.error("\\nAn error occurred (" + code + ") when calling the operation: not for you");
  process.exit(254);
};
const [service, operation] = args;
if (operation === "assume-role") {
  const [, , , , id] = option("--role-arn").split(":");
  if (option("--role-arn") !== "arn:aws:iam::" + id + ":role/Reader" || id === "901234568001") refuse("AccessDenied");
  console.log([id, "secret", "token"].join("\\t"));
  process.exit(0);
}
if (service === "organizations" && account !== ${JSON.stringify(made.management)}) refuse("AccessDeniedException");
if (option("--output") !== "json") refuse("ValidationException");
const places = { organizations: [], account: [account] }[service] ?? [account, option("--region")];
const asked = ["--parent-id", "--resource-id", "--service-principal", "--trail-name"].filter((each) => args.includes(each)).map(option);
const answer = answers[[service, operation, ...places, ...asked].join("/") + ".json"];
if (answer === undefined) refuse("AccessDeniedException");
console.log(JSON.stringify(answer));
`;

test("the script saves what discover asks, under the names by which it is found", async () => {
  const trail = {
    Name: "org.trail-1",
    HomeRegion: "eu-central-1",
    IsOrganizationTrail: true,
    IsMultiRegionTrail: true,
  };
  const answers = {
    ...Object.fromEntries(answersOf(organization)),
    [`cloudtrail/describe-trails/${made.management}/eu-west-1.json`]: { trailList: [trail] },
    [`cloudtrail/get-event-selectors/${made.management}/eu-central-1/org.trail-1.json`]: { EventSelectors: [] },
  };
  const work = temporaryDirectory({ "bin/aws": fakeAws(answers) });
  chmodSync(path.join(work, "bin/aws"), 0o755);
  const env = {
    PATH: `${path.join(work, "bin")}:${process.env.PATH!}`,
    AWS_ACCESS_KEY_ID: made.management,
    AWS_REGION: "eu-west-1",
  };
  const save = () =>
    execFileSync(path.join(root, "examples/discover/save.sh"), ["saved", "Reader"], { cwd: work, env, stdio: "pipe" });

  save();

  const wanted = new Set<string>();
  const recorded = new SavedAnswers((name) => {
    wanted.add(name);
    return (answers as Readonly<Record<string, unknown>>)[name];
  });
  const directory = path.join(work, "saved");
  const saved = new AnswerDirectory(directory);
  const questions = { region: "eu-west-1" };
  const fromFiles = await discover(new SavedAnswers((name) => saved.read(name)), questions);
  const fromAws = await discover(recorded, questions);
  const files = readdirSync(directory, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".json"));
  const isDenied = (name: string) => name.includes("901234568001") && !name.startsWith("organizations/");
  expect(files.sort()).toEqual([...wanted].filter((name) => !isDenied(name)).sort());
  const known = ({ id }: { id: string }) => id !== "901234568001";
  expect({ ...fromFiles, accounts: fromFiles.accounts.filter(known), refusals: [] }).toEqual({
    ...fromAws,
    accounts: fromAws.accounts.filter(known),
  });
  expect(fromFiles.accounts.find(({ id }) => id === "901234568001")).toMatchObject({
    name: "Denied",
    secrets: [],
    lookedIn: [],
  });
  expect(new Set(fromFiles.refusals.map(({ place }) => place.account))).toEqual(new Set(["901234568001"]));
  const before = files.map((name) => readFileSync(path.join(directory, name), "utf8"));
  save();
  expect(files.map((name) => readFileSync(path.join(directory, name), "utf8"))).toEqual(before);
});
