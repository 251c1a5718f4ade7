import path from "node:path";

import { loadOrganization } from "../../../config/load-organization";
import { temporaryDirectory } from "../../support/temporary-directory";
import { correct as real, problemsOf } from "./problems-of";

// Networks that documentation is about are nobody's, as names in it.
const correct = `example: true\n${real}`;

const endpoint = "vpce-0123456789abcdef0";
const placed = (...from: readonly string[]) =>
  `{ reader: role/app, from: [${from.map((each) => `"${each}"`).join(", ")}] }`;
const ofSecret = (...readers: readonly string[]) =>
  correct.replace("- name: prod/database", `- { name: prod/database, expectedReaders: [${readers.join(", ")}] }`);
const inDefaults = (...readers: readonly string[]) => `defaults: { expectedReaders: [${readers.join(", ")}] }\n`;

/** Notes and problems without where they are. */
const saidOf = (text: string) => problemsOf(text).map((each) => each.replace(/^.*?: /, ""));

function notesOf(text: string): readonly string[] {
  const notes: string[] = [];
  loadOrganization(path.join(temporaryDirectory({ "organization.yaml": text }), "organization.yaml"), (note) =>
    notes.push(`${note.path}: ${note.message.replace(/\(.*organization/, "(organization")} » ${note.remedy}`),
  );
  return notes;
}

test.each([
  [placed(endpoint)],
  [placed("vpce-12345678", "203.0.113.0/24", "203.0.112.0/24", "198.51.100.7/32")],
  [placed("2001:db8::/32", "2001:DB9:0:8000::/49", "2001:db7::7/128")],
  ["role/app", placed(endpoint).replace("role/app", "role/other")],
])("%s is right, in every list", (...readers) => {
  const list = readers.join(", ");

  for (const text of [
    ofSecret(...readers),
    `${correct}    expectedReaders: [${list}]\n`,
    `${correct}    watchedSecrets: [{ name: legacy, expectedReaders: [${list}] }]\n`,
    `${correct}${inDefaults(...readers)}`,
    correct.replace(`name: security,`, `name: security, expectedReaders: [${list}],`),
  ]) {
    expect(problemsOf(text)).toEqual([]);
    expect(notesOf(text)).toEqual([]);
  }
});

test.each([
  [
    "203.0.113.5/24",
    /is an address within a network\. » Write the network, 203\.0\.113\.0\/24, or .* 203\.0\.113\.5\/32\.$/,
  ],
  [
    "2001:DB8::1/64",
    /within a network\. » Write the network, 2001:db8::\/64, or the address alone, 2001:DB8::1\/128\.$/,
  ],
  ["203.0.113.0/33", /is no network\. » Write an address and how many of its bits/],
  ["203.0.113.256/24", /is no network/],
  ["203.0.113/24", /is no network/],
  ["203.0.113.010/32", /is no network/],
  ["2001:db8/32", /is no network/],
  ["::203.0.113.0/120", /is no network/],
  ["0.0.0.0/0", /is every address\. » Leave from out/],
  ["::/0", /is every address/],
  ["10.1.0.0/16", /is not of the internet; .* VPC .* » Write the endpoint: vpce-/],
  ["172.20.0.0/14", /is not of the internet/],
  ["192.168.1.7/32", /is not of the internet/],
  ["100.64.0.0/10", /is not of the internet/],
  ["fd00:1::/32", /is not of the internet/],
  ["::ffff:cb00:7100/120", /has addresses of IPv4\. » Write it as a network of IPv4/],
])("%s is refused with what to write", (place, problem) => {
  expect(saidOf(ofSecret(placed(endpoint, place)))).toEqual([expect.stringMatching(problem)]);
});

