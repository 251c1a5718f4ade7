import { writeFileSync } from "node:fs";
import path from "node:path";
import zlib from "node:zlib";

import fc from "fast-check";

import { MOST_BYTES, PlanArchive } from "../../../deploy/reviewed/plan-archive";
import { PlanProblem } from "../../../plan/plan-shape";
import { archiveOf, planFile, type Packed } from "../../support/plan-file";
import { temporaryDirectory } from "../../support/temporary-directory";

const directory = temporaryDirectory();
const file = path.join(directory, "plan");

/** All that is in an archive, by name. */
function contentOf(bytes: Uint8Array): Readonly<Record<string, string>> {
  writeFileSync(file, bytes);
  return PlanArchive.with(file, (archive) =>
    Object.fromEntries(archive.names.map((name) => [name, archive.read(name).toString("hex")])),
  );
}
function outcomeOf(bytes: Uint8Array): Readonly<Record<string, string>> | "refused" {
  try {
    return contentOf(bytes);
  } catch (error) {
    if (!(error instanceof PlanProblem)) throw error;
    return "refused";
  }
}
const reading = (files: readonly Packed[]) => () => contentOf(archiveOf(files));

const arbitraryFiles = fc.uniqueArray(
  fc.record({
    name: fc.oneof(fc.string({ unit: "grapheme" }), fc.constantFrom("tfplan", "../../etc/passwd", "/etc/passwd", "")),
    data: fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc.nat(100_000).map((size) => new Uint8Array(size)),
    ),
    isStored: fc.boolean(),
  }),
  { maxLength: 6, selector: ({ name }) => name },
);

test("whatever is in an archive is read as it was written, and a name is no more than a name", () => {
  fc.assert(
    fc.property(arbitraryFiles, (files) => {
      const content = contentOf(archiveOf(files));

      expect(content).toEqual(
        Object.fromEntries(files.map(({ name, data }) => [name, Buffer.from(data).toString("hex")])),
      );
    }),
  );
});

test("what is cut off anywhere is refused", () => {
  const whole = planFile();
  for (let length = 0; length < whole.length; length++) {
    expect([length, outcomeOf(whole.subarray(0, length))]).toEqual([length, "refused"]);
  }
});

test("with any byte changed it is refused, or holds what it held", () => {
  const whole = planFile();
  const content = contentOf(whole);
  fc.assert(
    fc.property(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
      const changed = Buffer.from(whole);
      changed[at]! ^= change;

      expect(["refused", content]).toContainEqual(outcomeOf(changed));
    }),
    { numRuns: 1000 },
  );
});

test("a file is there once, or the plan is refused: who reads the first and who reads the last would differ", () => {
  const [one, other] = ["one", "other"].map((text) => ({ name: "tfplan", data: Buffer.from(text) }));

  expect(reading([one!, other!])).toThrow("it holds tfplan twice");
});

test.each([
  ["that is longer than it is said to be", { size: 1000 }],
  ["that is shorter than it is said to be", { size: 5_000_000 }],
  ["with another checksum", { checksum: 7 }],
  ["under another name than in the directory", { innerName: "tfstate" }],
])("a file %s is refused", (_, lie) => {
  expect(reading([{ name: "tfplan", data: new Uint8Array(4_000_000), ...lie }])).toThrow(
    "its tfplan is not as it says",
  );
});

test.each([
  ["with a password", { flags: 9 }],
  ["as a patch", { flags: 0x28 }],
  ["by another method", { method: 12 }],
])("a file that is packed %s is refused", (_, how) => {
  expect(reading([{ name: "tfplan", data: new Uint8Array(9), ...how }])).toThrow("packed as Terraform packs nothing");
});

test("no more is unpacked than is said, and of all files no more than any plan has", () => {
  const half = { name: "tfplan", data: new Uint8Array(9), size: MOST_BYTES / 2 + 1 };

  expect(reading([half, { ...half, name: "tfstate" }])).toThrow("it unpacks to more than 512 MB");
});

test("of what is made to burst no byte is unpacked beyond what it says", () => {
  const inflate = jest.spyOn(zlib, "inflateRawSync");

  expect(reading([{ name: "tfplan", data: new Uint8Array(50_000_000), size: 9 }])).toThrow("is not as it says");

  expect(inflate.mock.results.map(({ type }) => type)).toEqual(["throw"]);
  inflate.mockRestore();
});

test("what is no archive is refused: text, nothing, a directory, or an archive with something before, in or behind it", () => {
  const others = [
    Buffer.from("plan"),
    Buffer.alloc(0),
    Buffer.alloc(100),
    Buffer.concat([planFile(), Buffer.from("x")]),
    Buffer.concat([Buffer.from("x"), planFile()]),
    Buffer.concat([planFile().subarray(0, -22), Buffer.from("x"), planFile().subarray(-22)]),
  ];

  expect(others.map(outcomeOf)).toEqual(others.map(() => "refused"));
  expect(() => {
    PlanArchive.with(directory, () => undefined);
  }).toThrow("it is no file");
});

test("a name that is no text is refused: it could be taken for another", () => {
  const bytes = archiveOf([{ name: "tfpl\u00e4n", data: new Uint8Array(9) }]);
  for (let at = bytes.indexOf("\u00e4"); at !== -1; at = bytes.indexOf("\u00e4")) bytes[at] = 0xff;

  expect(() => contentOf(bytes)).toThrow("whose name is no text");
});
