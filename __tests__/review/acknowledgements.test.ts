import { acknowledgementsOf } from "../../review/acknowledgements";
import { changesBetween } from "../../review/organization-changes";
import { edited, organizationFrom } from "../support/edited-organization";

/** So many accounts that all get the same reader. */
function acknowledged(accounts: number, ...ids: readonly string[]) {
  const organization = (expectedReaders: string[]) =>
    organizationFrom(
      edited((it) => {
        it.members = Array.from({ length: accounts }, (_, index) => ({
          name: `lab-${index}`,
          id: String(600_000_000_000 + index),
          organizationalUnit: "sandbox",
          owner: "lab@acorn.example",
          expectedReaders,
        }));
      }),
    );
  const given = ids.map((change) => ({ change, reason: "It reads for all of them." }));
  const { missing, unused } = acknowledgementsOf(changesBetween(organization([]), organization(["role/batch"])), given);
  return { missing, unused: unused.map(({ change }) => change) };
}

const everywhere = "reader-added/*/role/batch";
const ofLab = (index: number) => `reader-added/lab-${index}/role/batch`;

test("a change of a few accounts is asked about in each of them", () => {
  expect(acknowledged(2).missing).toEqual([ofLab(0), ofLab(1)]);
  expect(acknowledged(2, ofLab(0)).missing).toEqual([ofLab(1)]);
  expect(acknowledged(2, ofLab(1), ofLab(0))).toEqual({ missing: [], unused: [] });
});

test("the same change of many accounts is asked about once", () => {
  expect(acknowledged(5).missing).toHaveLength(5);
  expect(acknowledged(6).missing).toEqual([everywhere]);
  expect(acknowledged(6, ofLab(0)).missing).toHaveLength(5);
});

test.each([1, 2, 6])("one reason will do for the same change of %i accounts", (accounts) => {
  expect(acknowledged(accounts, everywhere)).toEqual({ missing: [], unused: [] });
});

test.each(["reader-added/*/role/other", "reader-added/*", "*", "reader-added/*/*", "reader-added/lab-9/role/batch"])(
  "an acknowledgement of %s is none of them",
  (other) => {
    expect(acknowledged(6, other)).toEqual({ missing: [everywhere], unused: [other] });
  },
);
