import path from "node:path";

import { loadOrganization } from "../../../config/load-organization";
import { temporaryDirectory } from "../../support/temporary-directory";
import { broken, correct, problemsOf } from "./problems-of";

const secret = "      - name: prod/database\n";

test("the correct file has no problem", () => {
  expect(problemsOf(correct)).toEqual([]);
});

test("a unit is missed where there are none at all, and waves are, too", () => {
  expect(problemsOf(broken("\n  workloads: ou-q3k8-workload", " {}"))).toEqual([
    expect.stringContaining(
      'members[0].organizationalUnit: "workloads" is not one of organizationalUnits: there are none.',
    ),
  ]);
  expect(problemsOf(`${correct}    wave: canary\nwaves: []\n`).join("\n")).toContain("waves");
});

describe("accounts", () => {
  test("two members with the same id", () => {
    const second = `  - { name: shop, id: "901234567803", organizationalUnit: workloads, owner: shop@secretwatch.dev }\n`;

    expect(problemsOf(correct + second)).toEqual([
      'organization.yaml:16:23  members[1].id: "901234567803" is also the id of members[0] (organization.yaml:11:9); each account has its own. » Correct one of the two ids.',
    ]);
  });

  test("two members with the same name", () => {
    const second = `  - { name: payments, id: "901234567804", organizationalUnit: workloads, owner: shop@secretwatch.dev }\n`;

    expect(problemsOf(correct + second)).toEqual([
      'organization.yaml:16:13  members[1].name: "payments" is also the name of members[0] (organization.yaml:10:11); each account has its own. » Rename one of the two accounts.',
    ]);
  });

  test("the same id in two files", () => {
    const included = `members:
  - { name: shop, id: "901234567803", organizationalUnit: workloads, owner: shop@secretwatch.dev }
`;

    expect(problemsOf({ "organization.yaml": `${correct}include: [shop.yaml]\n`, "shop.yaml": included })).toEqual([
      'shop.yaml:2:23  members[0].id: "901234567803" is also the id of members[0] (organization.yaml:11:9); each account has its own. » Correct one of the two ids.',
    ]);
  });

  test("a member that is the management account", () => {
    expect(problemsOf(broken('id: "901234567803"', 'id: "901234567801"'))).toEqual([
      'organization.yaml:11:9  members[0].id: "901234567801" is the management account (organization.yaml:6:37); an account has one entry. » Remove this member: its reads of secrets are seen through the organization trail.',
    ]);
  });

  test("a member that is the security account", () => {
    expect(problemsOf(broken('id: "901234567803"', 'id: "901234567802"'))).toEqual([
      'organization.yaml:11:9  members[0].id: "901234567802" is the security account (organization.yaml:7:33); an account has one entry. » Remove this member: its reads of secrets are seen through the organization trail.',
    ]);
  });

  test("a security account that is the management account", () => {
    expect(problemsOf(broken('id: "901234567802"', 'id: "901234567801"'))).toEqual([
      `organization.yaml:7:33  security.id: "901234567801" is the management account (organization.yaml:6:37); an account has one entry. » Use an account of its own: the management account can't be its own delegated administrator.`,
    ]);
  });

  test("a log archive account that is the security account", () => {
    expect(problemsOf(`${correct}logArchive: { name: log-archive, id: "901234567802" }\n`)).toEqual([
      'organization.yaml:16:38  logArchive.id: "901234567802" is the security account (organization.yaml:7:33); an account has one entry. » Remove logArchive to keep the bucket in the security account, or name an account of its own.',
    ]);
  });

  test("an unknown organizational unit, and what was meant", () => {
    expect(problemsOf(broken("organizationalUnit: workloads", "organizationalUnit: workload"))).toEqual([
      'organization.yaml:12:25  members[0].organizationalUnit: "workload" is not one of organizationalUnits: workloads. » Did you mean "workloads"?',
    ]);
  });

  test("an unknown wave", () => {
    expect(
      problemsOf(broken("organizationalUnit: workloads", "organizationalUnit: workloads\n    wave: soon")),
    ).toEqual([
      'organization.yaml:13:11  members[0].wave: "soon" is not one of waves: canary, all. » Use one of them, or add it to waves.',
    ]);
  });
});