test.each([
  ["203.0.113.0", "an address without its bits"],
  ["vpce-0123", "an endpoint with too few digits"],
  ["vpc-0123456789abcdef0", "a VPC"],
  ["office", "a name"],
])("%j is refused as neither: %s", (place) => {
  expect(saidOf(ofSecret(placed(place)))).toEqual([
    expect.stringMatching(/is not valid; from lists VPC endpoints and networks\. » Write an endpoint's id/),
  ]);
});

test("what is no place is told together with everything else, each where it is", () => {
  const text = ofSecret(
    "{ reader: app, from: [203.0.113.5/24, x] }",
    "{ reader: role/b, form: [x] }",
    "{ from: [] }",
    "7",
  );

  expect(problemsOf(text)).toEqual([
    expect.stringMatching(/expectedReaders\[0\]\.reader: "app" is not valid; expected readers are role\/NAME/),
    expect.stringMatching(/expectedReaders\[0\]\.from\[0\]: 203\.0\.113\.5\/24 is an address within/),
    expect.stringMatching(/expectedReaders\[0\]\.from\[1\]: "x" is not valid; from lists/),
    expect.stringMatching(/expectedReaders\[1\]\.from: missing/),
    expect.stringMatching(
      /expectedReaders\[1\]\.form: unknown key; allowed here: reader, from\. » Did you mean "from"/,
    ),
    expect.stringMatching(/expectedReaders\[2\]\.reader: missing; expected readers are/),
    expect.stringMatching(/expectedReaders\[2\]\.from: an empty list; .* » Leave from out/),
    expect.stringMatching(/expectedReaders\[3\]: 7 is a number; expected readers are role\/NAME/),
  ]);
});

test("a service has no places", () => {
  expect(saidOf(ofSecret(placed(endpoint).replace("role/app", "service/rds.amazonaws.com")))).toEqual([
    "a service reads from AWS, without an address. » Write service/rds.amazonaws.com alone, without from.",
  ]);
});

test("no place and no reader with places is in a list twice", () => {
  expect(saidOf(ofSecret(placed(endpoint, endpoint), placed("203.0.113.0/24")))).toEqual([
    `"${endpoint}" is in the list twice. » Remove one of them.`,
    '"role/app" is in the list twice. » Put all of its places into one from.',
  ]);
});

test("the partition of a reader's ARN is looked at with places, too", () => {
  const chinese = placed(endpoint).replace("role/app", "arn:aws-cn:iam::901234567803:role/app");

  expect(saidOf(ofSecret(chinese))).toEqual([expect.stringMatching(/the ARN is of partition aws-cn/)]);
});

test.each([
  ["of the same list", ofSecret("role/app", placed(endpoint)), "members[0].secrets[0].expectedReaders[1].from"],
  [
    "of the account",
    `${ofSecret(placed(endpoint))}    expectedReaders: [role/app]\n`,
    "members[0].secrets[0].expectedReaders[0].from",
  ],
  [
    "of every account",
    `${ofSecret(placed(endpoint))}${inDefaults("role/a*")}`,
    "members[0].secrets[0].expectedReaders[0].from",
  ],
  [
    "of every account, for one of the account",
    `${correct}    expectedReaders: [${placed(endpoint)}]\n${inDefaults("role/app")}`,
    "members[0].expectedReaders[0].from",
  ],
  [
    "by its name, where the other has the ARN",
    ofSecret("role/app", placed(endpoint).replace("role/app", "arn:aws:iam::901234567803:role/app")),
    "members[0].secrets[0].expectedReaders[1].from",
  ],
])("places beside an entry %s that lets the reader read from anywhere are noted", (_, text, where) => {
  expect(problemsOf(text)).toEqual([]);
  expect(notesOf(text)).toEqual([
    expect.stringMatching(
      /^members.*: it has no effect: role\/a(pp|\*) may read from anywhere \(.+\), and entries add up\. » /,
    ),
  ]);
  expect(notesOf(text)[0]).toContain(`${where}: `);
});

test("places beside an entry for another secret, reader or account say something", () => {
  const other = "      - { name: prod/other, expectedReaders: [role/app] }\n";

  expect(notesOf(`${ofSecret(placed(endpoint), "role/app-2")}${other}`)).toEqual([]);
  expect(notesOf(ofSecret(placed(endpoint), "user/app"))).toEqual([]);
});

test("a network within another one of the list is noted", () => {
  expect(notesOf(ofSecret(placed("203.0.113.64/27", "203.0.113.0/24", "2001:db8::/32", "2001:0DB8::/32")))).toEqual([
    "members[0].secrets[0].expectedReaders[0].from[0]: 203.0.113.64/27 is in 203.0.113.0/24, which is in the list, too. » Remove one of them.",
    "members[0].secrets[0].expectedReaders[0].from[3]: 2001:0DB8::/32 is in 2001:db8::/32, which is in the list, too. » Remove one of them.",
  ]);
});

test.each(["203.0.113.0/24", "198.51.100.7/32", "192.0.2.0/25", "2001:db8:1::/48"])(
  "%s, which is there for documentation, is a placeholder where the file is no example",
  (network) => {
    const text = ofSecret(placed(network)).replace("example: true\n", "");

    expect(saidOf(text)).toEqual([expect.stringContaining(`"${network}" is a placeholder.`)]);
    expect(problemsOf(text.replace(network, "8.8.8.0/24"))).toEqual([]);
  },
);

test.each([
  ["64.0.0.0/7", "/8"],
  ["2000::/3", "/16"],
])("%s is noted: nobody's own network is so wide", (network, widest) => {
  expect(notesOf(ofSecret(placed(network)))).toEqual([
    expect.stringMatching(
      `from\\[0\\]: ${network} is wider than what one owner has, ${widest}: .* » Write the networks`,
    ),
  ]);
});

test.each(["8.0.0.0/8", "2600::/16"])("%s may be one owner's", (network) => {
  expect(notesOf(ofSecret(placed(network)))).toEqual([]);
});
