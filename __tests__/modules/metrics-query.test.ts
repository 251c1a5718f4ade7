import fc from "fast-check";

import { metricsQuery } from "../../modules/metrics-query";

const identifier = fc.oneof(
  fc.constantFrom("account", "region", "Order", "limit"),
  fc.stringMatching(/^[A-Za-z][\w-]{0,20}$/),
);

test("every identifier is in double quotes, whatever it is called", () => {
  fc.assert(
    fc.property(identifier, fc.uniqueArray(identifier, { minLength: 1, maxLength: 3 }), (metricName, dimensions) => {
      const query = metricsQuery({
        metricNamespace: "reads",
        metricName,
        dimensions,
        where: { [dimensions[0]!]: "x" },
      });

      const bare = query.replaceAll(/"[^"]+"/g, "").replaceAll(/'[^']*'/g, "");

      expect(bare).toMatch(/^SELECT SUM\(\) FROM SCHEMA\([, ]+\) WHERE {2}= {2}GROUP BY [, ]* ORDER BY SUM\(\) DESC$/);
    }),
  );
});

test("a query says which metric, of what, told apart by what, in which order and how many", () => {
  expect(
    metricsQuery({
      metricNamespace: "secretwatch/reads",
      metricName: "UnexpectedReads",
      dimensions: ["account", "region"],
      groupBy: ["account"],
      first: "lowest",
      limit: 3,
    }),
  ).toBe(
    'SELECT SUM("UnexpectedReads") FROM SCHEMA("secretwatch/reads", "account", "region") GROUP BY "account" ORDER BY SUM() ASC LIMIT 3',
  );
});
