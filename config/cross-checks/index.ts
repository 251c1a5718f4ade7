import type { ConfigDocument } from "../config-document";
import type { Problem } from "../problem";
import { checkAccounts } from "./accounts";
import { checkAlerts } from "./alerts";
import { checkChatChannels } from "./chat-channels";
import { viewOf } from "./config-view";
import { checkDecoys } from "./decoys";
import { checkDeployRole } from "./deploy-role";
import { checkDetections } from "./detections";
import { checkGuardrails } from "./guardrails";
import { checkDirectory } from "./directory";
import { checkExistingTrail } from "./existing-trail";
import { checkPartition } from "./partition";
import { checkPipeline } from "./pipeline";
import { checkPlaceholders } from "./placeholders";
import { checkRegions } from "./regions";
import { checkSecrets } from "./secrets";
import { checkSettings } from "./settings";
import { checkTags } from "./tags";

/** What no schema can tell: contradictions between keys, accounts and files. */
export function crossCheck(root: ConfigDocument, included: readonly ConfigDocument[]): Problem[] {
  const view = viewOf(root, included);
  return [
    checkAccounts,
    checkAlerts,
    checkChatChannels,
    checkDecoys,
    checkDeployRole,
    checkDetections,
    checkDirectory,
    checkExistingTrail,
    checkGuardrails,
    checkPartition,
    checkPipeline,
    checkRegions,
    checkSecrets,
    checkPlaceholders,
    checkSettings,
    checkTags,
  ].flatMap((check) => check(view));
}
