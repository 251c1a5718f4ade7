import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

import { kinds } from "../../doctor/kinds";
import { liveTypes } from "../../doctor/live/live-types";
import { resourceTypes } from "../../resources/resource-types";
import { root } from "../support/synthesized";

test("each type of resources is looked at, or says why it is not", () => {
  expect(Object.keys(resourceTypes).filter((type) => !Object.hasOwn(liveTypes, type))).toEqual([]);
  expect(Object.keys(liveTypes).filter((type) => !Object.hasOwn(resourceTypes, type))).toEqual([]);
});

test("each kind of findings is made by some look", () => {
  const folders = ["doctor", "doctor/live", "doctor/prerequisites"].map((each) => path.join(root, each));
  const sources = folders
    .flatMap((folder) => readdirSync(folder).map((file) => path.join(folder, file)))
    .filter((file) => file.endsWith(".ts"))
    .map((file) => readFileSync(file, "utf8"))
    .join("\n");

  expect(Object.keys(kinds).filter((kind) => !sources.includes(`"${kind}"`))).toEqual([]);
});