describe("regions", () => {
  test("a secret outside the governed regions", () => {
    expect(problemsOf(broken(secret, `${secret}        region: us-east-1\n`))).toEqual([
      'organization.yaml:16:17  members[0].secrets[0].region: "us-east-1" is not one of governedRegions: eu-west-1, eu-central-1. » Use a governed region, or add this one to governedRegions.',
    ]);
  });

  test("a replica outside the governed regions", () => {
    expect(problemsOf(broken(secret, `${secret}        replicaRegions: [us-east-1]\n`))).toEqual([
      'organization.yaml:16:26  members[0].secrets[0].replicaRegions[0]: "us-east-1" is not one of governedRegions: eu-west-1, eu-central-1. » Use a governed region, or add this one to governedRegions.',
    ]);
  });

  test("a home region outside the governed ones", () => {
    expect(problemsOf(broken("homeRegion: eu-west-1", "homeRegion: us-east-1"))).toEqual([
      'organization.yaml:4:13  homeRegion: "us-east-1" is not one of governedRegions: eu-west-1, eu-central-1. » Use a governed region, or add this one to governedRegions.',
    ]);
  });

  test("a home region that accounts have to opt in to", () => {
    const text = correct
      .replace("homeRegion: eu-west-1", "homeRegion: eu-south-1")
      .replace("[eu-west-1,", "[eu-south-1,");

    expect(problemsOf(text)).toEqual([
      'organization.yaml:4:13  homeRegion: "eu-south-1" is an opt-in region; accounts that did not opt in to it would send no events. » Choose a region that is on in every account, for example eu-west-1 or us-east-1.',
    ]);
  });

  test("a region that does not exist", () => {
    expect(problemsOf(broken("eu-central-1]", "eu-centrall-1]"))).toEqual([
      'organization.yaml:5:30  governedRegions[1]: "eu-centrall-1" is not a region of partition aws. » Did you mean "eu-central-1"?',
    ]);
  });

  test("a region of another partition", () => {
    expect(problemsOf(broken("eu-central-1]", "us-gov-west-1]"))[0]).toContain(
      'organization.yaml:5:30  governedRegions[1]: "us-gov-west-1" is not a region of partition aws.',
    );
  });
});

describe("secrets", () => {
  test.each([
    [
      '"two words"',
      '"two words" is not a secret name; AWS takes 1 to 512 letters, digits and /_+=.@-. » Rename the secret, for example: prod/payments/database.',
    ],
    [
      "rds!db-1",
      '"rds!db-1" contains !, which marks secrets that an AWS service manages. » Leave it to the service; to watch one that is there, list it under watchedSecrets.',
    ],
  ])("AWS would refuse the name %s", (name, message) => {
    expect(problemsOf(broken("prod/database", name))).toEqual([
      `organization.yaml:15:15  members[0].secrets[0].name: ${message}`,
    ]);
  });

  test.each(["prod/db-a1B2c3", "prod/app-secret"])(
    "%s, which AWS advises against, is noted, and refused for a decoy",
    (name) => {
      const directory = temporaryDirectory({ "organization.yaml": broken("prod/database", name) });
      const notes: string[] = [];

      loadOrganization(path.join(directory, "organization.yaml"), (note) =>
        notes.push(`${note.path}: ${note.message}`),
      );

      expect(notes).toEqual([
        `members[0].secrets[0].name: ${JSON.stringify(name)} ends in a hyphen and six characters, like the suffix of a secret's ARN; a look-up by partial ARN may fail.`,
      ]);
      expect(problemsOf(broken("- name: prod/database", `- { name: ${name}, decoy: true }`))).toEqual([
        expect.stringContaining("ends in a hyphen and six characters"),
      ]);
    },
  );

  test("a name of 513 characters", () => {
    expect(problemsOf(broken("prod/database", "a".repeat(513)))).toHaveLength(1);
    expect(problemsOf(broken("prod/database", "a".repeat(512)))).toEqual([]);
  });

  test("two equal secrets in an account", () => {
    expect(problemsOf(correct + secret)).toEqual([
      'organization.yaml:16:15  members[0].secrets[1].name: "prod/database" is taken in eu-west-1 (organization.yaml:15:15); a name is used once in an account and region. » Rename one of the two secrets, or remove one.',
    ]);
  });

  test("equal names in two regions are two secrets", () => {
    expect(problemsOf(`${correct}${secret}        region: eu-central-1\n`)).toEqual([]);
  });

  test("a secret where another has its replica", () => {
    const replicated = broken(secret, `${secret}        replicaRegions: [eu-central-1]\n`);

    expect(problemsOf(`${replicated}${secret}        region: eu-central-1\n`)).toEqual([
      'organization.yaml:17:15  members[0].secrets[1].name: "prod/database" is taken in eu-central-1 (organization.yaml:15:15); a name is used once in an account and region. » Rename one of the two secrets, or remove one.',
    ]);
  });

  test("a replica in the secret's own region", () => {
    expect(problemsOf(broken(secret, `${secret}        replicaRegions: [eu-west-1]\n`))).toEqual([
      'organization.yaml:16:26  members[0].secrets[0].replicaRegions[0]: "eu-west-1" is the region of the secret itself; replicas are in other regions. » Remove it.',
    ]);
  });

  test("a key of another region", () => {
    const key = "arn:aws:kms:eu-central-1:901234567803:key/0123abcd-0123-0123-0123-0123456789ab";

    expect(problemsOf(broken(secret, `${secret}        kmsKeyArn: ${key}\n`))).toEqual([
      'organization.yaml:16:20  members[0].secrets[0].kmsKeyArn: the key is in "eu-central-1"; the key of a secret is in its region, eu-west-1. » Use a key of that region, or leave kmsKeyArn out.',
    ]);
  });
});

