import { recipientTable } from "../../cli/recipients";
import { edited, organizationFrom } from "../support/edited-organization";

test("who is told by queues of other accounts is in the table", () => {
  const organization = organizationFrom(
    edited((it) => it.alerts.routes.push({ name: "siem", subscriberAccounts: ["888888888888", "999999999999"] })),
  );

  expect(recipientTable(organization).toString()).toMatch(
    /^siem +everything +queues of account 888888888888, queues of account 999999999999 *$/m,
  );
});
