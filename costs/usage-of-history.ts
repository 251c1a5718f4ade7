import { HOURS, type Usage } from "./usage";

/** What of a file that `secretwatch history --json` wrote says what an organization does in a month. */
interface HistoryJson {
  readonly seen: { readonly events: number };
  readonly days: readonly string[];
  readonly reads: readonly { readonly isTold: boolean; readonly count: number }[];
  readonly daily: readonly { readonly count: number }[];
}

/** Usage in a month like the days of a history; nothing if it is none. */
export function usageOfHistory(value: unknown): Usage | undefined {
  if (!isHistory(value)) return undefined;
  const { seen, days, reads, daily } = value;
  const inMonth = (number: number) => Math.round((number / days.length) * (HOURS / 24));
  return {
    events: inMonth(seen.events),
    toldReads: inMonth(sumOf(reads.filter(({ isTold }) => isTold))),
    messages: inMonth(sumOf(daily)),
  };
}

function sumOf(some: readonly { readonly count: number }[]): number {
  return some.reduce((sum, { count }) => sum + count, 0);
}

function isHistory(value: unknown): value is HistoryJson {
  const { secretwatch, version, seen, days, reads, daily } = (value ?? {}) as Partial<Record<string, unknown>>;
  const counted = (some: unknown) =>
    Array.isArray(some) && some.every((each) => Number.isFinite((each as { count?: unknown } | null)?.count));
  return (
    secretwatch === "history" &&
    version === 1 &&
    Number.isFinite((seen as { events?: unknown } | undefined)?.events) &&
    Array.isArray(days) &&
    days.length > 0 &&
    counted(reads) &&
    counted(daily)
  );
}
