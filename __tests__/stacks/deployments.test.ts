import fc from "fast-check";

import { affectedStacks } from "../../review/affected-stacks";
import { rolloutOf } from "../../review/rollout";
import { stackJson } from "../../review/stack-json";
import { BY_HAND, deploymentsOf } from "../../stacks/deployments";
import { OrganizationApp } from "../../stacks/organization-app";
import { edited, organizationFrom } from "../support/edited-organization";
import { temporaryDirectory } from "../support/temporary-directory";

const role = "arn:aws:iam::222222222222:role/runner";
const waves = ["first", "second", "third"];
const member = fc.record({ name: fc.stringMatching(/^[a-z]{3,8}$/), wave: fc.option(fc.constantFrom(...waves)) });

/** With or without log archive and pipeline, and any members in any waves, in any order. */
const organizations = fc
  .record({
    hasLogArchive: fc.boolean(),
    hasPipeline: fc.boolean(),
    members: fc.uniqueArray(member, { maxLength: 4, selector: ({ name }) => name }),
  })
  .map(({ hasLogArchive, hasPipeline, members }) =>
    organizationFrom(
      edited((it) => {
        it.waves = waves;
        it.members = members.map(({ name, wave }, at) => ({
          name: `a-${name}`,
          id: String(333333333333 + at),
          organizationalUnit: "workloads",
          owner: `${name}@acorn.example`,
          ...(wave === null ? {} : { wave }),
        }));
        if (hasLogArchive) it.logArchive = { name: "log-archive", id: "777777777777" };
        if (hasPipeline) {
          it.pipeline = { planPrincipalArns: [role], applyPrincipalArns: [role] };
          it.deployment = { state: { type: "s3", bucket: "acorn-state" } };
        }
      }),
    ),
  );

test("what is synthesized, what is compared and what is rolled out are the same stacks of the same accounts", () => {
  fc.assert(
    fc.property(organizations, (organization) => {
      const listed = deploymentsOf(organization).map(({ stack, account }) => `${stack} ${account.id}`);

      const { stacks } = new OrganizationApp(organization, temporaryDirectory());
      const compared = stackJson(organization, new Set(stacks.map(({ node }) => node.id)), temporaryDirectory());
      const { waves: rolledOut, byHand } = rolloutOf(affectedStacks(undefined, organization, temporaryDirectory()));

      expect(stacks.map(({ node, account }) => `${node.id} ${account.id}`)).toEqual(listed);
      expect(
        [...compared].map(
          ([stack, { provider }]) => `${stack} ${(provider!.aws![0]!.allowed_account_ids as string[])[0]}`,
        ),
      ).toEqual(listed);
      expect(
        [...rolledOut.flatMap((wave) => wave.stacks), ...byHand].map(({ stack, account }) => `${stack} ${account.id}`),
      ).toEqual(listed);
      expect(new Set(listed).size).toBe(listed.length);
    }),
    { numRuns: 5 },
  );
});

test("a stack comes after those that it depends on, in a wave after theirs", () => {
  fc.assert(
    fc.property(organizations, (organization) => {
      const all = deploymentsOf(organization);
      const order = ["0-security", "1-log-archive", "2-management", ...organization.waves, BY_HAND];
      const placeOf = (stack: string) => order.indexOf(all.find((each) => each.stack === stack)!.wave);

      expect(all.map(({ stack }) => placeOf(stack))).toEqual(
        all.map(({ stack }) => placeOf(stack)).toSorted((a, b) => a - b),
      );
      for (const { stack, dependsOn } of all) {
        expect(dependsOn.filter((each) => placeOf(each) >= placeOf(stack))).toEqual([]);
      }
    }),
    { numRuns: 30 },
  );
});

test("all that is there for an organization with everything", () => {
  const organization = organizationFrom(
    edited((it) => {
      it.logArchive = { name: "log-archive", id: "777777777777" };
      it.pipeline = { planPrincipalArns: [role], applyPrincipalArns: [role] };
      it.deployment = { state: { type: "s3", bucket: "acorn-state" } };
    }),
  );

  expect(deploymentsOf(organization).map(({ stack, wave, dependsOn }) => [stack, wave, ...dependsOn])).toEqual([
    ["security", "0-security"],
    ["log-archive", "1-log-archive", "security"],
    ["management", "2-management", "security", "log-archive"],
    ["member-lab", "canary", "management"],
    ["member-shop", "all", "management"],
    ["pipeline", "9-by-hand"],
  ]);
});
