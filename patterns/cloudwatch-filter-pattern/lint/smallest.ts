/** As few of the parts as are needed for something to be true of them that is true of all of them. */
export function smallest<Part>(parts: readonly Part[], isTrueOf: (parts: readonly Part[]) => boolean): readonly Part[] {
  return parts.reduce<readonly Part[]>((needed, part) => {
    const without = needed.filter((each) => each !== part);
    return isTrueOf(without) ? without : needed;
  }, parts);
}
