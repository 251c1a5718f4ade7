import fc from "fast-check";

import { acknowledgementsOf, reasonFor } from "../../review/acknowledgements";
import { changesBetween } from "../../review/organization-changes";
import { edited, organizationFrom } from "../support/edited-organization";

const night = {
  reason: "The shop's database moves (CHG-4711)",
  from: "2026-03-01T20:00+01:00",
  until: "2026-03-02T06:00+01:00",
  accounts: ["shop"],
  secrets: ["prod/shop/*"],
};

const organization = (...silence: readonly object[]) => organizationFrom(edited((it) => (it.silence = silence)));

/** Kinds of changes, and whether each needs an acknowledgement that is not there. */
function changes(before: readonly object[], after: readonly object[]) {
  const then = organization(...before);
  const now = organization(...after);
  const found = changesBetween(then, now);
  const { missing } = acknowledgementsOf(found, now.acknowledgements);
  return { kinds: found.map(({ id, watch }) => `${id.split("/")[0]!} ${watch}`), missing, found };
}

test("planned work is less that is told, and its reason answers for it", () => {
  const { kinds, missing, found } = changes([], [night]);

  expect(kinds).toEqual(["planned-work-added less"]);
  expect(missing).toEqual([]);
  expect(found[0]!.guarded).toBe(true);
  expect(reasonFor({ given: [] })(found[0]!)).toBe(night.reason);
  expect(found[0]!.text).toBe(
    "Reads of prod/shop/* in shop from 2026-03-01T20:00+01:00 to 2026-03-02T06:00+01:00 are told in the digest alone.",
  );
});

test("its reason answers for nothing else", () => {
  const before = organization();
  const after = organizationFrom(
    edited((it) => {
      it.silence = [night];
      it.defaults.expectedReaders = ["role/a*"];
    }),
  );

  const { missing } = acknowledgementsOf(changesBetween(before, after), []);

  expect(missing.length).toBeGreaterThan(0);
  expect(missing.every((id) => id.startsWith("reader-"))).toBe(true);
});

test.each<[string, readonly object[], readonly object[], readonly string[]]>([
  ["that goes", [night], [], ["planned-work-removed more"]],
  [
    "that is another's part",
    [night, { ...night, secrets: ["prod/shop/database"] }],
    [night],
    ["planned-work-removed same"],
  ],
  ["whose reason changes", [night], [{ ...night, reason: "Another reason altogether" }], ["planned-work-reason same"]],
  ["that is written otherwise", [night], [{ ...night, from: "2026-03-01T19:00Z", until: "2026-03-02T05:00:00Z" }], []],
  [
    "that ends sooner",
    [night],
    [{ ...night, until: "2026-03-02T05:00+01:00" }],
    ["planned-work-added same", "planned-work-removed more"],
  ],
  [
    "that is of less",
    [night],
    [{ ...night, secrets: ["prod/shop/database"], readers: ["role/one"] }],
    ["planned-work-added same", "planned-work-removed more"],
  ],
  [
    "that ends later",
    [night],
    [{ ...night, until: "2026-03-02T07:00+01:00" }],
    ["planned-work-added less", "planned-work-removed same"],
  ],
  [
    "that is of everybody now",
    [{ ...night, readers: ["role/one"] }],
    [night],
    ["planned-work-added less", "planned-work-removed same"],
  ],
  [
    "that is of parameters, too",
    [night],
    [{ ...night, parameters: ["/prod/shop/*"] }],
    ["planned-work-added less", "planned-work-removed same"],
  ],
])("of planned work %s", (_, before, after, kinds) => {
  expect(changes(before, after).kinds.sort()).toEqual([...kinds].sort());
});

test("what is kept back newly is always less, whatever else the entries are", () => {
  const entry = fc.record(
    {
      reason: fc.constant("One of many reasons"),
      from: fc.constantFrom("2026-03-01T20:00Z", "2026-03-01T21:00Z"),
      until: fc.constantFrom("2026-03-02T06:00Z", "2026-03-02T07:00Z"),
      accounts: fc.subarray(["shop", "lab"], { minLength: 1 }),
      readers: fc.subarray(["role/one", "role/on*", "role/two"], { minLength: 1 }),
      secrets: fc.subarray(["prod/shop/database", "prod/shop/*", "lab/token"], { minLength: 1 }),
    },
    { requiredKeys: ["reason", "from", "until", "accounts"] },
  );
  /** Whether an entry covers a read, of which there are few enough to try all. */
  type Entry = Readonly<Record<"from" | "until", string>> &
    Partial<Readonly<Record<"accounts" | "readers" | "secrets", readonly string[]>>>;
  const isIn = (list: readonly string[] | undefined, name: string) =>
    list?.some((each) => (each.endsWith("*") ? name.startsWith(each.slice(0, -1)) : each === name)) ?? true;
  const covered = (entries: readonly Entry[]) =>
    new Set(
      ["20:30", "06:30"].flatMap((time) =>
        ["shop", "lab"].flatMap((account) =>
          ["role/one", "role/other", "role/two"].flatMap((reader) =>
            ["prod/shop/database", "prod/shop/key", "lab/token"].flatMap((secret) => {
              const at = `2026-03-0${time === "20:30" ? 1 : 2}T${time}Z`;
              const isOn = (each: Entry) =>
                each.from <= at &&
                at < each.until &&
                isIn(each.accounts, account) &&
                isIn(each.readers, reader) &&
                isIn(each.secrets, secret);
              return entries.some(isOn) ? [`${at} ${account} ${reader} ${secret}`] : [];
            }),
          ),
        ),
      ),
    );
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 2 }), fc.array(entry, { maxLength: 2 }), (before, after) => {
      const [then, now] = [covered(before), covered(after)];

      const { kinds, missing } = changes(before, after);

      const isLess = [...now].some((each) => !then.has(each));
      if (isLess) expect(kinds.some((kind) => kind.endsWith(" less"))).toBe(true);
      expect(missing).toEqual([]);
    }),
    { numRuns: 60 },
  );
}, 60_000);
