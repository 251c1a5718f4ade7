/** A policy of IAM, as much as is looked at. */
export interface PolicyDocument {
  readonly Statement?: Statement | readonly Statement[];
}

interface Statement {
  readonly Effect?: string;
  readonly Action?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Condition?: object;
}

/**
 * Actions that no statement allows, on whatever and under whichever condition; and those that one denies on everything. Of an action that
 * is not among them nothing is said: it may still be denied on what it is needed for.
 */
export function neverAllowed(actions: readonly string[], policies: readonly PolicyDocument[]): readonly string[] {
  const statements = policies.flatMap(({ Statement: given = [] }) => listOf(given));
  const allows = statements.filter(({ Effect }) => Effect === "Allow");
  const denies = statements.filter(
    ({ Effect, Condition, Resource = [] }) =>
      Effect === "Deny" && Object.keys(Condition ?? {}).length === 0 && listOf(Resource).includes("*"),
  );
  return actions.filter(
    (action) => !allows.some((each) => isAbout(each, action)) || denies.some((each) => isAbout(each, action)),
  );
}

function isAbout({ Action, NotAction }: Statement, action: string): boolean {
  if (Action !== undefined) return listOf(Action).some((pattern) => matches(pattern, action));
  return NotAction !== undefined && !listOf(NotAction).some((pattern) => matches(pattern, action));
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html */
function matches(pattern: string, action: string): boolean {
  const [text, at] = [pattern.toLowerCase(), action.toLowerCase()];
  const first = text.search(/[*?]/);
  if (first === -1) return text === at;
  return at.startsWith(text.slice(0, first)) && globMatches(text.slice(first), at.slice(first));
}

/** In time that grows with both lengths, whatever stars there are. */
function globMatches(glob: string, text: string): boolean {
  let [star, resume, at] = [-1, 0, 0];
  let index = 0;
  while (index < text.length) {
    if (glob[at] === "*") [star, resume, at] = [at, index, at + 1];
    else if (glob[at] === "?" || glob[at] === text[index]) [at, index] = [at + 1, index + 1];
    else if (star !== -1) {
      resume += 1;
      [at, index] = [star + 1, resume];
    } else return false;
  }
  while (glob[at] === "*") at++;
  return at === glob.length;
}

function listOf<Value>(given: Value | readonly Value[]): readonly Value[] {
  return Array.isArray(given) ? (given as readonly Value[]) : [given as Value];
}
