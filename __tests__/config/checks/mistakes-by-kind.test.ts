import fc from "fast-check";

import type { Path } from "../../../config/files/config-document";
import { organizationFileSchema } from "../../../config/schema/organization-file";
import { renderPath } from "../../../config/files/problem";
import { partitionNames, type PartitionName } from "../../../organization/regions";
import type { Kind } from "../../../config/schema/value-kinds";
import { renamed, replaced, valueAt } from "../../support/edited-value";
import { fittingTexts, governedIn, someUnits } from "../../support/fitting-texts";
import { all, positions, specimenOf, type Choices, type Place } from "../../support/specimen";
import { problemsOf } from "./problems-of";

/** How a value of a kind is spoilt, and what the report says of it. */
interface Mistake {
  readonly kinds: readonly Kind[];
  readonly says: RegExp;
  readonly spoil: (value: string, partition: PartitionName, index: number) => string;
}

const mistakes: Readonly<Record<string, Mistake>> = {
  "an ARN of another partition": {
    kinds: ["arn", "principal", "condition"],
    says: /the ARN is of partition \S+; the organization is in /,
    spoil: (arn, partition) => arn.replace(/^arn:[^:]*/, `arn:${partition === "aws" ? "aws-us-gov" : "aws"}`),
  },
  "a placeholder": {
    kinds: ["accountId", "organizationId", "unitId", "mail", "url", "arn", "principal", "condition"],
    says: /is a placeholder/,
    spoil: (value, _, index) =>
      value
        .replace(
          /\d{12}/,
          [3, 2, 1].map((power) => String(Math.floor(index / 10 ** (power - 1)) % 10).repeat(4)).join(""),
        )
        .replace(/^o-.*/, "o-exampleorgid")
        .replace(/^ou-\w+-/, "ou-exam-")
        .replace("secretwatch.dev", "acorn.example"),
  },
  "a region that there is not": {
    kinds: ["region", "governedRegion"],
    says: /is not a region of partition/,
    spoil: (region) => region.replace(/-\d+$/, "-99"),
  },
  "a name of nothing": {
    kinds: ["unitName", "waveName", "accountName", "detectionId"],
    says: /is not one of (waves|organizationalUnits|the accounts):|there is no such detection/,
    spoil: (_, __, index) => `nowhere-${index}`,
  },
};

interface Configuration {
  readonly value: Readonly<Record<string, unknown>>;
  readonly places: readonly Place[];
}

/** A configuration as random as the choices: what checks of a kind go by is there, and agrees. */
function configurationOf(partition: PartitionName, choices: Omit<Choices, "text">): Configuration {
  const { value, places } = specimenOf(organizationFileSchema, { ...choices, text: fittingTexts(partition) });
  const { include, ...rest } = value as Record<string, unknown>;
  const included = include === undefined ? {} : { include: ["teams.yaml"] };
  return {
    value: {
      ...rest,
      ...included,
      partition,
      example: false,
      governedRegions: governedIn(partition),
      waves: someUnits,
      // Silence names accounts, which are called as units are here.
      management: { ...(rest.management as object), name: someUnits[0] },
      security: { ...(rest.security as object), name: someUnits[1] },
    },
    places,
  };
}

/** Where the report says a thing, and whether it points there. */
function reported({ value }: Pick<Configuration, "value">, says: RegExp): readonly string[] {
  const text = JSON.stringify(value, null, 1);
  const lines = text.split("\n");
  return problemsOf({ "organization.yaml": text, "teams.yaml": "" })
    .filter((problem) => says.test(problem))
    .map((problem) => {
      const [, line, column, path] = /^organization\.yaml:(\d+):(\d+) +(.+?): /.exec(problem)!;
      const pointedAt = lines[Number(line) - 1]!.slice(Number(column) - 1);
      const found = /: ("[^"]*") /.exec(problem)?.[1] ?? '"';
      return pointedAt.startsWith(found) ? path! : `${problem} (which points at ${pointedAt})`;
    })
    .sort();
}

function spoiltAt({ value }: Configuration, places: readonly Place[], { spoil }: Mistake, partition: PartitionName) {
  const paths: string[] = [];
  const spoilt = places.reduce<unknown>((whole, { path, isKey }, index) => {
    const old = isKey ? path.at(-1) : valueAt(value, path);
    const other = spoil(old as string, partition, index);
    paths.push(renderPath(isKey ? [...path.slice(0, -1), other] : path));
    return isKey ? renamed(whole, path, other) : replaced(whole, path, other);
  }, value);
  return { value: spoilt as Configuration["value"], paths: paths.sort() };
}

