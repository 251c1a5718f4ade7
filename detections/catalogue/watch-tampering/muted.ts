import { all, field } from "../../../patterns/condition";
import type { Detection } from "../../detection";
import { calls } from "../api-call";
import { callOf, type WatchNames } from "./kind";

/** Stands in the ARN of the state machine by which people on call mute reads, and of none that anything else has. */
export function muteMachine({ namePrefix }: Pick<WatchNames, "namePrefix">): string {
  return `:${namePrefix}-mute`;
}

/** Somebody muted reads, which is meant for people on call, or tried to; who is in the record, and in no other place. */
export function watchMuted(names: WatchNames): Detection {
  const arn = (name: string) => `arn:aws:states:eu-west-1:111122223333:stateMachine:${names.namePrefix}-${name}`;
  const starts = callOf("states");
  return {
    id: "watch-muted",
    title: "Reads of secrets by somebody were muted for a while",
    severity: "low",
    family: "tampering",
    condition: all(
      calls("states", ["StartExecution"]),
      field("requestParameters.stateMachineArn").contains(muteMachine(names)),
    ),
    why: "People hear of the reads that a mute covers in the digest alone. This says who muted; the journal says what, until when and why.",
    likelyCauses: [
      "Somebody on call keeps the messages of planned work back",
      "An intruder who may start the state machine does not want to be noticed at once",
    ],
    nextSteps: [
      "Search the journal's stream mutes for the reason: its execution is executionArn in responseElements",
      "Ask whoever muted whether it was them",
      "If not: mute the same again with 0 minutes, which ends it, and revoke the sessions of whoever did it",
    ],
    references: ["ATT&CK T1562.001"],
    matches: [{ what: "a reader muted", event: starts("StartExecution", { stateMachineArn: arn("mute") }) }],
    ignores: [
      { what: "a message made by hand", event: starts("StartExecution", { stateMachineArn: arn("message-composer") }) },
      {
        what: "another organization's mute",
        event: starts("StartExecution", { stateMachineArn: arn("mute").replace(`:${names.namePrefix}-`, ":orders-") }),
      },
    ],
  };
}
