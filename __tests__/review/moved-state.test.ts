import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

import fc from "fast-check";

import { moveOfState } from "../../review/moved-state";
import { changesBetween } from "../../review/organization-changes";
import { edited, organizationFrom, small, type OrganizationText } from "../support/edited-organization";
import { synthesize } from "../support/synthesized";
import { temporaryDirectory } from "../support/temporary-directory";

const inS3 =
  (more: object = {}) =>
  (it: OrganizationText) =>
    (it.deployment = { state: { type: "s3", bucket: "acorn-state", ...more } });

function moveBetween(before: (it: OrganizationText) => void, after = before): string | undefined {
  const [then, now] = [organizationFrom(edited(before)), organizationFrom(edited(after))];
  return moveOfState({ before: then, after: now }, ["member-lab", "member-attic"]);
}

test("a stack under another name is the same but for where its state is and what its sessions are called", () => {
  const stack = (name: string) => {
    const organization = organizationFrom(edited((it) => (it.members[1]!.name = name)));
    const { resource, data, terraform } = synthesize(organization)[`member-${name}`]!;
    return JSON.stringify({ resource, data, terraform }, (key, value: unknown) =>
      key === "//" || key === "backend" ? undefined : value,
    );
  };

  expect(stack("attic")).toBe(stack("lab"));
});

test("the state of a renamed account is moved by a command that its change prints", () => {
  const renamed = organizationFrom(edited((it) => (it.members[1]!.name = "attic")));

  const [change] = changesBetween(organizationFrom(small), renamed);

  expect(change!.text).toMatch(/ mv terraform-state\/member-lab\.tfstate terraform-state\/member-attic\.tfstate\.$/);
});

test.each([
  [
    {},
    "aws s3 mv s3://acorn-state/secretwatch/member-lab/terraform.tfstate s3://acorn-state/secretwatch/member-attic/terraform.tfstate",
  ],
  [
    { kmsKeyArn: "arn:aws:kms:eu-west-1:222222222222:key/one" },
    "aws s3 mv s3://acorn-state/secretwatch/member-lab/terraform.tfstate s3://acorn-state/secretwatch/member-attic/terraform.tfstate --sse aws:kms --sse-kms-key-id arn:aws:kms:eu-west-1:222222222222:key/one",
  ],
])("state in S3 (%j) is moved where it is, under the same key", (more, command) => {
  expect(moveBetween(inS3(more))).toBe(command);
});

test("state that moves for every stack at the same time has no command of its own", () => {
  expect(moveBetween(() => undefined, inS3())).toBeUndefined();
  expect(moveBetween(inS3(), inS3({ keyPrefix: "watch/" }))).toBeUndefined();
});

test("whatever a prefix is made of, a shell takes each address for one word", () => {
  const prefix = fc.stringMatching(/^[\w!.*'()-]{1,12}\/$/).filter((text) => !text.startsWith("/"));

  fc.assert(
    fc.property(prefix, (keyPrefix) => {
      const command = moveBetween(inS3({ keyPrefix }))!;

      const words = execFileSync("sh", ["-c", `printf '%s\\n' ${command}`], { encoding: "utf8" }).split("\n");

      expect(words.slice(3, 5)).toEqual([
        `s3://acorn-state/${keyPrefix}member-lab/terraform.tfstate`,
        `s3://acorn-state/${keyPrefix}member-attic/terraform.tfstate`,
      ]);
    }),
    { numRuns: 25 },
  );
});

test("the command for state on the disk moves it", () => {
  const directory = temporaryDirectory();
  mkdirSync(path.join(directory, "terraform-state"));
  writeFileSync(path.join(directory, "terraform-state/member-lab.tfstate"), "state");

  execFileSync("sh", ["-c", moveBetween(() => undefined)!], { cwd: directory });

  expect(readFileSync(path.join(directory, "terraform-state/member-attic.tfstate"), "utf8")).toBe("state");
});
