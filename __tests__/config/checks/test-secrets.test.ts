import { broken, correct, problemsOf } from "./problems-of";

const arn = "arn:aws:secretsmanager:eu-west-1:901234567803:secret:secretwatch-drill-x-a1B2c3";
const watched = (name: string) => `${correct}    watchedSecrets: [{ name: "${name}" }]\n`;
const decoys = (name: string) => `${correct}defaults: { decoys: [{ name: ${name} }] }\n`;

test.each([
  ["a secret", broken("prod/database", "secretwatch-drill-database"), "secretwatch-drill-"],
  ["a secret like the canary's", broken("prod/database", "secretwatch-canary-database"), "secretwatch-canary-"],
  ["a watched secret", watched("secretwatch-drill-notify-x"), "secretwatch-drill-"],
  ["a watched path", watched("secretwatch-drill-x/*"), "secretwatch-drill-"],
  ["a watched ARN", watched(arn), "secretwatch-drill-"],
  ["a decoy of all accounts", decoys("secretwatch-drill-root"), "secretwatch-drill-"],
  ["a secret, of another prefix", `${broken("prod/database", "watch-drill-x")}namePrefix: watch\n`, "watch-drill-"],
])("%s has no name that reads have which test the watch", (_, text, start) => {
  expect(problemsOf(text)).toEqual([
    expect.stringContaining(
      `begins with ${start}, like the secrets that are read to test the watch, and never exist. » Choose another name.`,
    ),
  ]);
});

test.each([
  ["what only has it inside", broken("prod/database", "prod/secretwatch-drill-database")],
  ["what has another prefix", broken("prod/database", "watch-drill-database")],
  ["what begins like the prefix", broken("prod/database", "secretwatch-database")],
])("%s is a name like any other", (_, text) => {
  expect(problemsOf(text)).toEqual([]);
});
