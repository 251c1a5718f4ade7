/** Does something with each, as many at a time as there may be; what comes of it is in the order of what was given. */
export async function inParallel<Given, Made>(
  limit: number,
  given: readonly Given[],
  make: (each: Given) => Promise<Made>,
): Promise<readonly Made[]> {
  const made: Made[] = [];
  let next = 0;
  const work = async () => {
    while (next < given.length) {
      const index = next++;
      made[index] = await make(given[index]!);
    }
  };
  await Promise.all(Array.from({ length: Math.min(limit, given.length) }, work));
  return made;
}
