import { custodyKinds } from "./kinds/custody-kinds";
import { eventKinds } from "./kinds/event-kinds";
import type { Kind } from "./kinds/kind";
import { messageKinds } from "./kinds/message-kinds";
import { prerequisiteKinds } from "./kinds/prerequisite-kinds";
import { runKinds } from "./kinds/run-kinds";
import { secretKinds } from "./kinds/secret-kinds";
import { signKinds } from "./kinds/sign-kinds";
import { trailKinds } from "./kinds/trail-kinds";

/** Every kind of findings: the one list of them, which docs/doctor.md has as a table. */
export const kinds = {
  ...prerequisiteKinds,
  ...trailKinds,
  ...custodyKinds,
  ...eventKinds,
  ...messageKinds,
  ...secretKinds,
  ...signKinds,
  ...runKinds,
} as const;

export type KindId = keyof typeof kinds;

/** What findings of a kind have in common. */
export function kindOf(id: KindId): Kind {
  return kinds[id];
}
