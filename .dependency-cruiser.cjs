const rooms = require("./.rooms.cjs");

/** Matches what lies in a room, and not in the rooms in it. */
function within(room) {
  const inner = Object.keys(rooms).filter((other) => other.startsWith(`${room}/`));
  const others = inner.map((other) => `${other.slice(room.length + 1)}/`).join("|");
  return `^${room}/${others === "" ? "" : `(?!${others})`}`;
}

const rule = (name, comment, from, to) => ({ name, comment, severity: "error", from, to });

module.exports = {
  forbidden: [
    rule("no-circular", "Modules that import each other can't be understood one at a time.", {}, { circular: true }),
    ...Object.entries(rooms).map(([room, { rooms: others = [], packages = [], node = false, exported = false }]) =>
      rule(
        `${room.replace("/", "-")}-imports-what-is-allowed`,
        "What a room may import stands in .rooms.cjs.",
        { path: within(room) },
        {
          pathNot: [
            ...[room, ...others].map(within),
            ...packages.map((each) => `(^|^node_modules/)${each}(/|$)`),
            "^package\\.json$",
            ...(exported ? ["^index\\.ts$", "^patterns/(cloudwatch-filter-pattern/)?index\\.ts$"] : []),
          ],
          ...(node ? { dependencyTypesNot: ["core"] } : {}),
        },
      ),
    ),
    rule(
      "main-starts-and-nothing-else",
      "The program of the CDKTF CLI is the command's synth.",
      { path: "^main\\.ts$" },
      { pathNot: "^cli/program\\.ts$" },
    ),
    rule(
      "the-index-exports-and-nothing-else",
      "What the package exports is the model, its files, stacks, modules and detections; the command is none of it.",
      { path: "^index\\.ts$" },
      { pathNot: ["^config/", "^stacks/", "^modules/", "^detections/", "^organization/"] },
    ),
    rule(
      "the-command-chooses-the-configuration",
      "organization.yaml beside package.json is the user's: tests, scripts and benchmarks name the file that they read.",
      { pathNot: "^cli/" },
      { path: "^config/files/configuration-file\\.ts$" },
    ),
    rule(
      "no-undeclared-package",
      "Every dependency is declared.",
      {},
      { dependencyTypes: ["npm-no-pkg", "npm-unknown"], pathNot: "package.json" },
    ),
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(cdktf\\.out|coverage|dist)/" },
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
  },
};