test("a key and a reader of another partition", () => {
  const key = "arn:aws-cn:kms:eu-west-1:901234567803:key/0123abcd-0123-0123-0123-0123456789ab";
  const reader = "arn:aws-cn:iam::901234567803:role/app";

  expect(
    problemsOf(broken(secret, `${secret}        kmsKeyArn: ${key}\n        expectedReaders: [${reader}]\n`)),
  ).toEqual([
    "organization.yaml:16:20  members[0].secrets[0].kmsKeyArn: the ARN is of partition aws-cn; the organization is in aws. » Correct the ARN, or partition.",
    "organization.yaml:17:27  members[0].secrets[0].expectedReaders[0]: the ARN is of partition aws-cn; the organization is in aws. » Correct the ARN, or partition.",
  ]);
});

test("roles of another partition that are excluded, or that may take an entry role", () => {
  const role = "arn:aws:iam::901234567802:role/app";
  const gov = correct.replaceAll("eu-west-1", "us-gov-west-1").replaceAll("eu-central-1", "us-gov-east-1");
  const message = "the ARN is of partition aws; the organization is in aws-us-gov. » Correct the ARN, or partition.";

  expect(
    problemsOf(
      `${gov}partition: aws-us-gov
deployment: { state: { type: s3, bucket: acorn-state } }
pipeline: { planPrincipalArns: ["${role}"], applyPrincipalArns: ["${role}"] }
detections: { secret-read: { excludePrincipals: ["${role}"] } }
`,
    ),
  ).toEqual([
    `organization.yaml:18:33  pipeline.planPrincipalArns[0]: ${message}`,
    `organization.yaml:18:93  pipeline.applyPrincipalArns[0]: ${message}`,
    `organization.yaml:19:50  detections.secret-read.excludePrincipals[0]: ${message}`,
  ]);
});

describe("placeholders", () => {
  const remedy = "Write your own; only a file with example: true may keep it.";

  test.each([
    ["payments@secretwatch.dev", "you@example.com", "13:12  members[0].owner"],
    ["payments@secretwatch.dev", "payments@acorn.example", "13:12  members[0].owner"],
    ["payments@secretwatch.dev", "team@yourcompany.com", "13:12  members[0].owner"],
    ["on-call@secretwatch.dev", "changeme@secretwatch.dev", "8:20  alerts.emails[0]"],
    ["901234567803", "123456789012", "11:9  members[0].id"],
    ["901234567802", "111122223333", "7:33  security.id"],
    ["o-q3k8z7m2x1", "o-xxxxxxxxxx", "1:17  organizationId"],
    ["o-q3k8z7m2x1", "o-exampleorgid", "1:17  organizationId"],
    ["ou-q3k8-workload", "ou-exam-workload", "3:14  organizationalUnits.workloads"],
  ])("%s left as %s", (own, placeholder, place) => {
    expect(problemsOf(broken(own, placeholder))).toEqual([
      `organization.yaml:${place}: "${placeholder}" is a placeholder. » ${remedy}`,
    ]);
  });

  test("in ARNs, and among the addresses of endpoints", () => {
    const routes =
      'routes: [{ name: soc, https: ["https://hooks.example.com/in"], queues: ["arn:aws:sqs:eu-west-1:123456789012:in"] }]';
    const text = broken("[on-call@secretwatch.dev] }", `[on-call@secretwatch.dev], ${routes} }`);

    expect(problemsOf(text)).toEqual([
      `organization.yaml:8:76  alerts.routes[0].https[0]: "https://hooks.example.com/in" is a placeholder. » ${remedy}`,
      expect.stringContaining("8:118  alerts.routes[0].queues[0]: the queue is of account 123456789012, not of the"),
      `organization.yaml:8:118  alerts.routes[0].queues[0]: its account, "123456789012", is a placeholder. » ${remedy}`,
    ]);
  });

  test("are allowed in an example", () => {
    expect(problemsOf(`example: true\n${broken("on-call@secretwatch.dev", "you@example.com")}`)).toEqual([]);
  });
});

