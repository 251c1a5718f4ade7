/** One condition on an event, and what each engine runs of it; docs/architecture.md, "One condition, five engines". */
export { all, any, field, not, type Condition, type FieldTest, type Operator, type Test } from "./condition";
export { evaluate } from "./evaluate";
export { nearMiss } from "./near-miss";
export { toFilterPatterns } from "./compile/filter-pattern";
export { toEventPattern, type EventPattern } from "./compile/event-pattern";
export { toAthenaSql } from "./compile/athena";
export { toDuckdbSql } from "./compile/duckdb";
export { toInsightsQuery } from "./compile/insights-query";
export { toPredicate, type Predicate } from "./compile/predicate";
export { NotExpressibleError } from "./compile/normal-form";
