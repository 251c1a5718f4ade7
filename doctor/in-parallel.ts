/**
 * Does something with each, as many at a time as there may be; what comes of it is in the order of what was given. Each is taken when its
 * turn comes, so that what is made on demand need not be there all at once.
 */
export async function inParallel<Given, Made>(
  limit: number,
  given: Iterable<Given>,
  make: (each: Given) => Promise<Made>,
): Promise<readonly Made[]> {
  const made: Made[] = [];
  const left = given[Symbol.iterator]();
  let next = 0;
  const work = async () => {
    for (let each = left.next(); each.done !== true; each = left.next()) {
      const index = next++;
      made[index] = await make(each.value);
    }
  };
  await Promise.all(Array.from({ length: limit }, work));
  return made;
}
