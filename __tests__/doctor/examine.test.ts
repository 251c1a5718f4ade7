import { type AwsCalls, RefusedCall, type RefusalKind } from "../../aws/calls";
import { examine } from "../../doctor/examine";
import { exitCodeOf, type Report } from "../../doctor/report";
import { exampleIn, HealthyAws, NOW } from "../support/healthy-aws";
import { healthyEverything } from "../support/planted-faults";

const MEMBER = "333333333333";

function report({ organization, stacks }: HealthyAws, calls: AwsCalls): Promise<Report> {
  return examine({ organization, stacks, calls, now: NOW, before: false });
}

const found = ({ groups }: Report) => groups.flatMap(({ findings }) => findings);

/** AWS that refuses what it is asked of some places. */
function refusing(
  aws: AwsCalls,
  { kind, code }: { readonly kind: RefusalKind; readonly code: string },
  isRefused: (operation: string, account: string, region: string) => boolean,
): AwsCalls {
  return {
    call: (operation, input, place) => {
      if (!isRefused(operation, place.account, place.region)) return aws.call(operation, input, place);
      return Promise.reject(new RefusedCall({ kind, code, message: "No.", operation, place }));
    },
  };
}

const denied = { kind: "denied", code: "AccessDenied" } as const;
const missing = { kind: "missing", code: "NotFound" } as const;
const off = { kind: "off", code: "UnrecognizedClientException" } as const;

test.each(["acorn", "china", "log-archive", "existing-trail", "s3-state", "starter"])(
  "nothing is wrong where %s is deployed as it is wanted",
  async (name) => {
    const aws = new HealthyAws(exampleIn(name));

    const result = await report(aws, aws);

    expect(found(result)).toEqual([]);
    expect(exitCodeOf(result)).toBe(0);
    expect(result.looked.resources).toBeGreaterThan(100);
  },
);

describe("one cause is one finding", () => {
  test("an account whose role can't be assumed", async () => {
    const aws = healthyEverything();

    const result = await report(
      aws,
      refusing(aws, denied, (_, account) => account === MEMBER),
    );

    expect(found(result)).toMatchObject([{ kind: "account-unreachable", place: { account: MEMBER } }]);
    expect(exitCodeOf(result)).toBe(10);
  });

  test("no credentials at all: what to do is to sign in", async () => {
    const aws = healthyEverything();
    const nobody: AwsCalls = {
      call: (operation, _, { region }) => {
        const refusal = { kind: "denied", code: "CredentialsProviderError", message: "There are none." } as const;
        const place = { account: "", region };
        return Promise.reject(new RefusedCall({ ...refusal, operation, place }));
      },
    };

    expect(found(await report(aws, nobody))).toMatchObject([
      {
        kind: "account-unreachable",
        what: "AWS could not be asked. CredentialsProviderError: There are none.",
        mend: expect.stringContaining("AWS_PROFILE") as unknown,
      },
    ]);
  });

  test("a stack of which nothing is there", async () => {
    const aws = healthyEverything();
    // The account itself answers, and so does what the deployment needs.
    const needed = /^(?:sts|account|organizations|servicequotas|iam):|ListResources|ListRules|DescribeResourcePolicies/;
    const roles = aws.stacks.flatMap(({ account, resources }) =>
      account === MEMBER ? resources.filter(({ type }) => type === "aws_iam_role") : [],
    );

    const calls = refusing(aws, missing, (operation, account) => account === MEMBER && !needed.test(operation));
    const kinds = found(
      await report(
        aws,
        withoutRoles(
          calls,
          roles.map(({ attributes }) => String(attributes.name)),
        ),
      ),
    );

    expect(kinds).toMatchObject([{ kind: "stack-not-deployed", place: { account: MEMBER } }]);
  });

  test("a region that is off", async () => {
    const aws = healthyEverything();

    const other = aws.organization.governedRegions.find((region) => region !== aws.organization.homeRegion)!;

    const calls = refusing(aws, off, (_, account, region) => account === MEMBER && region === other);

    expect(found(await report(aws, calls))).toMatchObject([
      { kind: "region-off", place: { account: MEMBER, region: other } },
    ]);
  });

  test.each(["cloudwatch:DescribeAlarms", "organizations:ListPolicies", "kms:DescribeKey", "logs:DescribeLogGroups"])(
    "a call that the role may not make, whatever it would say of how many: %s",
    async (call) => {
      const aws = healthyEverything();

      const result = await report(
        aws,
        refusing(aws, denied, (operation) => operation === call),
      );

      const kinds = new Set(found(result).map(({ kind }) => kind));
      expect([...kinds]).toEqual(["look-denied"]);
      expect(found(result).every(({ what }) => what.includes(call))).toBe(true);
    },
  );
});

test("the role that CloudTrail has for itself is looked for where something is deployed", async () => {
  const aws = healthyEverything();
  const role = (input: object) => (input as { readonly RoleName?: string }).RoleName;

  const calls: AwsCalls = {
    call: (operation, input, place) =>
      role(input as object) === "AWSServiceRoleForCloudTrail"
        ? Promise.reject(new RefusedCall({ ...missing, message: "No.", operation, place }))
        : aws.call(operation, input, place),
  };
  const findings = found(await report(aws, calls));

  expect(new Set(findings.map(({ kind, mend }) => `${kind}: ${mend}`))).toEqual(
    new Set(["service-role-missing: aws iam create-service-linked-role --aws-service-name cloudtrail.amazonaws.com"]),
  );
});

/** The roles of a stack are not there, either; those that deploy are. */
function withoutRoles(aws: AwsCalls, names: readonly string[]): AwsCalls {
  return {
    call: (operation, input, place) => {
      const { RoleName } = input as { readonly RoleName?: string };
      const isTheirs = place.account === MEMBER && RoleName !== undefined && names.includes(RoleName);
      if (!isTheirs) return aws.call(operation, input, place);
      return Promise.reject(new RefusedCall({ ...missing, message: "No.", operation, place }));
    },
  };
}
