import { actsInNameOfOthers, notByService } from "../../../detections/catalogue/acts-of-services";
import { field } from "../../../patterns/condition";
import { evaluate } from "../../../patterns/evaluate";
import { exampleOrganization } from "../../support/synthesized";

const { detections } = exampleOrganization();

/** Services that do whatever somebody tells them, in the name or by a role of whoever tells them. */
const toldWhatToDo = [
  "cloudformation.amazonaws.com",
  "states.amazonaws.com",
  "scheduler.amazonaws.com",
  "servicecatalog.amazonaws.com",
  "cloudcontrolapi.amazonaws.com",
];
/** Root told the service so in a call of its own, which counts. The benchmark prescribes the second one's text. */
const counted = ["root-used", "cis-root-use"];
/** Examples that say of no service that it did it. */
const examples = detections
  .filter(({ id }) => !counted.includes(id))
  .flatMap(({ id, condition, matches }) =>
    matches
      .filter(({ event }) => !evaluate(field("userIdentity.invokedBy").exists(), event))
      .map(({ what, event }) => ({ name: `${id}: ${what}`, condition, event })),
  );

const through = (event: Readonly<Record<string, unknown>>, invokedBy: string) => ({
  ...event,
  userIdentity: { ...(event.userIdentity as object | undefined), invokedBy },
});

test.each(toldWhatToDo)("what %s was told to do counts, in every detection", (service) => {
  const unseen = examples.filter(({ condition, event }) => !evaluate(condition, through(event, service)));

  expect(examples.length).toBeGreaterThan(150);
  expect(unseen.map(({ name }) => name)).toEqual([]);
});

test("a call through DynamoDB counts, where it is no grant for DynamoDB itself", () => {
  const unseen = examples.filter(
    ({ condition, event }) => !evaluate(condition, through(event, "dynamodb.amazonaws.com")),
  );

  expect(unseen.map(({ name }) => name)).toEqual([]);
});

test.each(Object.entries(actsInNameOfOthers))("of %s only the service of the table is let off", (acts, { service }) => {
  const condition = notByService(acts as keyof typeof actsInNameOfOthers);
  const developer = {
    type: "AssumedRole",
    sessionContext: { sessionIssuer: { arn: "arn:aws:iam::111122223333:role/a" } },
  };

  expect(evaluate(condition, { userIdentity: developer })).toBe(true);
  expect(evaluate(condition, { userIdentity: { ...developer, invokedBy: service } })).toBe(false);
  expect(evaluate(condition, { userIdentity: { ...developer, invokedBy: "cloudformation.amazonaws.com" } })).toBe(true);
});

test("a service of its own accord is let off: for itself, and by the role that is linked to it", () => {
  const linked = "arn:aws:iam::111122223333:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig";
  const byRole = (arn: string) => ({
    userIdentity: { type: "AssumedRole", sessionContext: { sessionIssuer: { arn } } },
  });

  expect(evaluate(notByService(), byRole(linked))).toBe(false);
  expect(evaluate(notByService(), { userIdentity: { type: "AWSService", invokedBy: "config.amazonaws.com" } })).toBe(
    false,
  );
  expect(evaluate(notByService(), byRole("arn:aws:iam::111122223333:role/config"))).toBe(true);
  expect(evaluate(notByService(), {})).toBe(true);
});

test("application auto scaling calls itself by what it scales", () => {
  const invokedBy = "dynamodb.application-autoscaling.amazonaws.com";

  expect(evaluate(notByService("alarms"), { userIdentity: { type: "AssumedRole", invokedBy } })).toBe(false);
});
