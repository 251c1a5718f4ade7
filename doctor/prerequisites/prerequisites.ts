import type { Finding } from "../finding";
import type { Look, World } from "../look";

/** What has to be so before the first deployment, and to stay so. */
const looks: readonly Look[] = [];

export async function prerequisites(world: World): Promise<readonly Finding[]> {
  return (await Promise.all(looks.map((look) => look(world)))).flat();
}
