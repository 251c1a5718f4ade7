import { z } from "zod";

import { notifiedSeverities } from "../detections/detection";
import { must } from "./schema-values";

export const minimumSeverity = (subject: string) =>
  z
    .enum(
      notifiedSeverities,
      must(`severities here are ${notifiedSeverities.join(", ")}`, "Write low to get everything."),
    )
    .default("low")
    .describe(`Least urgent severity that ${subject} get; what is less urgent stays quiet.`);
