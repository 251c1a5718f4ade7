import { harmfulCalls, type HarmfulCalls } from "../../harm/harmful-calls";
import { harmlessCalls } from "../../harm/harmless-calls";
import reference from "./service-reference.json";

/** Resource types that each action of a service that changes something works on, of the types that we make. */
const services: Readonly<Record<string, { readonly actions: Readonly<Record<string, readonly string[]>> }>> =
  reference.services;
const known = Object.entries(services).flatMap(([service, { actions }]) =>
  Object.keys(actions).map((action) => `${service}:${action}`),
);
const named = ({ service, actions }: Pick<HarmfulCalls, "service" | "actions">) =>
  actions.map((action) => `${service}:${action}`);
const harmful = new Set(Object.values(harmfulCalls).flatMap(named));
const harmless = harmlessCalls.flatMap(named);

test("each call that changes something like ours is in the table of harm, or it is said why it does none", () => {
  expect(known.length).toBeGreaterThan(400);
  expect(known.filter((action) => !harmful.has(action) && !harmless.includes(action))).toEqual([]);
});

test("no call is in both", () => {
  expect(harmless.filter((action) => harmful.has(action))).toEqual([]);
  expect(harmless.filter((action, index) => harmless.indexOf(action) !== index)).toEqual([]);
});

test("AWS knows each of them", () => {
  expect([...harmful, ...harmless].filter((action) => !known.includes(action))).toEqual([]);
});

test("each reason is a sentence that somebody can doubt", () => {
  expect(harmlessCalls.filter(({ why }) => !/^[A-Z].{15,120}[^.]$/.test(why))).toEqual([]);
});
