import type { Organization } from "../../organization/organization";
import { organizationOf, securityStackOf } from "../support/security-stack";
import {
  exampleOrganization,
  resourceOf,
  resourcesOf,
  type Attributes,
  type Synthesized,
} from "../support/synthesized";

interface Widget {
  readonly type: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly properties: Attributes & { readonly metrics?: readonly (readonly unknown[])[] };
}

const organization = exampleOrganization();
const security = securityStackOf(organization);
const widgets = widgetsOf(security);

function widgetsOf(stack: Synthesized): readonly Widget[] {
  const body = resourceOf(stack, "aws_cloudwatch_dashboard").dashboard_body as string;
  return (JSON.parse(body) as { widgets: readonly Widget[] }).widgets;
}

function titlesOf(changed: Organization): readonly unknown[] {
  return widgetsOf(securityStackOf(changed)).map(({ properties }) => properties.title);
}

/** What widgets chart: namespace and name of each metric. */
function chartedOf(all: readonly Widget[]): readonly string[] {
  return all.flatMap(({ properties: { metrics = [] } }) =>
    metrics.map(([first, second]) => {
      if (typeof first === "string") return `${first} ${second as string}`;
      const { expression } = first as { expression: string };
      const [, name, namespace] = /^SELECT SUM\("(\w+)"\) FROM SCHEMA\("([^"]+)"/.exec(expression)!;
      return `${namespace!} ${name!}`;
    }),
  );
}

test("every metric on it is one that a filter of the stack makes", () => {
  const made = Object.values(resourcesOf(security, "aws_cloudwatch_log_metric_filter")).map((filter) => {
    const { namespace, name } = filter.metric_transformation as { namespace: string; name: string };
    return `${namespace} ${name}`;
  });
  const charted = chartedOf(widgets);

  expect(charted.length).toBeGreaterThan(30);
  expect(charted.filter((metric) => !made.includes(metric))).toEqual([]);
});

test("every alarm and log group on it is one of the stack", () => {
  const alarms = Object.values(resourcesOf(security, "aws_cloudwatch_metric_alarm")).map(
    ({ alarm_name: name }) => `arn:aws:cloudwatch:eu-west-1:222222222222:alarm:${name as string}`,
  );
  const groups = Object.values(resourcesOf(security, "aws_cloudwatch_log_group")).map(({ name }) => name);
  const shown = widgets.flatMap(({ properties }) => (properties.alarms as readonly string[] | undefined) ?? []);
  const queries = widgets.filter(({ type }) => type === "log").map(({ properties }) => properties.query as string);

  expect(shown).toHaveLength(17);
  expect(shown.filter((arn) => !alarms.includes(arn))).toEqual([]);
  expect(queries).toHaveLength(8);
  expect(
    queries.map((query) => /^SOURCE '([^']+)' \| /.exec(query)?.[1]).filter((name) => !groups.includes(name)),
  ).toEqual([]);
});

test("reads of decoys are found by name and by ARN, in batches too, and reads of others are not", () => {
  const decoys = widgets.find(({ properties }) => properties.title === "Reads of decoys, by account and reader")!;
  const [filter] = (decoys.properties.query as string).split("\n");
  const sought = [...filter!.matchAll(/@message like ("(?:[^"\\]|\\.)*")/g)].map(
    ([, text]) => JSON.parse(text!) as string,
  );
  const isFound = (requestParameters: object) => {
    const message = JSON.stringify({ detail: { requestParameters } });
    return sought.some((text) => message.includes(text));
  };
  const arn = "arn:aws:secretsmanager:eu-west-1:333333333333:secret:prod/backup/root-database";

  expect(organization.decoyNames).toEqual(["prod/backup/root-database"]);
  for (const secretId of ["prod/backup/root-database", arn, `${arn}-a1B2c3`]) {
    expect([isFound({ secretId }), isFound({ secretIdList: ["another", secretId] })]).toEqual([true, true]);
  }
  for (const secretId of ["prod/backup/root-database2", "a/prod/backup/root-database", "prod/backup"]) {
    expect(isFound({ secretId })).toBe(false);
  }
});

test("widgets are side by side, and none on top of another", () => {
  const cells = widgets.flatMap(({ x, y, width, height }) =>
    Array.from({ length: width * height }, (_, cell) => `${x + (cell % width)},${y + Math.floor(cell / width)}`),
  );

  expect(new Set(cells).size).toBe(cells.length);
  expect(Math.max(...widgets.map(({ x, width }) => x + width))).toBe(24);
});

test("1,000 accounts have the very dashboard that 10 have", () => {
  const [few, many] = [10, 1000].map((count) =>
    resourceOf(securityStackOf(organizationOf(count)), "aws_cloudwatch_dashboard"),
  );

  expect(many).toEqual(few);
});

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html */
test("it is far below what CloudWatch takes", () => {
  expect(widgets.length).toBeLessThan(500);
  expect(Math.max(...widgets.map(({ properties }) => properties.metrics?.length ?? 0))).toBeLessThan(500);
  expect(chartedOf(widgets).length).toBeLessThan(2500);
  expect((resourceOf(security, "aws_cloudwatch_dashboard").dashboard_body as string).length).toBeLessThan(50_000);
});

test("without decoys, signs of life and detections of a family their widgets are not there", () => {
  const bare = {
    ...organization,
    decoyNames: [],
    detections: [],
    alerts: { ...organization.alerts, heartbeat: false },
  };

  expect(titlesOf(bare)).toEqual([
    undefined,
    "Alarms on the watch itself",
    "Unexpected reads, by account",
    "Readers with most unexpected reads",
    "Where reads came from, by reader",
    "Refused and failed attempts, by account",
    "Readers in quiet waves",
    "Latest unexpected reads (journal)",
  ]);
  expect(titlesOf(organization)).toHaveLength(13);
});

test("the text leads to the console of the partition", () => {
  const china = widgetsOf(securityStackOf({ ...organization, partition: "aws-cn" }));

  expect(china[0]!.properties.markdown).toContain("https://eu-west-1.console.amazonaws.cn/cloudwatch/home");
});

test("queries on the journal and on signs of life are saved for their log groups", () => {
  const saved = Object.values(resourcesOf(security, "aws_cloudwatch_query_definition")).map(
    ({ name, log_group_names: groups }) => `${name as string}: ${(groups as readonly string[]).join()}`,
  );

  expect(saved).toEqual(
    expect.arrayContaining([
      expect.stringMatching(
        /^secretwatch\/Who read secret X unexpectedly: \$\{aws_cloudwatch_log_group\.Journal_\w+\.name\}$/,
      ),
      expect.stringMatching(
        /^secretwatch\/Last sign of life of each account: \$\{aws_cloudwatch_log_group\.Heartbeats_\w+\.name\}$/,
      ),
      expect.stringMatching(
        /^secretwatch\/Who read secret X: \$\{aws_cloudwatch_log_group\.TrailLogGroup_\w+\.name\}$/,
      ),
    ]),
  );
  expect(new Set(saved).size).toBe(saved.length);
});
