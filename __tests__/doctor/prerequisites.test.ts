import type { AwsCalls } from "../../aws/calls";
import type { Organization } from "../../organization/organization";
import { examine } from "../../doctor/examine";
import type { ReportedFinding } from "../../doctor/report";
import { exampleIn, HealthyAws, NOW } from "../support/healthy-aws";
import { ROOT } from "../support/healthy-prerequisites";
import { callsOf, healthyEverything, MISSING } from "../support/planted-faults";

const examples = ["acorn", "china", "log-archive", "existing-trail", "s3-state", "starter"];

/** What is found before the first deployment. */
async function before({ organization, stacks }: HealthyAws, calls: AwsCalls): Promise<readonly ReportedFinding[]> {
  const { groups } = await examine({ organization, stacks, calls, now: NOW, before: true });
  return groups.flatMap(({ findings }) => findings);
}

test.each(examples)("nothing is found where %s is ready to be deployed", async (name) => {
  const aws = new HealthyAws(exampleIn(name));

  expect(await before(aws, aws)).toEqual([]);
});

type Answers = Readonly<Record<string, object>>;

interface Fault {
  readonly what: string;
  /** Answers that are other ones. */
  readonly plant: (organization: Organization, answers: Answers) => Answers;
  readonly found: readonly object[];
}

const said = (text: string): unknown => expect.stringContaining(text);

const administrators = "organizations/list-delegated-administrators/cloudtrail.amazonaws.com.json";
const roots = "organizations/list-roots.json";
const described = "organizations/describe-organization.json";

const withOrganization = (changes: object) => (_: Organization, answers: Answers) => ({
  [described]: {
    Organization: { ...(answers[described] as { readonly Organization: object }).Organization, ...changes },
  },
});

const administratedBy =
  (...ids: readonly string[]) =>
  () => ({ [administrators]: { DelegatedAdministrators: ids.map((Id) => ({ Id })) } });

interface InUnit {
  readonly Id: string;
  readonly State: string;
}

const children = "organizations/list-accounts-for-parent/";

function accountsIn(answers: Answers, path: string): readonly InUnit[] {
  return (answers[path] as { readonly Accounts: readonly InUnit[] }).Accounts;
}

/** The accounts of each unit as something changes them. */
function withAccounts(answers: Answers, change: (accounts: readonly InUnit[]) => readonly InUnit[]): Answers {
  const paths = Object.keys(answers).filter((path) => path.startsWith(children));
  return Object.fromEntries(paths.map((path) => [path, { Accounts: change(accountsIn(answers, path)) }]));
}

