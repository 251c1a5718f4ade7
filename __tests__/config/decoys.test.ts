import path from "node:path";

import { loadOrganization } from "../../config/load-organization";
import { temporaryDirectory } from "../support/temporary-directory";
import { broken, correct, problemsOf } from "./problems-of";

const decoy = (name: string) => `      - { name: ${name}, decoy: true }\n`;

function detectionsOf(text: string) {
  const directory = temporaryDirectory({ "organization.yaml": text });
  return loadOrganization(path.join(directory, "organization.yaml")).detections;
}

test("reading a decoy is a critical detection of its own, which there is only where there are decoys", () => {
  const detection = detectionsOf(correct + decoy("prod/root-password")).find(({ id }) => id === "secret-decoy-read");

  expect(detection).toMatchObject({ severity: "critical", family: "secrets" });
  expect(detectionsOf(correct).some(({ id }) => id === "secret-decoy-read")).toBe(false);
});

test("it can be retuned like any other, but only where there are decoys", () => {
  const settings = "detections: { secret-decoy-read: { severity: high } }\n";

  expect(detectionsOf(correct + decoy("prod/root-password") + settings).at(-1)).toMatchObject({ severity: "high" });
  expect(problemsOf(correct + settings)[0]).toContain("detections.secret-decoy-read: there is no such detection");
});

test("more decoy names than a filter pattern can search lists for are refused", () => {
  const names = ["one", "two", "three", "four"].map((name) => decoy(`prod/${name}`)).join("");

  expect(problemsOf(correct + names)).toEqual([
    'organization.yaml:19:17  members[0].secrets[4].name: "prod/four" is one name of a decoy too many; there may be 3: prod/one, prod/two, prod/three. » Use one of these names: it can be that of a decoy in every account.',
  ]);
});

test("a decoy whose name a filter can't hold is refused", () => {
  const problems = problemsOf(correct + decoy(`prod/${"long/".repeat(60)}name`));

  expect(problems).toEqual([
    expect.stringMatching(
      /^organization\.yaml:16:17 {2}members\[0\]\.secrets\[1\]\.name: CloudWatch Logs can't look for this decoy and those before it: The filter pattern has \d+ characters.* » Choose shorter names\.$/,
    ),
  ]);
});

test("decoy is true or false", () => {
  expect(problemsOf(broken("- name: prod/database", "- name: prod/database\n        decoy: maybe"))).toEqual([
    'organization.yaml:16:16  members[0].secrets[0].decoy: "maybe" is not valid; decoy is true or false. » Write true or false, without quotes.',
  ]);
});
