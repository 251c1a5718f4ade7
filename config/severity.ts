import { z } from "zod";

import { must } from "./schema-values";

/** Severities that reach people, the most urgent first. */
export const notifiedSeverities = ["critical", "high", "medium", "low"] as const;

export type NotifiedSeverity = (typeof notifiedSeverities)[number];

export const minimumSeverity = (subject: string) =>
  z
    .enum(
      notifiedSeverities,
      must(`severities here are ${notifiedSeverities.join(", ")}`, "Write low to get everything."),
    )
    .default("low")
    .describe(`Least urgent severity that ${subject} get; what is less urgent stays quiet.`);
