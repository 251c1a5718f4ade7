import { filterPatternsOf } from "../../detections/compiled";
import { catalogue } from "../../detections/catalogue/catalogue";
import { lint, parse, type FilterPattern } from "../../patterns/cloudwatch-filter-pattern";
import { exampleOrganization, resourcesOf, synthesize } from "../support/synthesized";

const deployed = Object.values(synthesize(exampleOrganization())).flatMap((stack) =>
  stack.resource?.aws_cloudwatch_log_metric_filter === undefined
    ? []
    : Object.values(resourcesOf(stack, "aws_cloudwatch_log_metric_filter")).map(({ pattern }) => pattern as string),
);
const patterns = [...new Set([...deployed, ...catalogue.flatMap((detection) => filterPatternsOf(detection))])];

/** What stands behind an asterisk at the start, with none at the end. */
function endsIn(pattern: FilterPattern): readonly string[] {
  if ("conditions" in pattern) return pattern.conditions.flatMap(endsIn);
  if (pattern.kind !== "comparison" || pattern.value.kind === "regex") return [];
  const { text, wildcardStart, wildcardEnd } = pattern.value;
  return wildcardStart && !wildcardEnd ? [`${pattern.operator} *${text}`] : [];
}

test("each end that a filter looks for is one of those that decision 6 justifies", () => {
  expect(deployed.length).toBeGreaterThan(100);
  expect([...new Set(patterns.map((pattern) => parse(pattern)).flatMap(endsIn))].sort()).toEqual([
    "!= *.amazonaws.com",
    "!= *:role/SecretwatchDeploy",
    "= */0",
    "= */AdministratorAccess",
    "= *:secret:prod/backup/root-database",
    "= *UnauthorizedOperation",
  ]);
});

test("no filter looks for an end that easily stands in a text before, and none leaves out what is not there unsaid", () => {
  const prescribed = catalogue.flatMap(({ filterPattern }) => filterPattern ?? []);
  const findings = patterns.flatMap((pattern) =>
    lint(pattern, { requireEventSource: false }).map(({ rule }) => ({ rule, pattern })),
  );
  const [repeated, unguarded] = (["repeated-suffix", "unguarded-not-equal"] as const).map((rule) =>
    findings.filter((finding) => finding.rule === rule).map(({ pattern }) => pattern),
  );

  expect(repeated).toEqual([]);
  expect(unguarded!.filter((pattern) => !prescribed.includes(pattern))).toEqual([]);
});
