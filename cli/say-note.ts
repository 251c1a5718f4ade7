import { render, type Problem } from "../config/files/problem";
import { complain } from "../text/print";

/** Says beside the output what of the configuration is right, and could be better. */
export function sayNote(note: Problem): void {
  complain(render(note));
}
