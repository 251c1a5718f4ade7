import { readMetrics } from "../../detections/journal-metrics";
import { exampleOrganization, resourcesOf, synthesize } from "../support/synthesized";

/** Of `DecoyReads`. */
const filterIds = (...decoyNames: readonly string[]) => readMetrics(decoyNames)[0]!.filters.map(({ id }) => id);

test.each([
  ["prod/db", "prod.db", "prod-db"],
  ["prod/db", "prod/db-2", "2-prod/db"],
  ["vault", "person-vault", "vault/"],
])("the filters of the decoys %s, %s and %s have ids of their own", (...decoyNames) => {
  const ids = filterIds(...decoyNames);

  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.length).toBe(decoyNames.reduce((sum, name) => sum + filterIds(name).length, 0));
});

test("the ids of a decoy that is named like a source have an end that tells them apart", () => {
  expect(new Set(filterIds("person", "call", "role")).size).toBe(3 * filterIds("person").length);
});

test("the ids can be read, and be names of filters and part of a path", () => {
  const ids = filterIds("prod/db", "a+b=c@d_e.f");

  expect(ids).toContain("role-secret~prod~db");
  expect(ids.filter((id) => !/^[^:*/\s]+$/.test(id))).toEqual([]);
});

test("decoys whose names differ in one character are counted each", () => {
  const organization = exampleOrganization();
  const count = (decoyNames: readonly string[]) =>
    Object.values(resourcesOf(synthesize({ ...organization, decoyNames }).security, "aws_cloudwatch_log_metric_filter"))
      .map(({ name }) => name as string)
      .filter((name) => name.startsWith("secretwatch-DecoyReads-"));

  const [one, three] = [count(["prod/db"]), count(["prod/db", "prod.db", "prod-db"])];

  expect(new Set(three).size).toBe(3 * one.length);
});
