import { eventSource, readsOf, type Store, storeNames, stores } from "../../detections/stores";
import { evaluate } from "../../patterns/evaluate";
import { readKindNames, toldReads } from "../../reads/kinds";
import { messageExamples } from "../../scripts/messages/examples";

describe.each(storeNames)("the store of %s", (name) => {
  const store: Store = stores[name];
  const told = toldReads(["a"], [name]);
  const examples = messageExamples.filter(({ record }) => record.eventSource === eventSource(store));

  test("tells of every kind of read in its own words", () => {
    expect(told.map(({ kind }) => kind)).toEqual(readKindNames);
    for (const { id, title, why, nextSteps } of told) {
      expect(id).toContain(store.thing);
      expect(title).toContain(` ${store.thing} `.trimEnd());
      expect(why.length).toBeGreaterThan(20);
      expect(nextSteps.length).toBeGreaterThan(1);
    }
  });

  test("has ids of its own, so that no message is taken for another store's", () => {
    const others = storeNames.filter((other) => other !== name);
    const ids = toldReads(["a"], others).map(({ id }) => id);

    expect(told.filter(({ id }) => ids.includes(id))).toEqual([]);
  });

  test("has example messages of a read that worked and one that was refused", () => {
    const shown = new Set(examples.map(({ detection }) => detection));

    expect([...shown]).toEqual(
      expect.arrayContaining([`unexpected-${store.thing}-read`, `unexpected-${store.thing}-read-refused`]),
    );
  });

  test("has names in the requests of its examples where its row says", () => {
    const named = examples.filter(({ record: { requestParameters, eventName } }) => {
      const asked = store.calls[String(eventName)]!;
      return Object.values(asked).some((field) => Object.hasOwn(requestParameters ?? {}, field));
    });

    expect(named.length).toBeGreaterThan(0);
  });

  test("knows each of its calls as a read, and the same call of another service as none", () => {
    const request = { withDecryption: true };
    for (const eventName of Object.keys(store.calls)) {
      const read = { eventSource: eventSource(store), eventName, requestParameters: request };

      expect(evaluate(readsOf(store), read)).toBe(true);
      expect(evaluate(readsOf(store), { ...read, eventSource: "lightsail.amazonaws.com" })).toBe(false);
    }
  });
});

test("an encrypted value is no secret: only decryption reads a parameter", () => {
  const read = { eventSource: "ssm.amazonaws.com", eventName: "GetParameter" };

  for (const requestParameters of [{ name: "/a" }, { name: "/a", withDecryption: false }, null]) {
    expect(evaluate(readsOf(stores.parameters), { ...read, requestParameters })).toBe(false);
  }
});