describe("settings", () => {
  test("files that expire before they move to the archive", () => {
    expect(problemsOf(`${correct}archive: { archiveAfterDays: 400, expireAfterDays: 365 }\n`)).toEqual([
      "organization.yaml:16:30  archive.archiveAfterDays: 400 is not before expireAfterDays, 365; files move to Glacier before they expire. » Lower archiveAfterDays or raise expireAfterDays.",
    ]);
  });

  test("a lock that outlasts the files", () => {
    expect(
      problemsOf(`${correct}archive: { expireAfterDays: 365, objectLock: { mode: governance, days: 400 } }\n`),
    ).toEqual([
      "organization.yaml:16:72  archive.objectLock.days: 400 is after expireAfterDays, 365; a locked file can't expire. » Lower objectLock.days or raise expireAfterDays.",
    ]);
  });

  test("a mail address twice", () => {
    expect(
      problemsOf(broken("[on-call@secretwatch.dev]", "[on-call@secretwatch.dev, on-call@secretwatch.dev]")),
    ).toEqual([
      'organization.yaml:8:45  alerts.emails[1]: "on-call@secretwatch.dev" is in the list twice. » Remove one of them.',
    ]);
  });
});

describe("the deploy role", () => {
  test("is not named like the roles that it makes", () => {
    expect(problemsOf(`${correct}deployment: { roleName: secretwatch-deploy }\n`)).toEqual([
      'organization.yaml:16:25  deployment.roleName: "secretwatch-deploy" begins with "secretwatch-" like the roles that it makes; it could change itself, and guardrails and detections would take it for one of them. » Rename the role, for example: SecretwatchDeploy.',
    ]);
    expect(problemsOf(`${correct}namePrefix: acorn\ndeployment: { roleName: acorn-deploy }\n`)).toEqual([
      'organization.yaml:17:25  deployment.roleName: "acorn-deploy" begins with "acorn-" like the roles that it makes; it could change itself, and guardrails and detections would take it for one of them. » Rename the role, for example: SecretwatchDeploy.',
    ]);
  });

  test.each(["secretwatchDeploy", "deploy-secretwatch-", "Secretwatch-Deploy"])("may be named %s", (name) => {
    expect(problemsOf(`${correct}deployment: { roleName: ${name} }\n`)).toEqual([]);
  });
});

describe("the tag that every resource has", () => {
  const message =
    "every resource has a tag managed-by already; guardrails know secrets by it. » Use another key, or remove it.";

  test("is not one of the defaults, of a central account, or of a member", () => {
    const text = broken(
      "owner: payments@secretwatch.dev",
      "owner: payments@secretwatch.dev\n    tags: { managed-by: us }",
    )
      .replace('"901234567801" }', '"901234567801", tags: { managed-by: us } }')
      .replace('"901234567802" }', '"901234567802", tags: { managed-by: us } }');

    expect(problemsOf(`${text}defaults: { tags: { team: us, managed-by: us } }\n`)).toEqual([
      `organization.yaml:6:61  management.tags.managed-by: ${message}`,
      `organization.yaml:7:57  security.tags.managed-by: ${message}`,
      `organization.yaml:14:13  members[0].tags.managed-by: ${message}`,
      `organization.yaml:17:31  defaults.tags.managed-by: ${message}`,
    ]);
  });

  test("however it is written", () => {
    expect(problemsOf(`${correct}defaults: { tags: { Managed-By: us } }\n`)).toEqual([
      `organization.yaml:16:21  defaults.tags.Managed-By: ${message}`,
    ]);
    expect(problemsOf(`${correct}defaults: { tags: { managed-by-team: us } }\n`)).toEqual([]);
  });
});

test("a description is no longer than AWS counts it", () => {
  const described = (text: string) => `${correct}        description: "${text}"\n`;

  expect(problemsOf(described("x".repeat(2048)))).toEqual([]);
  expect(problemsOf(described("😀".repeat(1024)))).toEqual([]);
  expect(problemsOf(described("😀".repeat(1025)))).toEqual([
    expect.stringContaining("description has at most 2,048 characters"),
  ]);
});
