import type { NotifiedSeverity } from "../../detections/detection";
import { callerFunctions } from "../../messages/alarms/callers";
import { using } from "../../messages/states/jsonata";
import { Expression } from "../expressions";
import type { ObservedHits } from "../observation";
import type { Subject } from "./sent";

/** What one caller did of what a detection is about, in a minute. */
export interface CallerHits {
  /** Milliseconds since 1970 of the beginning of the minute. */
  readonly minute: number;
  readonly count: number;
  /** As the state machines know whom they told of. */
  readonly key: string;
  readonly subject: Subject;
}

const callerOf = using(callerFunctions, "$callerOf($record)");

/** The callers of hits of a detection, as mails name them, in the order of time. */
export class AlarmCallers {
  private readonly expression = new Expression(callerOf);
  private readonly known = new Map<string, { readonly key: string; readonly who: string }>();

  async of(
    detection: { readonly id: string; readonly severity: NotifiedSeverity },
    hits: readonly ObservedHits[],
  ): Promise<readonly CallerHits[]> {
    const subjects = new Map<string, Subject>();
    const found: CallerHits[] = [];
    for (const { minute, count, accountId, caller } of [...hits].sort((one, other) => one.minute - other.minute)) {
      const { key, who } = await this.named(accountId, caller);
      const subject = subjects.get(key) ?? {
        detection: detection.id,
        severity: detection.severity,
        accountId,
        reader: who,
      };
      subjects.set(key, subject);
      found.push({ minute, count, key, subject });
    }
    return found;
  }

  private async named(accountId: string, caller: string) {
    const id = `${accountId} ${caller}`;
    const known =
      this.known.get(id) ??
      ((await this.expression.evaluate({
        record: { recipientAccountId: accountId, userIdentity: identityOf(caller) },
      })) as { readonly key: string; readonly who: string });
    this.known.set(id, known);
    return known;
  }
}

/** An identity that says as much of who called as is known of hits. */
function identityOf(caller: string): Readonly<Record<string, unknown>> {
  if (/^arn:[^:]*:iam::\d*:role\//.test(caller)) return { sessionContext: { sessionIssuer: { arn: caller } } };
  if (/^arn:[^:]*:iam::\d*:root$/.test(caller)) return { type: "Root", arn: caller };
  if (caller.startsWith("arn:")) return { arn: caller };
  if (/\.amazonaws\.com(\.cn)?$/.test(caller)) return { type: "AWSService", invokedBy: caller };
  return { principalId: caller };
}
