import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

const root = path.resolve(__dirname, "..");
const page = readFileSync(path.join(root, "docs/threat-model.md"), "utf8");
/** Who, can, what happens, what remains, test. */
const rows = page
  .split("\n")
  .filter((line) => line.startsWith("|"))
  .slice(2)
  .map((line) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );

/** Files and commands that a cell names, and titles of tests in them. */
function proofsOf(cell: string): readonly { readonly file: string; readonly title?: string }[] {
  return [...cell.matchAll(/`([^`]+\.ts)`(?:: "([^"]+)")?/g)].map(([, file, title]) => ({
    file: file!,
    title,
  }));
}

test("every line says what happens, what remains, and which test shows it", () => {
  expect(rows.length).toBeGreaterThan(20);
  for (const [, can, happens, remains, proof] of rows) {
    for (const cell of [happens, remains, proof]) expect(cell).not.toBe("");
    expect({ can, proofs: proofsOf(proof!).length + Number(proof!.includes("`npm run ")) }).not.toMatchObject({
      proofs: 0,
    });
  }
});

test("the tests that it names are there", () => {
  const missing = rows.flatMap(([, , , , proof]) =>
    proofsOf(proof!).flatMap(({ file, title }) => {
      const place = path.join(root, file);
      if (!existsSync(place)) return [file];
      return title === undefined || readFileSync(place, "utf8").includes(title) ? [] : [`${file}: ${title}`];
    }),
  );

  expect(missing).toEqual([]);
});
