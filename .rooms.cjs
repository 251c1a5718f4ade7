const cdk = ["cdktf", "constructs"];
const provider = "@cdktf/provider-aws";
/** All of AWS that is asked. */
const sdk = [
  "@aws-sdk/client-account",
  "@aws-sdk/client-athena",
  "@aws-sdk/client-cloudcontrol",
  "@aws-sdk/client-cloudtrail",
  "@aws-sdk/client-cloudwatch",
  "@aws-sdk/client-cloudwatch-logs",
  "@aws-sdk/client-dynamodb",
  "@aws-sdk/client-eventbridge",
  "@aws-sdk/client-glue",
  "@aws-sdk/client-iam",
  "@aws-sdk/client-kms",
  "@aws-sdk/client-organizations",
  "@aws-sdk/client-s3",
  "@aws-sdk/client-secrets-manager",
  "@aws-sdk/client-service-quotas",
  "@aws-sdk/client-sfn",
  "@aws-sdk/client-sns",
  "@aws-sdk/client-sqs",
  "@aws-sdk/client-sts",
  "@aws-sdk/credential-providers",
];
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
  prices: {},
  resources: {},
  detections: { rooms: ["patterns"] },
  "detections/catalogue": { rooms: ["detections", "harm", "patterns"] },
  organization: { rooms: ["detections", "patterns"] },
  events: { rooms: ["config/files", "detections", "text"], node: true },
  "events/s3": {
    rooms: ["aws", "config/files", "detections", "events", "prices"],
    packages: ["@aws-sdk/client-s3"],
    node: true,
  },
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

  pipeline: { rooms: ["aws", "modules/access", "organization", "resources"], packages: ["yaml"] },
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
  "history/athena": {
    rooms: [...model, "aws", "events", "history", "prices"],
    packages: ["@aws-sdk/client-athena"],
    node: true,
  },
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
  aws: { rooms: ["config/files", "text"], packages: sdk, node: true },
  discover: {
    rooms: ["aws", "config/checks", "config/files", "config/schema", "learn/edits", "organization", "text"],
    packages: ["tinyglobby"],
    node: true,
  },
  "doctor/kinds": {},
  "doctor/live": { rooms: ["aws", "doctor", "doctor/kinds", "health", "organization", "resources", "text"] },
  "doctor/prerequisites": {
    rooms: [...model, "aws", "doctor", "doctor/kinds", "doctor/live", "resources", "stacks", "text"],
  },
  doctor: {
    rooms: [
      ...[...model, "aws", "doctor/kinds", "doctor/live", "doctor/prerequisites"],
      ...["messages/roll-call", "modules/messages", "resources", "review", "stacks", "stacks/parts", "text"],
    ],
    node: true,
  },
  drill: { rooms: [...model, "aws", "doctor", "doctor/live", "history", "reads", "stacks"], node: true },
  "deploy/reviewed": { rooms: ["plan"], node: true },
  deploy: { rooms: ["deploy/reviewed", "patterns", "plan", "plan/comment", "resources", "stacks", "text"], node: true },
  costs: { rooms: [...model, "history/athena", "prices", "review", "stacks", "text"], node: true },
  "examples/github/scripts": { node: true },
  // Of the project, what the package exports and nothing else.
  "examples/library": { packages: [...cdk, provider], exported: true },

  cli: {
    rooms: [
      ...[...model, "config", "config/files", "config/schema", "detections/catalogue", "health", "reads", "text"],
      ...["aws", "deploy", "discover", "doctor", "drill"],
      ...["costs", "events", "events/s3", "plan", "plan/comment", "prices", "review", "stacks", "stacks/parts"],
      ...["history", "history/athena", "history/page", "history/rows", "learn", "learn/edits"],
    ],
    packages: ["@aws-sdk/client-athena", "cdktf", "cli-progress", "commander", "tinyglobby", "tsx"],
    node: true,
  },
};
