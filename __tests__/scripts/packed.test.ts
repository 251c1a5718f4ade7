import { pack, strangersIn } from "../../scripts/package/packed";

test("the package has what its users need: no tests, no scripts of the project, nothing that was recorded", () => {
  const packed = pack("--dry-run", "--ignore-scripts");
  const files = packed.files.map(({ path }) => path);

  expect(strangersIn(packed)).toEqual([]);
  expect(files).toEqual(
    expect.arrayContaining([
      "package.json",
      "README.md",
      "LICENSE",
      "docs/deploying.md",
      "examples/starter/organization.yaml",
      "examples/deploy-role/template.yaml",
      "examples/drill-role/template.yaml",
      "examples/plan-role/template.yaml",
      "examples/read-role/template.yaml",
      "examples/github/workflows/apply.yml",
      "schema/organization.schema.json",
      "schema/members.schema.json",
    ]),
  );
});

test("scripts of workflows may be run where they are installed", () => {
  const scripts = pack("--dry-run", "--ignore-scripts").files.filter(({ path }) =>
    path.startsWith("examples/github/scripts/"),
  );
  // Sourced by others, or run by node.
  const run = scripts.filter(({ path }) => path.endsWith(".sh") && !/(credentials|token)\.sh$/.test(path));

  expect(run.length).toBeGreaterThan(8);
  for (const { mode } of run) expect(mode & 0o111).toBe(0o111);
});

test.each([
  "__tests__/x.test.ts",
  "dist/__tests__/x.js",
  "dist/scripts/x.js",
  "scripts/x.ts",
  "main.ts",
  "dist/x.ts",
  ".ci/run",
])("%s would be seen in the package", (path) => {
  expect(strangersIn({ filename: "", size: 0, files: [{ path, size: 1, mode: 0o644 }] })).toEqual([path]);
});
