import { broken, correct, problemsOf } from "../checks/problems-of";

test.each([
  [
    "an account id that is a number",
    'id: "901234567803"',
    "id: 901234567803",
    '11:9  members[0].id: 901234567803 is a number; account ids are 12-digit strings. » Quote it: id: "901234567803"',
  ],
  [
    "an account id whose leading zero YAML drops",
    'id: "901234567803"',
    "id: 012345678903",
    '11:9  members[0].id: 12345678903 is a number; account ids are 12-digit strings. » Quote it: id: "012345678903"',
  ],
  [
    "an account id of eleven digits",
    '"901234567803"',
    '"90123456780"',
    '11:9  members[0].id: "90123456780" is not valid; account ids are 12-digit strings. » Quote it: id: "012345678901"',
  ],
  [
    "an unknown key, and what was meant",
    "    secrets:",
    "    secret:",
    '14:5  members[0].secret: unknown key; allowed here: name, id, organizationalUnit, owner, wave, tags, regions, expectedReaders, secrets, watchedSecrets, watchedParameters. » Did you mean "secrets"?',
  ],
  [
    "an unknown key that is like no other",
    "alerts: {",
    "alerts: { pagerduty: x,",
    "8:11  alerts.pagerduty: unknown key; allowed here: emails, alarmsAtOnce, routes, owners, silenceMinutes, heartbeat, heartbeatMinutes, patternLength, archiveDays. » Remove it.",
  ],
  [
    "a tag that is not a string",
    "owner: payments@secretwatch.dev",
    "owner: payments@secretwatch.dev\n    tags: { cost-center: 4711 }",
    `14:26  members[0].tags.cost-center: 4711 is a number; tag values are strings of at most 256 letters, digits, spaces and _.:/=+-@ and do not start with aws:. » Quote numbers and booleans: costCenter: "4711".`,
  ],
  [
    "a tag key that AWS keeps for itself",
    "owner: payments@secretwatch.dev",
    'owner: payments@secretwatch.dev\n    tags: { "aws:x": "y" }',
    '14:13  members[0].tags.aws:x: "aws:x" is not a valid key; tag keys are 1 to 128 letters, digits, spaces and _.:/=+-@ and do not start with aws:. » Rename the tag.',
  ],
  [
    "an address that is none",
    "[on-call@secretwatch.dev]",
    "[on-call]",
    '8:20  alerts.emails[0]: "on-call" is not valid; mail addresses look like name@domain. » Write one address in each entry.',
  ],
  [
    "no address at all",
    "[on-call@secretwatch.dev]",
    "[]",
    "8:19  alerts.emails: an empty list; emails has at least one address. » Add the address of the security team.",
  ],
  [
    "signs of life every five minutes",
    "[on-call@secretwatch.dev]",
    "[on-call@secretwatch.dev], heartbeatMinutes: 5",
    "8:64  alerts.heartbeatMinutes: 5 is not valid; heartbeatMinutes is 15 to 1440 minutes. » Write a whole number from 15 to 1440.",
  ],
  [
    "minutes that are no multiple of five",
    "[on-call@secretwatch.dev]",
    "[on-call@secretwatch.dev], silenceMinutes: 7",
    "8:62  alerts.silenceMinutes: 7 is not valid; silenceMinutes is 5 to 1440 minutes, in steps of 5. » Round it to a multiple of 5.",
  ],
  [
    "a reader without its kind",
    "- name: prod/database",
    "- name: prod/database\n        expectedReaders: [payments-api]",
    '16:27  members[0].secrets[0].expectedReaders[0]: "payments-api" is not valid; expected readers are role/NAME, user/NAME, the ARN of a role or user, or service/NAME.amazonaws.com. » Write role/ or user/ before a name, with its path if it has one: role/service/app, or role/service/* for all below.',
  ],
  [
    "a recovery window that AWS does not know",
    "- name: prod/database",
    "- name: prod/database\n        recoveryWindowDays: 0",
    "16:29  members[0].secrets[0].recoveryWindowDays: 0 is not valid; recoveryWindowDays is 7 to 30 days. » Write a whole number from 7 to 30.",
  ],
])("%s", (_, piece, by, message) => {
  expect(problemsOf(broken(piece, by))).toEqual([`organization.yaml:${message}`]);
});

test.each([
  [
    "a retention that CloudWatch Logs does not know",
    "logGroup: { retentionDays: 366 }",
    "16:28  logGroup.retentionDays: 366 is not valid; retentionDays is one of 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653. » Choose one of them.",
  ],
  [
    "a partition that does not exist",
    "partition: gov",
    '16:12  partition: "gov" is not valid; partitions are aws, aws-us-gov, aws-cn. » Leave it out for commercial AWS.',
  ],
  [
    "a state of no kind",
    "deployment: { state: { type: gcs } }",
    '16:30  deployment.state.type: "gcs" is not valid; state has a type, local or s3. » Write type: local or type: s3.',
  ],
  [
    "an unknown key in a state of a kind",
    "deployment: { state: { type: s3, bucket: my-state, lock: true } }",
    "16:52  deployment.state.lock: unknown key; allowed here: type, bucket, region, keyPrefix, kmsKeyArn, roleArn. » Remove it.",
  ],
  [
    "an absolute state directory, which differs between machines",
    "deployment: { state: { type: local, directory: /var/state } }",
    '16:48  deployment.state.directory: "/var/state" is not valid; the state directory is a path in the project, of letters, digits and ._/-, and not in cdktf.out. » Write a relative path, for example: terraform-state.',
  ],
  [
    "a key prefix that Terraform refuses",
    "deployment: { state: { type: s3, bucket: our-state, keyPrefix: /a/ } }",
    '16:64  deployment.state.keyPrefix: "/a/" is not valid; keyPrefix is a path of at most 900 characters that ends in a slash and does not begin with one. » For example: secretwatch/',
  ],
  [
    "a bucket named like an address",
    "archive: { bucketName: 192.168.1.1 }",
    '16:24  archive.bucketName: "192.168.1.1" is not valid; bucket names are 3 to 63 lower-case letters, digits, dots and hyphens, and not aws-controltower…. » Choose another name.',
  ],
  [
    "a switch that is a word",
    "protection: on",
    '16:13  protection: "on" is not valid; protection is true or false. » Write true or false, without quotes.',
  ],
  [
    "a name that Control Tower protects",
    "trail: { name: aws-controltower-trail }",
    '16:16  trail.name: "aws-controltower-trail" is not valid; trail names are 3 to 128 letters, digits, dots, underscores and hyphens, and not aws-controltower…. » Choose another name.',
  ],
])("%s", (_, line, message) => {
  expect(problemsOf(`${correct}${line}\n`)).toEqual([`organization.yaml:${message}`]);
});

test("a required key that is missing is placed at what it is missing from", () => {
  expect(problemsOf(broken("    owner: payments@secretwatch.dev\n", ""))).toEqual([
    "organization.yaml:10:5  members[0].owner: missing; mail addresses look like name@domain. » Add it. Write one address in each entry.",
  ]);
});

test("a value that is found is cut, and what is allowed still stands behind it", () => {
  const [problem, ...others] = problemsOf(broken("homeRegion: eu-west-1", `homeRegion: ${"x".repeat(9_000)}`));

  expect(others).toEqual([]);
  expect(problem).toBe(
    `organization.yaml:4:13  homeRegion: "${"x".repeat(299)}…" is not valid; regions look like eu-west-1. » Write the region's code, not its name.`,
  );
});