const isOf = ({ kinds }: Mistake) => {
  return ({ kind, path }: Place) => kinds.some((each) => each === kind) && path.at(-1) !== "field";
};

describe.each(Object.entries(mistakes))("%s", (_, mistake) => {
  test.each(partitionNames.flatMap((partition) => positions.map((position) => [partition, position] as const)))(
    "is reported wherever it may stand, in %s with alternative %i",
    (partition, position) => {
      const configuration = configurationOf(partition, all(position));
      const places = configuration.places.filter(isOf(mistake));
      const { value, paths } = spoiltAt(configuration, places, mistake, partition);

      expect(reported(configuration, mistake.says)).toEqual([]);
      expect(paths.length).toBeGreaterThan(4);
      expect(reported({ value }, mistake.says)).toEqual(paths);
    },
  );

  test("is reported where it stands, and nowhere else", () => {
    fc.assert(
      fc.property(fc.constantFrom(...partitionNames), fc.gen(), (partition, draw) => {
        const configuration = configurationOf(partition, {
          has: () => draw(fc.boolean),
          option: (options) => draw(fc.constantFrom, ...options) as never,
        });
        const places = draw(fc.subarray, configuration.places.filter(isOf(mistake)));
        const { value, paths } = spoiltAt(configuration, places, mistake, partition);

        expect(reported({ value }, mistake.says)).toEqual(paths);
      }),
      { numRuns: 30 },
    );
  });
});

test("a region that is not governed is reported wherever it has to be, and nowhere else", () => {
  for (const position of positions) {
    const configuration = configurationOf("aws", all(position));
    const regions = configuration.places.filter(({ kind }) => kind === "region" || kind === "governedRegion");
    // Which are governed says this list.
    const places = regions.filter(({ path }) => path[0] !== "governedRegions");
    const elsewhere: Mistake = { kinds: [], says: /is not one of governedRegions/, spoil: () => "us-west-2" };
    const { value } = spoiltAt(configuration, places, elsewhere, "aws");
    const governed = places.filter(({ kind }) => kind === "governedRegion").map(({ path }) => renderPath(path));

    expect(reported({ value }, elsewhere.says)).toEqual(governed.sort());
    expect(governed).toEqual(
      expect.arrayContaining(["homeRegion", "defaults.replicaRegions[0]", "members[0].regions[1]"]),
    );
  }
});

test("what stands twice in a list is reported in every list of different things", () => {
  const configuration = configurationOf("aws", all(1));
  const sets = configuration.places.filter(({ kind }) => kind === "set");
  const last = (path: Path) => (valueAt(configuration.value, path) as readonly unknown[]).length;
  const value = sets.reduce<unknown>((whole, { path }) => {
    const list = valueAt(whole, path) as readonly unknown[];
    return replaced(whole, path, [...list, list[0]]);
  }, configuration.value) as Configuration["value"];

  expect(reported(configuration, /is in the list twice/)).toEqual([]);
  expect(reported({ value }, /is in the list twice/)).toEqual(
    sets.map(({ path }) => renderPath([...path, last(path), ...nameIn(valueAt(value, path))])).sort(),
  );
  expect(sets.length).toBeGreaterThan(15);
});

/** Of what is no text, that has the name which stands twice. */
function nameIn(list: unknown): Path {
  return typeof (list as readonly unknown[])[0] === "string" ? [] : ["reader"];
}

test("mistakes in an included file are reported there", () => {
  const { value } = configurationOf("aws-us-gov", all(0));
  const { members, ...rest } = value;
  const teams = JSON.stringify({ members }, null, 1).replaceAll("arn:aws-us-gov:", "arn:aws:");
  const problems = problemsOf({ "organization.yaml": JSON.stringify(rest, null, 1), "teams.yaml": teams });
  const foreign = problems.filter((problem) => problem.includes("the ARN is of partition aws;"));

  expect(foreign).toHaveLength(teams.split("arn:aws:").length - 1);
  expect(foreign.filter((problem) => !problem.startsWith("teams.yaml:"))).toEqual([]);
});

test("a condition is of any partition as long as it names none", () => {
  const { value } = configurationOf("aws-us-gov", all(0));
  const [first] = value.ownDetections as readonly object[];
  const condition = { field: "userIdentity.arn", matches: "arn:*:iam::901234567801:role/x" };
  const own = (more: object) => ({ value: { ...value, ownDetections: [{ ...first, ...more }] } });

  expect(reported(own({ condition }), /ARN is of partition/)).toEqual([]);
  expect(
    reported(own({ condition: { not: { any: [{ ...condition, matches: "arn:aws:*" }] } } }), /ARN is of partition/),
  ).toEqual(["ownDetections[0].condition.not.any[0].matches"]);
});
