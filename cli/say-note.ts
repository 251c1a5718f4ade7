import { render, type Problem } from "../config/files/problem";

/** Says beside the output what of the configuration is right, and called otherwise now. */
export function sayNote(note: Problem): void {
  console.error(render(note));
}
