import { z } from "zod";

import { notifiedSeverities } from "../../detections/detection";
import { must } from "./values";

const severities = must(`severities here are ${notifiedSeverities.join(", ")}`, "Write low to get everything.");

/** Alarms of detections that are less urgent come in a digest. */
export const alarmsAtOnce = z
  .enum(notifiedSeverities, severities)
  .default("high")
  .describe("Least urgent severity whose alarms are mailed at once; less urgent ones come in a digest of alarms.");

export const minimumSeverity = (subject: string) =>
  z
    .enum(notifiedSeverities, severities)
    .default("low")
    .describe(`Least urgent severity that ${subject} get; what is less urgent stays quiet.`);
