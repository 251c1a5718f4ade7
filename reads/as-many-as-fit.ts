/** As many of the first ones as fit. The more, the longer: where some do not fit, no more of them do. */
export function asManyAsFit<Item>(items: readonly Item[], fit: (some: readonly Item[]) => boolean): readonly Item[] {
  // The largest number that fits is between the two.
  let [from, to] = [0, items.length];
  while (from < to) {
    const middle = Math.ceil((from + to) / 2);
    if (fit(items.slice(0, middle))) from = middle;
    else to = middle - 1;
  }
  return items.slice(0, from);
}
