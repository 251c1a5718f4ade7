/** A state, as far as it is looked at. */
export interface State {
  readonly Type: string;
  readonly Next?: string;
  readonly Default?: string;
  readonly Assign?: Readonly<Record<string, unknown>>;
  readonly Choices?: readonly State[];
  readonly Catch?: readonly State[];
  readonly Branches?: readonly StateMachine[];
  readonly ItemProcessor?: StateMachine;
}

export interface StateMachine {
  readonly StartAt?: string;
  readonly States?: Readonly<Record<string, State>>;
}

/** Variables that a state on some way to this one assigns; its own are there only if a way leads back to it. */
export function assignedBefore({ States = {} }: StateMachine, name: string): ReadonlySet<string> {
  const before = new Set<string>();
  const names = new Set<string>();
  const waiting = [name];
  for (let target = waiting.pop(); target !== undefined; target = waiting.pop()) {
    for (const [each, state] of Object.entries(States)) {
      const ways = waysOut(state).filter(({ to }) => to === target);
      for (const { assign } of ways) for (const variable of Object.keys(assign)) names.add(variable);
      if (ways.length > 0 && !before.has(each)) {
        before.add(each);
        waiting.push(each);
      }
    }
  }
  return names;
}

/** Where a state goes on, with what it has assigned by then: choices and catchers assign on their own. */
function waysOut({ Next, Default, Assign = {}, Choices = [], Catch = [] }: State) {
  return [
    ...[Next, Default].map((to) => ({ to, assign: Assign })),
    ...[...Choices, ...Catch].map(({ Next: to, Assign: assign = {} }) => ({ to, assign })),
  ];
}
