import { events } from "./events";
import { everywhere } from "./everywhere";
import { identity } from "./identity";
import { messaging } from "./messaging";
import type { Mutation } from "./mutation";
import { observability } from "./observability";
import { search } from "./search";
import { stores } from "./stores";
import { tables } from "./tables";

/** Every way in which the output is spoilt to see whether the judge notices. */
export const mutations: readonly Mutation[] = [
  ...events,
  ...observability,
  ...identity,
  ...messaging,
  ...stores,
  ...tables,
  ...search,
  ...everywhere,
];
