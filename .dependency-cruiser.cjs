/** The borders of docs/architecture.md: config → stacks → modules, and nothing uses cli. */
const border = (name, comment, from, to) => ({ name, comment, severity: "error", from, to });

module.exports = {
  forbidden: [
    border("no-circular", "Modules that import each other can't be understood one at a time.", {}, { circular: true }),
    border(
      "modules-stand-alone",
      "Modules know neither the organization nor the catalogue.",
      { path: "^modules/" },
      { path: "^(config|stacks|cli|detections|patterns|messages|main)" },
    ),
    border(
      "modules-read-nothing",
      "What a module makes depends on its props alone.",
      { path: "^(modules|stacks|detections|patterns|messages)/" },
      { dependencyTypes: ["core"] },
    ),
    border(
      "detections-and-patterns-know-no-terraform",
      "They are data and language, for every engine.",
      { path: "^(detections|patterns)/" },
      { path: "^(config|stacks|modules|cli)|node_modules/(cdktf|constructs|@cdktf)" },
    ),
    border(
      "messages-know-detections-only",
      "What messages say depends on the facts that they are given.",
      { path: "^messages/" },
      { path: "^(config|stacks|modules|cli|main)|node_modules/" },
    ),
    border(
      "words-know-no-job",
      "Words and states are shared by all that tell people.",
      { path: "^messages/(states|wording)/" },
      { path: "^messages/(reads|alarms|roll-call)/" },
    ),
    border(
      "only-stacks-send-messages",
      "The configuration, the catalogue and modules do without their wording.",
      { path: "^(config|detections|patterns)/" },
      { path: "^messages/" },
    ),
    border(
      "patterns-know-no-detections",
      "The language comes first.",
      { path: "^patterns/" },
      { path: "^detections/" },
    ),
    border(
      "harm-is-a-table",
      "What harms the watch depends on nothing: detections and guardrails are made from it.",
      { path: "^harm/" },
      { path: "^(config|stacks|modules|cli|detections|patterns|messages|main)|node_modules/" },
    ),
    border(
      "text-depends-on-nothing",
      "How a number, a list or a text is written has nothing to do with what it is about.",
      { path: "^text/" },
      { pathNot: "^text/|node_modules/fastest-levenshtein" },
    ),
    border(
      "resources-is-a-table",
      "What a type of resource is depends on nothing: roles, diff and comments on plans are made from it.",
      { path: "^resources/" },
      { path: "^(?!resources/)" },
    ),
    border(
      "config-comes-first",
      "The configuration knows nothing of what is made of it.",
      { path: "^config/" },
      { path: "^(stacks|modules|cli)/|node_modules/(cdktf|constructs|@cdktf)" },
    ),
    border(
      "pipeline-knows-policies-only",
      "What roles need depends on the types of resources alone.",
      { path: "^pipeline/" },
      { path: "^(config|stacks|cli|detections|patterns|messages|main)" },
    ),
    border(
      "stacks-know-no-review",
      "What is made does not depend on what was there before.",
      { path: "^(config|stacks|modules|detections|patterns|messages|main)" },
      { path: "^review/" },
    ),
    border(
      "plans-are-read-alone",
      "What a plan says depends on the plan: not on the configuration, nor on what CDKTF makes of it, nor on files.",
      { path: "^plan/" },
      {
        path: "^(config|stacks|modules|detections|patterns|messages|cli|main)|node_modules/(cdktf|constructs|@cdktf)",
      },
    ),
    border("plans-read-nothing", "Files are read in cli/.", { path: "^plan/" }, { dependencyTypes: ["core"] }),
    border(
      "nothing-uses-cli",
      "The command is the outermost layer.",
      { pathNot: "^(cli|__tests__)/" },
      { path: "^cli/" },
    ),
    border(
      "no-undeclared-package",
      "Every dependency is declared.",
      {},
      { dependencyTypes: ["npm-no-pkg", "npm-unknown"], pathNot: "package.json" },
    ),
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(cdktf\\.out|coverage)/" },
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
  },
};
