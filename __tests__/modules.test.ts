import { readdirSync } from "node:fs";
import path from "node:path";

const files = (directory: string, ending: string) =>
  readdirSync(path.join(__dirname, directory), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(ending))
    .map((file) => file.slice(0, -ending.length))
    .sort();

test("every module has a test at the same place, and every test has its module", () => {
  const modules = files("../modules", ".ts");

  expect(modules).not.toEqual([]);
  expect(files("modules", ".test.ts")).toEqual(modules);
});