const faults: readonly Fault[] = [
  {
    what: "another organization",
    plant: withOrganization({ Id: "o-other12345" }),
    found: [{ kind: "organization-other", what: said("o-other12345") }],
  },
  {
    what: "another management account",
    plant: withOrganization({ MasterAccountId: "999999999999" }),
    found: [{ kind: "management-account-other", what: said("999999999999") }],
  },
  {
    what: "consolidated billing alone",
    plant: withOrganization({ FeatureSet: "CONSOLIDATED_BILLING" }),
    found: [{ kind: "organization-features", mend: "aws organizations enable-all-features" }],
  },
  {
    what: "no trusted access of CloudTrail",
    plant: () => ({
      "organizations/list-aws-service-access-for-organization.json": { EnabledServicePrincipals: [] },
    }),
    found: [
      {
        kind: "trusted-access-missing",
        mend: "aws organizations enable-aws-service-access --service-principal cloudtrail.amazonaws.com",
      },
    ],
  },
  {
    what: "service control policies that are off",
    plant: () => ({
      [roots]: { Roots: [{ Id: ROOT, PolicyTypes: [{ Type: "RESOURCE_CONTROL_POLICY", Status: "ENABLED" }] }] },
    }),
    found: [
      {
        kind: "policy-type-off",
        mend: `aws organizations enable-policy-type --root-id ${ROOT} --policy-type SERVICE_CONTROL_POLICY`,
      },
    ],
  },
  {
    what: "another administrator of CloudTrail beside ours",
    plant: ({ security }) => administratedBy(security.id, "999999999999")(),
    found: [{ kind: "trail-administrator-other", what: said("999999999999") }],
  },
  {
    what: "three administrators of CloudTrail without ours",
    plant: administratedBy("777777777771", "777777777772", "777777777773"),
    found: [1, 2, 3].map((digit) => ({
      kind: "trail-administrators-full",
      what: said(`77777777777${digit}`),
    })),
  },
  {
    what: "ours that is not registered yet",
    plant: administratedBy(),
    found: [],
  },
  ...["iam/get-role/333333333333/Deploy", "iam/get-policy/333333333333/"].map((start, at): Fault => ({
    what: ["no deploy role", "no boundary"][at]!,
    plant: (_, answers) => {
      const isIt = (path: string) => path.startsWith(start) && (at === 0 || path.includes("Boundary"));
      return Object.fromEntries(
        Object.keys(answers)
          .filter(isIt)
          .map((path) => [path, MISSING]),
      );
    },
    found: [{ kind: ["deploy-role-missing", "role-boundary-missing"][at], place: { account: "333333333333" } }],
  })),
  {
    what: "a deploy role with policies that allow nothing",
    plant: (_, answers) =>
      Object.fromEntries(
        Object.keys(answers)
          .filter((path) => path.startsWith("iam/get-policy-version/333333333333/"))
          .map((path) => [path, { PolicyVersion: { Document: "%7B%7D" } }]),
      ),
    found: [{ kind: "deploy-role-lacks" }, { kind: "deploy-role-lacks" }],
  },
  {
    what: "resource policies of logs that others have ten of",
    plant: (_, answers) =>
      Object.fromEntries(
        Object.keys(answers)
          .filter((path) => path.startsWith("logs/describe-resource-policies/222222222222/"))
          .map((path) => [
            path,
            { resourcePolicies: Array.from({ length: 10 }, (__, at) => ({ policyName: `${at}` })) },
          ]),
      ),
    found: [{ kind: "quota-full", what: said("beside 10 that are there") }],
  },
  {
    what: "a governed region that is off in an account",
    plant: ({ homeRegion }, answers) => {
      const path = "account/list-regions/333333333333.json";
      const { Regions } = answers[path] as { readonly Regions: readonly { readonly RegionName: string }[] };
      const isOff = ({ RegionName }: { readonly RegionName: string }) => RegionName === homeRegion;
      const RegionOptStatus = "DISABLED";
      return { [path]: { Regions: Regions.map((each) => (isOff(each) ? { ...each, RegionOptStatus } : each)) } };
    },
    found: [
      {
        kind: "region-off",
        place: { account: "333333333333" },
        mend: said("aws account enable-region --account-id 333333333333 --region-name "),
      },
    ],
  },
  {
    what: "an account that is not in the organization any more",
    plant: (_, answers) => withAccounts(answers, (accounts) => accounts.filter(({ Id }) => Id !== "333333333333")),
    found: [{ kind: "account-gone", what: said("333333333333") }],
  },
  {
    what: "an account that is being closed",
    plant: (_, answers) =>
      withAccounts(answers, (accounts) =>
        accounts.map((each) => (each.Id === "333333333333" ? { ...each, State: "PENDING_CLOSURE" } : each)),
      ),
    found: [{ kind: "account-not-active", what: said("PENDING_CLOSURE") }],
  },
  {
    what: "an account that was moved to the root",
    plant: (_, answers) => {
      const root = `${children}${ROOT}.json`;
      const without = withAccounts(answers, (accounts) => accounts.filter(({ Id }) => Id !== "333333333333"));
      const moved = { Id: "333333333333", State: "ACTIVE" };
      return { ...without, [root]: { Accounts: [...accountsIn(answers, root), moved] } };
    },
    found: [{ kind: "account-moved", mend: said("aws organizations move-account --account-id 333333333333") }],
  },
  {
    what: "a decoy parameter that nobody made",
    plant: (_, answers) =>
      Object.fromEntries(
        Object.keys(answers)
          .filter((path) => path.startsWith("cloudcontrol/list-resources/"))
          .slice(0, 1)
          .map((path) => [path, { ResourceDescriptions: [{ Identifier: "/something/else" }] }]),
      ),
    found: [{ kind: "decoy-parameter-missing", mend: said("aws ssm put-parameter ") }],
  },
  {
    what: "rules of others that leave no room on the default bus",
    plant: ({ homeRegion }) => ({
      [`events/list-rules/333333333333/${homeRegion}/default.json`]: {
        Rules: Array.from({ length: 300 }, (__, at) => ({ Name: `others-${at}` })),
      },
    }),
    found: [{ kind: "quota-full", what: said("beside 300 that are there"), mend: said("--quota-code L-244521F2") }],
  },
  {
    what: "rules of others with wildcards, of which a bus takes thirty whoever asks",
    plant: ({ homeRegion, security }, answers) => {
      const EventPattern = JSON.stringify({ detail: { name: [{ wildcard: "*a*" }] } });
      const Rules = Array.from({ length: 30 }, (__, at) => ({ Name: `others-${at}`, EventPattern }));
      const buses = Object.keys(answers).filter((path) =>
        path.startsWith(`events/list-rules/${security.id}/${homeRegion}/`),
      );
      return Object.fromEntries(buses.map((path) => [path, { Rules }]));
    },
    found: [
      {
        kind: "quota-full",
        what: said("1 wildcard rule wanted beside 30 that are there; AWS lets 30"),
        mend: said("can't be raised"),
      },
    ],
  },
  {
    what: "alarms of others that leave no room",
    plant: ({ homeRegion, security }) => ({
      [`cloudwatch/describe-alarms/${security.id}/${homeRegion}.json`]: {
        MetricAlarms: Array.from({ length: 4_950 }, (__, at) => ({ AlarmName: `others-${at}` })),
      },
    }),
    found: [{ kind: "quota-full", what: said("beside 4950 that are there; AWS lets 5000") }],
  },
];

test.each(faults)("$what: found, and nothing else", async ({ plant, found }) => {
  const aws = healthyEverything();

  const findings = await before(aws, callsOf({ ...aws.answers, ...plant(aws.organization, aws.answers) }));

  expect(findings).toMatchObject(found);
  expect(findings).toHaveLength(found.length);
});
