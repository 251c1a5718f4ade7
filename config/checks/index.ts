import type { Problem } from "../files/problem";
import { checkAccounts } from "./accounts";
import { checkAdoptedSecrets } from "./adopted-secrets";
import { checkAlerts } from "./alerts";
import { checkChatChannels } from "./chat-channels";
import type { ConfigView } from "./config-view";
import { checkDecoys } from "./decoys";
import { checkDeployRole } from "./deploy-role";
import { checkDetections } from "./detections";
import { checkGuardrails } from "./guardrails";
import { checkDirectory } from "./directory";
import { checkEnvironments } from "./environments";
import { checkExistingTrail } from "./existing-trail";
import { checkNames } from "./names";
import { checkPartition } from "./partition";
import { checkPipeline } from "./pipeline";
import { checkPlaceholders } from "./placeholders";
import { checkReaderPlaces } from "./reader-places";
import { checkRegions } from "./regions";
import { checkRepetitions } from "./repetitions";
import { checkSecrets } from "./secrets";
import { checkSettings } from "./settings";
import { checkTags } from "./tags";
import { checkTestSecrets } from "./test-secrets";
import { checkWatched } from "./watched";

/** What no schema can tell: contradictions between keys, accounts and files. */
export function crossCheck(view: ConfigView): Problem[] {
  return [
    checkAccounts,
    checkAdoptedSecrets,
    checkAlerts,
    checkChatChannels,
    checkDecoys,
    checkDeployRole,
    checkDetections,
    checkDirectory,
    checkEnvironments,
    checkExistingTrail,
    checkGuardrails,
    checkNames,
    checkPartition,
    checkPipeline,
    checkReaderPlaces,
    checkRegions,
    checkRepetitions,
    checkSecrets,
    checkPlaceholders,
    checkSettings,
    checkTags,
    checkTestSecrets,
    checkWatched,
  ].flatMap((check) => check(view));
}
