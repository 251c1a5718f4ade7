const cdk = ["cdktf", "constructs"];
const provider = "@cdktf/provider-aws";
const model = ["organization", "detections", "patterns"];

/**
 * The rooms of the house, and all that each may import: other rooms, packages, and Node's own modules. What is not listed is
 * refused, so a new room, a new package or one that is called otherwise has to be written down here first. Rooms in rooms
 * ("config/files") stand for themselves: "config" is what lies in config/ directly. docs/architecture.md says what each is for.
 */
module.exports = {
  text: { rooms: ["text/forms"], packages: ["cli-table3", "fastest-levenshtein", "picocolors"] },
  // Who may import it can make a text out of anything: text/ alone.
  "text/forms": {},
  patterns: { packages: ["re2js"] },
  harm: {},
  resources: {},
  detections: { rooms: ["patterns"] },
  "detections/catalogue": { rooms: ["detections", "harm", "patterns"] },
  organization: { rooms: ["detections", "patterns"] },
  events: { rooms: ["config/files", "detections", "text"], node: true },
  "events/s3": { rooms: ["config/files", "detections", "events"], packages: ["@aws-sdk/client-s3"], node: true },
  health: { rooms: ["patterns"] },
  reads: { rooms: [...model, "detections/catalogue"], node: true },

  "config/files": { rooms: ["text"], packages: ["tinyglobby", "yaml"], node: true },
  "config/schema": { rooms: [...model, "config/files", "detections/catalogue", "text"], packages: ["zod"] },
  "config/checks": {
    rooms: [...model, "config", "config/files", "config/schema", "detections/catalogue", "health", "reads", "text"],
  },
  config: {
    rooms: [...model, "config/checks", "config/files", "config/schema", "detections/catalogue", "reads"],
    packages: ["zod"],
  },

  "messages/states": { rooms: ["organization"] },
  "messages/wording": { rooms: ["detections", "messages/states"] },
  "messages/roll-call": { rooms: ["messages/states", "messages/wording"] },
  "messages/reads": {
    rooms: ["detections", "organization", "messages/roll-call", "messages/states", "messages/wording", "reads"],
  },
  "messages/alarms": { rooms: ["detections", "messages/states", "messages/wording", "organization", "text"] },

  modules: {},
  "modules/access": { packages: [...cdk, provider] },
  "modules/alarms": { rooms: ["modules", "modules/events", "modules/logs"], packages: [...cdk, provider] },
  "modules/events": { rooms: ["modules/access"], packages: [...cdk, provider] },
  "modules/logs": { rooms: ["modules", "modules/access"], packages: [...cdk, provider] },
  "modules/messages": { rooms: ["modules", "modules/access"], packages: [...cdk, provider] },
  "modules/secrets": { rooms: ["modules", "modules/access"], packages: [...cdk, provider] },
  "modules/trail": { rooms: ["modules/access"], packages: [...cdk, provider] },

  "stacks/cdktf": { rooms: ["organization"], packages: cdk },
  "stacks/parts": {
    rooms: [
      ...[...model, "detections/catalogue", "harm", "health", "reads", "stacks/cdktf"],
      ...["messages/alarms", "messages/reads", "messages/roll-call", "messages/states"],
      ...["modules/access", "modules/alarms", "modules/events", "modules/logs", "modules/messages", "modules/secrets"],
      "modules/trail",
    ],
    packages: [...cdk, provider],
  },
  stacks: {
    rooms: ["modules/access", "modules/secrets", "modules/trail", "organization", "stacks/cdktf", "stacks/parts"],
    packages: [...cdk, provider],
  },

  pipeline: { rooms: ["modules/access", "resources"], packages: ["yaml"] },
  "plan/policies": { rooms: ["plan", "resources"] },
  "plan/comment": { rooms: ["plan", "plan/policies", "resources", "text"] },
  plan: { rooms: ["plan/comment", "plan/policies", "resources"], packages: ["@streamparser/json"] },
  review: {
    rooms: [
      ...[...model, "config/schema", "detections/catalogue", "reads", "resources", "text"],
      ...["stacks", "stacks/cdktf"],
    ],
    packages: ["cdktf", "yaml"],
    node: true,
  },

  history: {
    rooms: [
      ...model,
      "config/files",
      "detections/catalogue",
      "events",
      "history/told",
      "messages/reads",
      "messages/states",
      "messages/wording",
      "reads",
    ],
    packages: ["jsonata"],
    node: true,
  },
  "learn/edits": { rooms: ["text"], packages: ["yaml"], node: true },
  learn: {
    rooms: [
      ...["config/checks", "config/files", "config/schema", "detections"],
      ...["history", "learn/edits", "organization", "text"],
    ],
    node: true,
  },
  "history/athena": { rooms: [...model, "events", "history"], packages: ["@aws-sdk/client-athena"], node: true },
  "history/page": {
    rooms: ["detections", "history", "messages/states", "reads", "text"],
    node: true,
  },
  "history/rows": { rooms: ["history", "text"] },
  "history/told": {
    rooms: [
      ...[...model, "history"],
      ...["messages/alarms", "messages/reads", "messages/states", "messages/wording", "reads"],
    ],
  },
  aws: { packages: ["@aws-sdk"], node: true },
  discover: { rooms: ["aws", "config/files", "config/schema", "learn/edits", "organization", "text"], node: true },
  "doctor/live": { rooms: ["aws", "doctor", "organization", "resources"] },
  doctor: { rooms: [...model, "aws", "doctor/live", "resources", "stacks", "text"], node: true },
  drill: { rooms: [...model, "aws", "doctor", "stacks", "text"], node: true },
  deploy: { rooms: ["plan", "plan/comment", "resources", "stacks", "text"], node: true },
  costs: { rooms: [...model, "review", "stacks", "text"], node: true },
  "examples/github/scripts": { node: true },
  // Of the project, what the package exports and nothing else.
  "examples/library": { packages: [...cdk, provider], exported: true },

  cli: {
    rooms: [
      ...[...model, "config", "config/files", "config/schema", "detections/catalogue", "health", "reads", "text"],
      ...["aws", "deploy", "discover", "doctor", "drill"],
      ...["costs", "events", "events/s3", "plan", "plan/comment", "review", "stacks", "stacks/parts"],
      ...["history", "history/athena", "history/page", "history/rows", "learn"],
    ],
    packages: ["@aws-sdk/client-athena", "cdktf", "cli-progress", "commander", "tinyglobby", "tsx"],
    node: true,
  },
};
