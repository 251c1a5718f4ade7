import { catalogue, compileDetection, DetectionMatcher } from "secretwatch";
import { match } from "secretwatch/filter-pattern";
import { evaluate, field, toEventPattern } from "secretwatch/patterns";

// Detections without AWS: which of them fire on an event, and what an engine would run.
const event = { eventSource: "secretsmanager.amazonaws.com", eventName: "GetSecretValue", errorCode: "AccessDenied" };
const condition = field("eventName").startsWith("GetSecret");

console.log(
  JSON.stringify({
    fired: new DetectionMatcher(catalogue).match(event).map(({ id }) => id),
    patterns: compileDetection(catalogue[0]!).filterPatterns.length,
    evaluated: evaluate(condition, event),
    rule: toEventPattern(condition),
    matched: match('{ $.eventName = "GetSecret*" }', event),
  }),
);
