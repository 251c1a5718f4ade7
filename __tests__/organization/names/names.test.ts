import { Names } from "../../../organization/names/names";
import type { NamingFacts } from "../../../organization/names/naming";

const facts: NamingFacts = {
  partition: "aws",
  homeRegion: "eu-west-1",
  namePrefix: "secretwatch",
  organizationId: "o-q3k8z7m2x1",
  managementAccountId: "901234567801",
  securityAccountId: "901234567802",
  trailAccountId: "901234567802",
  archiveAccountId: "901234567802",
  deployRoleName: "Deploy",
};

test("the trail belongs to the management account, the log group to the security account", () => {
  const names = new Names(facts);

  expect(names.trail.arn).toBe("arn:aws:cloudtrail:eu-west-1:901234567801:trail/secretwatch-organization");
  expect(names.trail.logGroupArn).toBe("arn:aws:logs:eu-west-1:901234567802:log-group:/secretwatch/organization-trail");
  expect(names.trail.deliveryRoleArn).toBe("arn:aws:iam::901234567802:role/secretwatch-trail-delivery");
});

test("where the management account makes the trail, the log group, the role and the alarms are there", () => {
  const names = new Names({ ...facts, partition: "aws-cn", homeRegion: "cn-north-1", trailAccountId: "901234567801" });
  const group = "arn:aws-cn:logs:cn-north-1:901234567801:log-group:/secretwatch/organization-trail";

  expect(names.trail.logGroupArn).toBe(group);
  expect(names.trail.deliveryRoleArn).toBe("arn:aws-cn:iam::901234567801:role/secretwatch-trail-delivery");
  expect(names.trail.alarmArn("trail-silent")).toBe(
    "arn:aws-cn:cloudwatch:cn-north-1:901234567801:alarm:secretwatch-trail-silent",
  );
  expect(names.trail.logStreamArns).toEqual([
    `${group}:log-stream:901234567801_CloudTrail_cn-north-1*`,
    `${group}:log-stream:o-q3k8z7m2x1_*`,
  ]);
});

test.each([
  ["aws", "eu-west-1", "logs.eu-west-1.amazonaws.com"],
  ["aws-us-gov", "us-gov-west-1", "logs.us-gov-west-1.amazonaws.com"],
  ["aws-cn", "cn-north-1", "logs.cn-north-1.amazonaws.com.cn"],
] as const)("every ARN is in partition %s", (partition, homeRegion, endpoint) => {
  const names = new Names({ ...facts, partition, homeRegion });

  const arns = [
    names.trail.arn,
    names.trail.arnPattern,
    names.trail.logGroupArn,
    ...names.trail.logStreamArns,
    names.trail.deliveryRoleArn,
    names.trail.bucketArn,
    names.messages.alertTopicArn,
    names.alarmArnPattern,
    names.trail.alarmArnPattern,
    names.access.deployRoleArn("901234567803"),
    names.access.accountRootArn("901234567803"),
  ];

  expect(arns.filter((arn) => !arn.startsWith(`arn:${partition}:`))).toEqual([]);
  expect(names.serviceEndpoint("logs", homeRegion)).toBe(endpoint);
});

test("names of the user's own replace the computed ones", () => {
  const names = new Names({ ...facts, trailName: "org", archiveBucketName: "our-archive" });

  expect(names.trail.arn).toBe("arn:aws:cloudtrail:eu-west-1:901234567801:trail/org");
  expect(names.trail.bucketArn).toBe("arn:aws:s3:::our-archive");
});

test("the longest bucket name that can be computed is one that S3 takes", () => {
  const names = new Names({ ...facts, namePrefix: "a".repeat(20), homeRegion: "ap-southeast-1" });

  expect(names.trail.bucketName.length).toBeLessThanOrEqual(63);
});

test("no two topics have the same name, whatever two routes are called", () => {
  const names = new Names(facts);
  const words = ["aa", "events", "chat", "route", "alerts", "owners", "health"];
  const routes = [...words, ...words.flatMap((one) => words.map((other) => `${one}-${other}`))];
  const forms = ["people", "events", "chat"] as const;

  const topics = [
    names.messages.alertTopicName,
    names.messages.ownersTopicName,
    names.health.topicName,
    ...routes.flatMap((route) => forms.map((form) => names.messages.routeTopicName(route, form))),
  ];

  expect(topics.filter((topic, index) => topics.indexOf(topic) !== index)).toEqual([]);
  expect(forms.map((form) => names.messages.routeTopicName("siem", form))).toEqual([
    "secretwatch-route-siem",
    "secretwatch-events-siem",
    "secretwatch-chat-siem",
  ]);
});

test("the longest name of a route's role is one that IAM takes", () => {
  const names = new Names({ ...facts, namePrefix: "a".repeat(20) });

  expect(names.messages.routeTopicName("b".repeat(30), "chat").length).toBeLessThanOrEqual(64);
});
