import { charges } from "../../costs/charges";
import { resourceTypes } from "../../resources/resource-types";

test("every type of the stacks has a row that says what it costs, and no other has", () => {
  expect(Object.keys(charges).sort()).toEqual(Object.keys(resourceTypes).sort());
});
