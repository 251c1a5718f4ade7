import fc from "fast-check";

import { metricsQuery } from "../../../modules/alarms/metrics-query";

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

const query = { metricNamespace: "reads", metricName: "Reads", dimensions: ["account", "region"] };
const all = 'SELECT SUM("Reads") FROM SCHEMA("reads", "account", "region")';

test("all dimensions are told apart, the highest sum first and as many as there are, unless it says otherwise", () => {
  expect(metricsQuery(query)).toBe(`${all} GROUP BY "account", "region" ORDER BY SUM() DESC`);
  expect(metricsQuery({ ...query, groupBy: ["region", "account"], first: "highest", limit: 0 })).toBe(
    `${all} GROUP BY "region", "account" ORDER BY SUM() DESC LIMIT 0`,
  );
});

test("values of several dimensions have to hold together, and none asks for nothing", () => {
  expect(metricsQuery({ ...query, where: { account: "333333333333", region: "eu-west-1" } })).toBe(
    `${all} WHERE "account" = '333333333333' AND "region" = 'eu-west-1' GROUP BY "account", "region" ORDER BY SUM() DESC`,
  );
  expect(metricsQuery({ ...query, where: {} })).toBe(metricsQuery(query));
});
