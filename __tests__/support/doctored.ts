import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";

import type { AwsCalls } from "../../aws/calls";
import type { SavedAnswer } from "../../aws/saved-answers";
import type { Live } from "../../cli/aws-calls";
import { doctor, type DoctorOptions } from "../../cli/doctor";
import { exampleIn, HealthyAws } from "./healthy-aws";
import { NOW } from "./looked-at";
import { type Ran, takenDown } from "./run-command";
import { temporaryDirectory } from "./temporary-directory";

let made: HealthyAws | undefined;

/** AWS with the example deployed as it is wanted; made when the first test asks for it. */
export function healthyExample(): HealthyAws {
  return (made ??= new HealthyAws(exampleIn("acorn")));
}

export type Answers = Readonly<Record<string, SavedAnswer>>;

/** A directory of answers, as `--save` leaves it at a moment when all is healthy. */
export function savedAnswers(answers: Answers = healthyExample().answers): string {
  const directory = temporaryDirectory();
  for (const [name, answer] of Object.entries({ ...answers, "asked-at.json": { at: NOW } })) {
    const file = path.join(directory, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify(answer));
  }
  return directory;
}

/** `doctor` of the example in an AWS that answers so, at the moment when all is healthy. */
export async function doctored(
  calls: AwsCalls,
  options: Partial<DoctorOptions> = {},
): Promise<Ran & { readonly asked: number }> {
  let asked = 0;
  const counting: AwsCalls = {
    call: (operation, input, place) => {
      asked++;
      return calls.call(operation, input, place);
    },
  };
  const live: Live = () => counting;
  const clock = jest.spyOn(Date, "now").mockReturnValue(NOW);
  try {
    return { ...(await takenDown(() => doctor({ format: "text", ...options }, live))), asked };
  } finally {
    clock.mockRestore();
  }
}
