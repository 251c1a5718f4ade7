import type { ConfigDocument } from "../config-document";
import type { Problem } from "../problem";
import { checkAccounts } from "./accounts";
import { viewOf } from "./config-view";
import { checkDetections } from "./detections";
import { checkPartition } from "./partition";
import { checkPlaceholders } from "./placeholders";
import { checkRegions } from "./regions";
import { checkSecrets } from "./secrets";
import { checkSettings } from "./settings";

/** What no schema can tell: contradictions between keys, accounts and files. */
export function crossCheck(root: ConfigDocument, included: readonly ConfigDocument[]): Problem[] {
  const view = viewOf(root, included);
  return [
    checkAccounts,
    checkDetections,
    checkPartition,
    checkRegions,
    checkSecrets,
    checkPlaceholders,
    checkSettings,
  ].flatMap((check) => check(view));
}
