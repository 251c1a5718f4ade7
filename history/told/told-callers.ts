import type { Audience } from "../../messages/alarms/audience";
import { REMEMBERED_HOURS } from "../../messages/alarms/memory";
import type { CallerHits } from "./alarm-callers";

/** Callers that an audience was told of. */
export class ToldCallers {
  /** Until when, in seconds since 1970. */
  private readonly until = new Map<string, number>();

  remember(detection: string, audience: Audience, callers: readonly CallerHits[], now: number): void {
    for (const { key } of callers) {
      this.until.set(`${detection} ${audience} ${key}`, Math.floor(now / 1000) + REMEMBERED_HOURS * 3600);
    }
  }

  knows(detection: string, audience: Audience, { key }: CallerHits, now: number): boolean {
    return (this.until.get(`${detection} ${audience} ${key}`) ?? 0) > now / 1000;
  }
}
