import { list, section, text } from "./values";

const acknowledgement = section("an acknowledgement", {
  change: text(
    "change is the id of a change, as secretwatch diff prints it",
    "Copy it from the output of npx secretwatch diff.",
    /^[a-z]+(-[a-z]+)*(\/.+)?$/,
  ).describe("Id of the change, as `npx secretwatch diff` prints it."),
  reason: text(
    "reason is a text of at least 10 characters",
    "Say in a sentence why this is right, for whoever reads it in a year.",
    /^\s*\S[\s\S]{8,}\S\s*$/,
  ).describe("Why this is right, in at least 10 characters."),
});

/** Changes that take something away need one each. */
export const acknowledgements = list("acknowledgements", acknowledgement).describe(
  "Changes that take something away and are meant: `npx secretwatch diff` asks for one each. Remove them once merged.",
);
