import { logArchiveOf, securityAccountOf } from "../../discover/central-accounts";
import type { Found, FoundTrail } from "../../discover/found";
import { ownerOf } from "../../discover/owner";
import { trailChoice } from "../../discover/trail-choice";

const management = "901234567801";
const account = (id: string, name: string) => ({ id, name, unit: "r-q3k8", tags: {}, secrets: [], lookedIn: [] });
const found = (more: Partial<Found> = {}): Found => ({
  ...{ organizationId: "o-q3k8z7m2x1", managementId: management, partition: "aws" },
  units: [],
  accounts: [
    account(management, "Security of all"),
    account("901234567802", "Audit"),
    account("901234567803", "Log Archive"),
    account("901234567804", "Tools"),
  ],
  ...{ inactive: [], without: [], delegations: [], trails: [], refusals: [] },
  ...more,
});

/** As Control Tower makes it: https://docs.aws.amazon.com/controltower/latest/userguide/about-logging.html */
const trail: FoundTrail = {
  name: "aws-controltower-BaselineCloudTrail",
  arn: `arn:aws:cloudtrail:eu-west-1:${management}:trail/aws-controltower-BaselineCloudTrail`,
  homeRegion: "eu-west-1",
  bucket: "aws-controltower-logs-901234567804-eu-west-1",
  logGroupArn: `arn:aws:logs:eu-west-1:${management}:log-group:aws-controltower/CloudTrailLogs:*`,
  isMultiRegion: true,
  hasAllManagementEvents: true,
};

describe("the security account", () => {
  const by = (service: string, id: string) => ({ service: `${service}.amazonaws.com`, account: id });

  test.each([
    [
      "whoever administers CloudTrail",
      [by("guardduty", "901234567803"), by("securityhub", "901234567803"), by("cloudtrail", "901234567804")],
      "901234567804",
      "administers cloudtrail",
    ],
    [
      "else whoever administers most",
      [by("guardduty", "901234567803"), by("macie", "901234567804"), by("securityhub", "901234567804")],
      "901234567804",
      "administers macie, securityhub",
    ],
    ["else who is called so, but not the management account", [], "901234567802", "by its name"],
  ])("is %s", (_, delegations, id, reason) => {
    const chosen = securityAccountOf(found({ delegations }));

    expect([chosen?.account.id, chosen?.reason]).toEqual([id, reason]);
  });

  test("is none if two are called so, or somebody chose one that is not there", () => {
    const accounts = [account("901234567802", "Audit EU"), account("901234567805", "Audit US")];

    expect(securityAccountOf(found({ accounts }))).toBeUndefined();
    expect(securityAccountOf(found(), management)).toBeUndefined();
  });
});

test("the log archive is whose account is in the name of Control Tower's bucket, else who is called so", () => {
  expect(logArchiveOf(found({ trails: [trail] }), "901234567802")?.account.id).toBe("901234567804");
  expect(logArchiveOf(found(), "901234567802")?.account.id).toBe("901234567803");
  expect(logArchiveOf(found(), "901234567803")).toBeUndefined();
});

describe("a trail that is there", () => {
  test("is taken if it has all events in a log group of the management account", () => {
    const { existing, comments } = trailChoice(found({ trails: [trail] }));

    expect(existing).toMatchObject({ logGroupName: "aws-controltower/CloudTrailLogs", logGroupRegion: "eu-west-1" });
    expect(comments).toEqual([]);
  });

  test.each([
    [{ logGroupArn: undefined }, /delivers to no log group/],
    [{ hasAllManagementEvents: false }, /leaves out management events/],
    [{ isMultiRegion: false }, /of one region only/],
    [{ logGroupArn: trail.logGroupArn!.replace(management, "901234567802") }, /outside the management account/],
  ])("is not, with %p", (less, said) => {
    const { existing, comments } = trailChoice(found({ trails: [{ ...trail, ...less }] }));

    expect(existing).toBeUndefined();
    expect(comments.join("\n")).toMatch(said);
  });

  test("is not in GovCloud", () => {
    expect(trailChoice(found({ partition: "aws-us-gov", trails: [trail] })).existing).toBeUndefined();
  });
});

test.each([
  [{ Owner: "team@acorn.dev" }, "team@acorn.dev", "tag Owner"],
  [{ "owner-email": "a@acorn.dev", owner: "b@acorn.dev" }, "a@acorn.dev", "tag owner-email"],
  [{ owner: "Team Shop / shop@acorn.dev" }, "shop@acorn.dev", "tag owner"],
  [{ owner: "Team Shop" }, "on-call@acorn.dev", "tag owner: Team Shop, which is no address"],
  [{}, "on-call@acorn.dev", "no tag names one"],
])("of tags %p the owner is %s", (tags, address, comment) => {
  const { value, comment: said } = ownerOf(tags, { emails: ["on-call@acorn.dev"] });

  expect([value, said?.toString()]).toEqual([address, comment]);
});
