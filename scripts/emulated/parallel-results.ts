type Json = Record<string, unknown>;

/**
 * The definition with the results of parallel states taken up by a state of their own behind each: ministack does not look at
 * their Assign and Output. Map states and branches are gone into as well.
 *
 * @throws Error if such a state looks at its own input, which the state behind it does not have
 */
export function withParallelResults(definition: string): string {
  return JSON.stringify(machine(JSON.parse(definition) as Json));
}

function machine(whole: Json): Json {
  return { ...whole, States: Object.fromEntries(Object.entries(whole.States as Json).flatMap(states)) };
}

function states([name, given]: [string, unknown]): [string, unknown][] {
  const state = within(given as Json);
  const { Assign, Output, Next, End, ...rest } = state;
  if (state.Type !== "Parallel" || (Assign === undefined && Output === undefined)) return [[name, state]];
  const taken = JSON.stringify({ Assign, Output });
  if (taken.includes("$states.input")) throw new Error(`${name} looks at its input beside its result.`);
  const behind = `${name}: result`;
  const result = JSON.parse(taken.replaceAll("$states.result", "$states.input")) as Json;
  return [
    [name, { ...rest, Next: behind }],
    [behind, { Type: "Pass", ...result, ...(Next === undefined ? { End } : { Next }) }],
  ];
}

function within(state: Json): Json {
  return {
    ...state,
    ...(state.Branches === undefined ? {} : { Branches: (state.Branches as Json[]).map(machine) }),
    ...(state.ItemProcessor === undefined ? {} : { ItemProcessor: machine(state.ItemProcessor as Json) }),
  };
}
