import type { Proposal } from "./proposal";

/**
 * As many proposals as the configuration can have, whatever its checks say of the others. One that it can't have is found by halves,
 * for there are few and each question loads the configuration.
 *
 * @param accepts whether the configuration is correct with some proposals; it is with none
 */
export function acceptable(
  proposals: readonly Proposal[],
  accepts: (some: readonly Proposal[]) => boolean,
): { readonly taken: readonly Proposal[]; readonly refused: readonly Proposal[] } {
  const refused = new Set<Proposal>();
  const take = (taken: readonly Proposal[], some: readonly Proposal[]): readonly Proposal[] => {
    if (some.length === 0 || accepts([...taken, ...some])) return [...taken, ...some];
    if (some.length === 1) {
      refused.add(some[0]!);
      return taken;
    }
    const half = Math.floor(some.length / 2);
    return take(take(taken, some.slice(0, half)), some.slice(half));
  };
  return { taken: take([], proposals), refused: [...refused] };
}
