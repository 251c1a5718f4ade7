import fc from "fast-check";

import { inOrder } from "../../deploy/in-order";
import { backwards } from "../../deploy/stack";
import { arbitraryStacks } from "../support/arbitrary-stacks";

const parallel = fc.integer({ min: 1, max: 5 });

test("no stack is begun before what it depends on is done, at most so many run at once, and all are done", async () => {
  await fc.assert(
    fc.asyncProperty(arbitraryStacks, parallel, fc.scheduler(), async (stacks, most, scheduler) => {
      const done = new Set<string>();
      const early: string[] = [];
      let [running, mostRunning] = [0, 0];

      const ending = inOrder(stacks, {
        parallel: most,
        act: async ({ stack, dependsOn }) => {
          mostRunning = Math.max(mostRunning, ++running);
          early.push(...dependsOn.filter((each) => !done.has(each)));
          await scheduler.schedule(Promise.resolve());
          running--;
          done.add(stack);
          return true;
        },
        isStopped: () => false,
      });
      await scheduler.waitFor(ending);

      expect(early).toEqual([]);
      expect(mostRunning).toBeLessThanOrEqual(most);
      expect([...done].sort()).toEqual(stacks.map(({ stack }) => stack).sort());
    }),
  );
});

test("a stack that fails keeps those from their turn that depend on it, by whatever way, and no others", async () => {
  await fc.assert(
    fc.asyncProperty(arbitraryStacks, parallel, fc.infiniteStream(fc.boolean()), async (stacks, most, outcomes) => {
      const fails = new Map(stacks.map(({ stack }) => [stack, outcomes.next().value]));

      const ended = await inOrder(stacks, {
        parallel: most,
        act: ({ stack }) => Promise.resolve(!fails.get(stack)!),
        isStopped: () => false,
      });

      for (const { stack, dependsOn } of stacks) {
        const isBegun = dependsOn.every((each) => ended.get(each) === "done");
        expect(ended.get(stack)).toBe(!isBegun ? "not started" : fails.get(stack)! ? "failed" : "done");
      }
    }),
  );
});

test("once stopped, nothing more is begun, and what runs is waited for", async () => {
  await fc.assert(
    fc.asyncProperty(arbitraryStacks, parallel, fc.nat(12), async (stacks, most, after) => {
      let [begun, over] = [0, 0];

      const ended = await inOrder(stacks, {
        parallel: most,
        act: async () => {
          begun++;
          await new Promise((resolve) => setImmediate(resolve));
          over++;
          return true;
        },
        isStopped: () => begun >= after,
      });

      expect(begun).toBeLessThanOrEqual(after);
      expect(over).toBe(begun);
      expect([...ended.values()].filter((each) => each === "done")).toHaveLength(over);
    }),
  );
});

test("backwards, each stack stands before what it depends on, and twice backwards is forwards", () => {
  fc.assert(
    fc.property(arbitraryStacks, (stacks) => {
      const order = backwards(stacks);

      const pairs = (all: typeof stacks) => all.flatMap(({ stack, dependsOn }) => dependsOn.map((on) => [stack, on]));
      expect(
        pairs(order)
          .map(([a, b]) => `${b!} ${a!}`)
          .sort(),
      ).toEqual(
        pairs(stacks)
          .map(([a, b]) => `${a!} ${b!}`)
          .sort(),
      );
      expect(order.map(({ stack }) => stack)).toEqual(stacks.map(({ stack }) => stack).reverse());
      expect(backwards(order).map(({ dependsOn }) => [...dependsOn].sort())).toEqual(
        stacks.map(({ dependsOn }) => [...dependsOn].sort()),
      );
    }),
  );
});
