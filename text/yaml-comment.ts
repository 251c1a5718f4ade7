import { type ReadyText, textForm } from "./forms/ready-text";
import { bearable } from "./shortened";
import { visible } from "./visible";

/** What stands behind a # to the end of its line: texts from outside have no line breaks of their own, nor anything that hides. */
export type YamlComment = ReadyText<"YAML comment">;

const form = textForm("YAML comment", (text) => bearable(visible(text)));

/** A comment with texts in it. */
export const yamlComment = form.tag;
export const joinedComments = form.joined;
