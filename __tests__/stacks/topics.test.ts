import { edited, organizationFrom } from "../support/edited-organization";
import { securityStackOf } from "../support/security-stack";
import { resourcesOf } from "../support/synthesized";

test("programs of a route get each read as JSON, and what its mailboxes get as text, and nothing of other routes", () => {
  const queue = "arn:aws:sqs:eu-west-1:222222222222:siem-intake";
  const https = "https://siem.acorn.example/in";
  const organization = organizationFrom(
    edited((it) => {
      it.alerts.routes = [
        { name: "siem", queues: [queue], https: [https] },
        { name: "duty", emails: ["duty@acorn.example"] },
      ];
    }),
  );

  const subscriptions = Object.values(resourcesOf(securityStackOf(organization), "aws_sns_topic_subscription"));
  const topicsOf = (endpoint: string) =>
    subscriptions
      .filter((each) => each.endpoint === endpoint)
      .map(({ topic_arn }) => /aws_sns_topic\.Routes_([a-z]+_[A-Z][a-z]+)/.exec(topic_arn as string)?.[1])
      .sort();

  expect(topicsOf(queue)).toEqual(["siem_Events", "siem_People"]);
  expect(topicsOf(https)).toEqual(["siem_Events", "siem_People"]);
  expect(topicsOf("duty@acorn.example")).toEqual(["duty_People"]);
});
