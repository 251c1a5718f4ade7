import { examine } from "../../doctor/examine";
import { dataSources } from "../../resources/data-sources";
import { actionsOfTypes } from "../../resources/needed-actions";
import { BY_HAND } from "../../stacks/deployments";
import { exampleIn, HealthyAws, NOW } from "../support/healthy-aws";
import { callsOf, healthyEverything } from "../support/planted-faults";

const aws = new HealthyAws(exampleIn("existing-trail"));
const everything = healthyEverything();
const stacks = aws.stacks.filter(({ wave }) => wave !== BY_HAND);

interface Document {
  readonly Statement: readonly object[];
}

/** Every policy of deploy roles, with an action denied. */
function denied(action: string, { answers } = aws) {
  const versions = Object.entries(answers).filter(([path]) => path.startsWith("iam/get-policy-version/"));
  return Object.fromEntries(
    versions.map(([path, answer]) => {
      const { PolicyVersion } = answer as { readonly PolicyVersion: { readonly Document: string } };
      const { Statement } = JSON.parse(decodeURIComponent(PolicyVersion.Document)) as Document;
      const Denying = { Effect: "Deny", Action: action, Resource: "*" };
      return [
        path,
        { PolicyVersion: { Document: encodeURIComponent(JSON.stringify({ Statement: [...Statement, Denying] })) } },
      ];
    }),
  );
}

/** Accounts in which data sources need an action that no resource needs there. */
function whereForDataAlone(action: string): readonly string[] {
  const typesIn = (kind: "dataSources" | "resources", account: string) =>
    new Set(stacks.flatMap((stack) => stack[kind].filter((each) => each.account === account)).map(({ type }) => type));
  const accounts = [...new Set(stacks.flatMap(({ dataSources: all }) => all.map(({ account }) => account)))];
  return accounts.filter(
    (account) =>
      actionsOfTypes([], typesIn("dataSources", account)).plan.includes(action) &&
      !actionsOfTypes(typesIn("resources", account), []).plan.includes(action),
  );
}

const forDataAlone = [...new Set(Object.values(dataSources).flatMap(({ plan }) => plan))]
  .map((action) => ({ action, where: whereForDataAlone(action) }))
  .filter(({ where }) => where.length > 0);

test("some rights of deploy roles are for data sources alone", () => {
  expect(forDataAlone).not.toEqual([]);
});

test.each(forDataAlone)(
  "a role that may not $action, which only data sources need, is found",
  async ({ action, where }) => {
    const calls = callsOf({ ...aws.answers, ...denied(action) });

    const { groups } = await examine({ organization: aws.organization, stacks, calls, now: NOW, before: true });

    const findings = groups.flatMap((group) => group.findings).filter(({ kind }) => kind === "deploy-role-lacks");
    for (const account of where) {
      expect(findings).toContainEqual(
        expect.objectContaining({
          what: expect.stringContaining(action) as string,
          place: expect.objectContaining({ account }) as object,
        }),
      );
    }
  },
);

test("an action that is needed to plan and to apply is named once", async () => {
  const { organization } = everything;
  const management = (kind: "dataSources" | "resources") =>
    everything.stacks.flatMap((stack) => stack[kind].filter(({ account }) => account === organization.management.id));
  const types = (kind: "dataSources" | "resources") => new Set(management(kind).map(({ type }) => type));
  const { plan, apply } = actionsOfTypes(types("resources"), types("dataSources"));
  const action = plan.find((each) => apply.includes(each))!;
  const calls = callsOf({ ...everything.answers, ...denied(action, everything) });

  const { groups } = await examine({ organization, stacks: everything.stacks, calls, now: NOW, before: true });

  const there = groups
    .flatMap(({ findings }) => findings)
    .filter(({ place }) => place.account === organization.management.id);
  expect(there.map(({ what }) => what)).toEqual(
    ["Deploy", organization.names.access.planRoleName].map(
      (role) => `The role ${String(role)} is allowed on nothing to do ${action}.`,
    ),
  );
});
