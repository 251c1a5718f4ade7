import { z } from "zod";

import { insightTypes } from "../../organization/settings";
import { must, region, section, set, text, yesOrNo } from "./values";

/** A trail that the organization has already, for example that of Control Tower. */
const existing = section("existing", {
  logGroupName: text(
    "logGroupName is the name of a log group: 1 to 512 letters, digits and ._/#-",
    "Find it: aws cloudtrail describe-trails --query trailList[].CloudWatchLogsLogGroupArn",
    /^[\w./#-]{1,512}$/,
  )
    .default("aws-controltower/CloudTrailLogs")
    .describe("Log group of that trail, in the management account. The default is Control Tower's."),
  logGroupRegion: region
    .optional()
    .describe("Region of that log group; in China the home region. Default: the home region."),
});

/** Where the events come from: a trail of our own, or one that is there already. */
export const trail = section("trail", {
  name: text(
    "trail names are 3 to 128 letters, digits, dots, underscores and hyphens, and not aws-controltower…",
    "Choose another name.",
    /^(?!aws-controltower)(?!\d+\.\d+\.\d+\.\d+$)[A-Za-z0-9](?!.*[._-]{2})[A-Za-z0-9._-]{1,126}[A-Za-z0-9]$/,
  )
    .optional()
    .describe("Name of the organization trail; renaming it replaces the trail. Default: <namePrefix>-organization."),
  insights: set(
    "insights",
    z.enum(insightTypes, must(`insights are ${insightTypes.join(" and ")}`, "Leave it out: Insights are charged for.")),
  )
    .default([])
    .describe("CloudTrail Insights to switch on; they are charged for."),
  excludeKmsEvents: yesOrNo("excludeKmsEvents")
    .default(false)
    .describe("Leaves KMS calls out of the trail: cheaper, but Security Hub CloudWatch.7 then fails."),
  tags: yesOrNo("tags")
    .default(true)
    .describe("Tags on the trail. false leaves them out, where AWS refuses them to the security account."),
  existing: existing
    .optional()
    .describe(
      "Takes the events of a trail that is there already, instead of making a second one. {} is Control Tower's.",
    ),
})
  .prefault({})
  .describe("The organization trail.");
