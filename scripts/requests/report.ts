import type { Finding } from "./finding";
import type { Judgement } from "./judge";

/** A finding of any of the configurations. */
export interface KindOfFinding extends Finding {
  /** Configuration, stack and address of the first place. */
  readonly first: string;
  readonly times: number;
}

/** Each kind of finding once, over all configurations. */
export function kindsOfFindings(
  judgements: readonly Pick<Judgement, "label" | "findings">[],
): readonly KindOfFinding[] {
  const kinds = new Map<string, KindOfFinding>();
  for (const { label, findings } of judgements) {
    for (const finding of findings) {
      const key = `${finding.what}\n${finding.basis}`;
      const known = kinds.get(key) ?? { ...finding, first: `${label}: ${finding.places[0]!}`, times: 0 };
      kinds.set(key, { ...known, times: known.times + finding.places.length });
    }
  }
  return [...kinds.values()];
}

export function render({ what, basis, value, first, times }: KindOfFinding): string {
  const found = value === undefined || value === null ? "" : `\n         found ${JSON.stringify(value)}`;
  return `FAILED ${what}\n         ${times} ×, first ${first}${found}\n         ${basis}`;
}

export const sum = (numbers: readonly number[]) => numbers.reduce((all, each) => all + each, 0);
