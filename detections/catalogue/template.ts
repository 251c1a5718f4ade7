import { calls, recordOf, refusalOf, succeeded } from "./api-call";
import type { Detection } from "../detection";
import { findWho } from "./next-steps";

/** What to copy for a new detection: no part of the catalogue, but tested like it. CONTRIBUTING.md says where it goes. */
export const template: Detection = {
  // Names the metric filter, the metric and the alarm, so it stays as it is once it is deployed.
  id: "thing-handed-over",
  // What happened, in the past tense, without a full stop.
  title: "A thing was handed to another account",
  // critical: people get up. high: today. medium and low: in a digest. info: counted and charted, never mailed.
  severity: "high",
  // The first word of its file's name.
  family: "exposure",
  // The service as in eventSource, its calls, and what narrows them down.
  condition: calls("ram", ["AssociateResourceShare"], succeeded),
  // Sentences with a full stop; causes and steps have none.
  why: "Whoever runs the other account can use the thing, and nobody here sees what they do with it.",
  likelyCauses: ["A team shares it with a partner", "An intruder takes it along"],
  nextSteps: [findWho, "If nobody meant it: take the share back (DisassociateResourceShare)"],
  // A technique of ATT&CK at least; CIS sections and controls beside it.
  references: ["ATT&CK T1537"],
  // Records as CloudTrail writes them, cut down to what shows the reason. Both kinds are needed.
  matches: [
    {
      what: "shared with another account",
      event: recordOf("ram", "AssociateResourceShare", { requestParameters: { principals: ["444455556666"] } }),
    },
  ],
  ignores: [
    { what: "taken back", event: recordOf("ram", "DisassociateResourceShare") },
    { what: "a share that was refused", event: refusalOf("ram", "AssociateResourceShare") },
  ],
};
