import { readFileSync } from "node:fs";
import path from "node:path";

import * as secretwatch from "secretwatch";
import * as filterPattern from "secretwatch/filter-pattern";
import * as patterns from "secretwatch/patterns";

import { exports as entries } from "../package.json";
import { root } from "./support/synthesized";

test("the package exports these names: to take one away is a new major version", () => {
  expect(Object.keys(secretwatch).sort()).toEqual([
    "AccountStack",
    "ConfigError",
    "CustomerManagedKey",
    "DecoyValue",
    "DetectionAlarm",
    "DetectionMatcher",
    "DetectionMetric",
    "MonitoredSecret",
    "OrganizationApp",
    "administration",
    "alarmDescription",
    "catalogue",
    "compileDetection",
    "deploymentsOf",
    "loadOrganization",
    "policyDocument",
    "secretEncryption",
  ]);
  expect(Object.keys(patterns).sort()).toEqual([
    "NotExpressibleError",
    "all",
    "any",
    "evaluate",
    "field",
    "nearMiss",
    "not",
    "toAthenaSql",
    "toDuckdbSql",
    "toEventPattern",
    "toFilterPatterns",
    "toInsightsQuery",
    "toPredicate",
  ]);
  expect(Object.keys(filterPattern)).toEqual(expect.arrayContaining(["lint", "lintGroup", "match", "parse", "print"]));
});

test("every entry of the package is compiled of a source, with its types", () => {
  const { files } = JSON.parse(readFileSync(path.join(root, "tsconfig.build.json"), "utf8")) as { files: string[] };
  const compiled = Object.values(entries).filter((entry) => typeof entry === "object");

  expect(compiled.length).toBeGreaterThan(2);
  for (const entry of compiled) {
    const source = entry.default.replace("./dist/", "").replace(/\.js$/, ".ts");
    expect(files).toContain(source);
    expect(entry.types).toBe(entry.default.replace(/\.js$/, ".d.ts"));
  }
});
