import type { Truth } from "../../../patterns/cloudwatch-filter-pattern";
import { match } from "../../../patterns/cloudwatch-filter-pattern";

/** The events and patterns of https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html */
const EVENT = {
  eventType: "UpdateTrail",
  sourceIPAddress: "111.111.111.111",
  arrayKey: ["value", "another value"],
  objectList: [
    { name: "a", id: 1 },
    { name: "b", id: 2 },
  ],
  SomeObject: null,
  "cluster.name": "c",
  // Only in older versions of the page.
  ThisFlag: true,
};

const COMPOUND_EVENT = {
  user: { id: 1, email: "John.Stiles@example.com" },
  users: [
    { id: 2, email: "John.Doe@example.com" },
    { id: 3, email: "Jane.Doe@example.com" },
  ],
  actions: ["GET", "PUT", "DELETE"],
  coordinates: [
    [0, 1, 2],
    [4, 5, 6],
    [7, 8, 9],
  ],
};

const STILES = '$.user.email = "John.Stiles@example.com"';

describe("The examples of AWS's page", () => {
  test.each<[pattern: string, event: object, expected: Truth]>([
    ['{ $.eventType = "UpdateTrail" }', EVENT, true],
    ["{ $.sourceIPAddress != 123.123.* }", EVENT, true],
    ["{ $.sourceIPAddress != 111.111.* }", EVENT, false],
    ['{ $.arrayKey[0] = "value" }', EVENT, true],
    ['{ $.arrayKey[1] = "value" }', EVENT, false],
    ["{ $.eventType = %Trail% }", EVENT, true],
    ["{ $.eventType = %^Trail% }", EVENT, false],
    ["{ $.arrayKey[*] = %val.{2}% }", EVENT, true],
    ["{ $.* = %111\\.111\\.111\\.1[0-9]{1,2}% }", EVENT, true],
    ["{ $.['cluster.name'] = \"c\" }", EVENT, true],
    ['{ $.cluster.name = "c" }', EVENT, false],
    ["{ $.objectList[1].id = 2 }", EVENT, true],
    ["{ $.objectList[0].id = 2 }", EVENT, false],
    ["{ $.SomeObject IS NULL }", EVENT, true],
    ["{ $.SomeOtherObject IS NULL }", EVENT, false],
    ["{ $.SomeOtherObject NOT EXISTS }", EVENT, true],
    ["{ $.SomeObject NOT EXISTS }", EVENT, false],
    ["{ $.ThisFlag IS TRUE }", EVENT, true],
    ["{ $.ThisFlag IS FALSE }", EVENT, false],
    ['{ ($.user.id = 1) && ($.users[0].email = "John.Doe@example.com") }', COMPOUND_EVENT, true],
    [`{ ${STILES} || $.coordinates[0][1] = "nonmatch" && $.actions[2] = "nonmatch" }`, COMPOUND_EVENT, true],
    [`{ ${STILES} || $.coordinates[0][1] = nonmatch && $.actions[2] = nomatch }`, COMPOUND_EVENT, true],
    [`{ (${STILES} || $.coordinates[0][1] = "nonmatch") && $.actions[2] = "nonmatch" }`, COMPOUND_EVENT, false],
    ['{ ($.user.id = 2 && $.users[0].email = "nonmatch") || $.actions[2] = "GET" }', COMPOUND_EVENT, false],
    ["{ $.users = 1 }", { users: [1, 2, 3] }, false],
    ["{ $.users != 1 }", { users: [1, 2, 3] }, false],
    ["{$.foo = bar || $.foo = baz }", { foo: "baz" }, true],
    ["{ $.latency = * }", { latency: 50 }, true],
  ])("%s", (pattern, event, expected) => {
    expect(match(pattern, event)).toBe(expected);
  });
});

