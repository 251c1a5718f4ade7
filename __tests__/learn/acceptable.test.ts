import fc from "fast-check";

import { acceptable } from "../../learn/acceptable";
import type { Proposal } from "../../learn/proposal";

test("takes every proposal but those with which the configuration is not correct", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(50)), fc.uniqueArray(fc.nat(50)), (numbers, bad) => {
      const proposals = numbers.map((number) => ({ reader: `role/${number}` }) as Proposal);
      const isBad = ({ reader }: Proposal) => bad.includes(Number(reader.slice("role/".length)));

      const { taken, refused } = acceptable(proposals, (some) => !some.some(isBad));

      expect(taken).toEqual(proposals.filter((each) => !isBad(each)));
      expect(refused).toEqual(proposals.filter(isBad));
    }),
  );
});

test("asks once where all of them are right", () => {
  const proposals = ["role/a", "role/b", "role/c"].map((reader) => ({ reader }) as Proposal);
  const accepts = jest.fn(() => true);

  acceptable(proposals, accepts);

  expect(accepts).toHaveBeenCalledTimes(1);
});
