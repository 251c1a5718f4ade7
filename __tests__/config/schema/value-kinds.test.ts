import fc from "fast-check";
import { z } from "zod";

import { includedFileSchema } from "../../../config/schema/member";
import { organizationFileSchema } from "../../../config/schema/organization-file";
import { renderPath } from "../../../config/files/problem";
import { walk } from "../../../config/schema/walk";
import type { Kind } from "../../../config/schema/value-kinds";
import { replaced } from "../../support/edited-value";
import { fittingTexts } from "../../support/fitting-texts";
import { all, positions, specimenOf, type Choices, type Place } from "../../support/specimen";

const files = [
  ["organization.yaml", organizationFileSchema],
  ["an included file", includedFileSchema],
] as const;

describe.each(files)("%s", (_, schema) => {
  const specimens = positions.map((position) => specimenOf(schema, { ...all(position), text: fittingTexts("aws") }));

  test("every text and every list says of what kind it is", () => {
    const unknown = specimens.flatMap(({ places }) => places.filter(({ kind }) => kind === undefined));

    expect(unknown.map(({ path }) => renderPath(path))).toEqual([]);
  });

  test("the walk meets every text and every list, once", () => {
    for (const { value, places } of specimens) {
      const met = walk(schema, value).map(({ kind, path, isKey }): Place => ({ kind, path, isKey }));

      expect(sorted(met)).toEqual(sorted(places));
    }
  });

  test("the walk takes what is of another type than it should be, and finds texts and lists alone", () => {
    const { value, places } = specimens[0]!;

    fc.assert(
      fc.property(fc.constantFrom(...places), fc.nat(3), fc.anything(), ({ path }, up, other) => {
        const spoilt = path.length > up ? replaced(value, path.slice(0, path.length - up), other) : other;

        const others = walk(schema, spoilt).filter((found) => typeof found.value !== "string");

        expect(others.filter((found) => !Array.isArray(found.value))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  test("what has the form of an ARN, an account id or a region is of such a kind", () => {
    const forms = new Map<string, Kind | undefined>();
    const text: Choices["text"] = (kind, each) => {
      forms.set(String((z.toJSONSchema(each) as { pattern?: string }).pattern), kind);
      return fittingTexts("aws")(kind, each);
    };
    specimenOf(schema, { ...all(1), text });
    const telling = [...forms].filter(([form]) => /arn:|\\d\{12\}|\^ou-|\^o-|https:|-\\d\+\$/.test(form));

    expect(telling.length).toBeGreaterThan(3);
    expect(telling.filter(([, kind]) => kind === "text")).toEqual([]);
  });
});

test("alternatives are no more than the specimens here have", () => {
  const most = Math.max(0, ...optionCounts());

  expect(most).toBeGreaterThan(1);
  expect(most).toBeLessThanOrEqual(positions.length);
});

function optionCounts(): readonly number[] {
  const counts: number[] = [];
  specimenOf(organizationFileSchema, {
    ...all(0),
    option: (options) => {
      counts.push(options.length);
      return options[0]!;
    },
    text: fittingTexts("aws"),
  });
  return counts;
}

function sorted(places: readonly Place[]): readonly string[] {
  return places.map(({ kind, path, isKey }) => `${renderPath(path)} ${isKey ? "key" : "value"} ${String(kind)}`).sort();
}