describe("AWS's examples of numbers", () => {
  test.each<[pattern: string, matching: object, other: object]>([
    ["{ $.bandwidth > 75 }", { bandwidth: 76 }, { bandwidth: 75 }],
    ["{ $.latency < 50 }", { latency: 49.5 }, { latency: 50 }],
    ["{ $.refreshRate >= 60 }", { refreshRate: 60 }, { refreshRate: 59 }],
    ["{ $.responseTime <= 5 }", { responseTime: 5 }, { responseTime: 6 }],
    ["{ $.errorCode = 400}", { errorCode: 400 }, { errorCode: 401 }],
    ["{ $.errorCode != 500 }", { errorCode: 400 }, { errorCode: 500 }],
    ["{ $.number[0] = 1e+3 }", { number: [1000] }, { number: [1] }],
    ["{ $.number[0] != 1e-3 }", { number: [1] }, { number: [0.001] }],
    ["{ $.numbers[0] < 10e3 }", { numbers: [9999] }, { numbers: [10000] }],
    ["{ $.processes[4].averageRuntime <= 55.5 }", fifth({ averageRuntime: 55.5 }), fifth({ averageRuntime: 56 })],
    ["{ $.latency > +1000 }", { latency: 1001 }, { latency: -1001 }],
  ])("%s", (pattern, matching, other) => {
    expect(match(pattern, matching)).toBe(true);
    expect(match(pattern, other)).toBe(false);
  });

  function fifth(process: object) {
    return { processes: [{}, {}, {}, {}, process] };
  }
});

describe("AWS's examples of wildcards", () => {
  test.each<[value: string, matching: readonly string[], other: readonly string[]]>([
    ['"*Event"', ["PutEvent", "GetEvent", "Event"], ["EventId"]],
    ['"Event*"', ["EventId", "EventName", "Event"], ["PutEvent"]],
    ['"*Event*"', ["PutEvents", "Event"], ["Even"]],
    ['"Ev*ent"', ["Ev*ent"], ["Event", "Evident"]],
  ])("%s", (value, matching, other) => {
    const matches = (text: string) => match(`{ $.eventName = ${value} }`, { eventName: text });

    expect(matching.map(matches)).toEqual(matching.map(() => true));
    expect(other.map(matches)).toEqual(other.map(() => false));
  });
});

describe("AWS's examples of regexes", () => {
  test.each<[regex: string, matching: readonly string[], other: readonly string[]]>([
    ["AUTHORIZED", ["[ERROR 401] UNAUTHORIZED REQUEST", "[SUCCESS 200] AUTHORIZED REQUEST"], ["Authorized"]],
    ["^[hc]at", ["hat", "cats"], ["that", "bat"]],
    ["[hc]at$", ["hat", "that"], ["hats"]],
    ["colou?r", ["color", "colour"], ["colouur"]],
    ["[abcx-z]", ["b", "y"], ["m"]],
    ["^a{3,5}$", ["aaa", "aaaaa"], ["aa", "aaaaaa"]],
    ["^a{,2}$", ["", "aa"], ["aaa"]],
    ["^a{2,}$", ["aa", "aaaa"], ["a"]],
    ["^starting|^initializing|^shutting down", ["initializing ...", "shutting down"], ["skipping initializing ..."]],
    ["abcc|ab[^c]$", ["abcc ...", "aba"], ["aac ..."]],
    ["\\[.\\]", ["[a]", "[]]", "[ ]"], ["[]", "a"]],
    ["10\\.10\\.0\\.1", ["10.10.0.1"], ["10010,051"]],
    ["10.10.0.1", ["10010,051"], ["10.10"]],
    ["ab*c", ["ac", "abc", "abbbc"], ["ab"]],
    ["ab+c", ["abc", "abbbc"], ["ac"]],
    [".at", ["hat", "4at", " at"], ["at"]],
    ["^\\d\\D$", ["1a"], ["a1"]],
    ["\\s", ["a b", "a\tb", "a\nb"], ["ab"]],
    ["^\\w\\W$", ["_-"], ["-_"]],
    ["\\x3A", [":"], ["x3A"]],
    ["\\x28", ["("], [")"]],
  ])("%%%s%%", (regex, matching, other) => {
    const matches = (text: string) => match(`{ $.message = %${regex}% }`, { message: text });

    expect(matching.map(matches)).toEqual(matching.map(() => true));
    expect(other.map(matches)).toEqual(other.map(() => false));
  });
});
