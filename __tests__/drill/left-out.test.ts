import fc from "fast-check";
import { parse } from "yaml";

import { leftOutBy } from "../../drill/left-out";
import { planOf } from "../../drill/plan";
import { targetsOf } from "../../drill/target";
import { Judge } from "../../history/judge";
import { small, uncheckedOrganization } from "../support/edited-organization";

const RUN = "20261128190501-4f3a9c21";

/** Readers among whom the drill's role may be, from anywhere or not; many more than rules have room for. */
const readers = fc.array(
  fc.oneof(
    {
      weight: 3,
      arbitrary: fc.constantFrom<unknown>("role/SecretwatchDrill", "role/Secretwatch*", "role/S*"),
    },
    {
      weight: 3,
      arbitrary: fc.constantFrom<unknown>(
        "role/SecretwatchDrills",
        "role/team/SecretwatchDrill",
        "user/SecretwatchDrill",
      ),
    },
    {
      weight: 2,
      arbitrary: fc
        .constantFrom("203.0.113.0/24", "vpce-0123456789abcdef0")
        .map((place) => ({ reader: "role/SecretwatchDrill", from: [place] })),
    },
  ),
  { maxLength: 3 },
);
const crowd = Array.from({ length: 60 }, (_, index) => `role/service/with-quite-a-long-name-${index}`);

const organizations = fc
  .record({ everywhere: readers, own: readers, ofSecret: readers, isCrowded: fc.boolean() })
  .map(({ everywhere, own, ofSecret, isCrowded }) => {
    const file = parse(small) as { defaults: object; members: { secrets: object[] }[] };
    const [first, ...others] = file.members;
    const secrets = [{ name: "prod/shop/database", expectedReaders: ofSecret }];
    return uncheckedOrganization({
      ...file,
      defaults: { ...file.defaults, expectedReaders: [...(isCrowded ? crowd : []), ...everywhere] },
      members: [{ ...first, expectedReaders: own, secrets }, ...others],
    });
  });

test("a drill is left out where a read by its role would be expected, whoever decides that", async () => {
  const seen = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(organizations, async (organization) => {
      const { names } = organization;
      const judge = new Judge(organization);
      for (const target of targetsOf(organization, { secret: `${names.health.loudDrillSecretPrefix}${RUN}` })) {
        const { account, region } = target.place;

        const by = await leftOutBy(organization, target);

        const { verdict } = await judge.judge({
          eventSource: "secretsmanager.amazonaws.com",
          eventName: "GetSecretValue",
          awsRegion: region,
          recipientAccountId: account,
          errorCode: "ResourceNotFoundException",
          requestParameters: { secretId: target.secret },
          userIdentity: {
            type: "AssumedRole",
            arn: `arn:aws:sts::${account}:assumed-role/SecretwatchDrill/x`,
            sessionContext: { sessionIssuer: { arn: `arn:aws:iam::${account}:role/SecretwatchDrill` } },
          },
        });
        expect({ target, isLeftOut: by !== undefined }).toEqual({ target, isLeftOut: verdict === "expected" });
        seen.set(by ?? "not", (seen.get(by ?? "not") ?? 0) + 1);
      }
    }),
    { numRuns: 25 },
  );
  expect([...seen.keys()].sort()).toEqual(["composer", "not", "rules"]);
}, 60_000);

test("a silent drill is made where the composer alone expects its role: the journal has the read", async () => {
  const organization = uncheckedOrganization({
    ...(parse(small) as object),
    defaults: { expectedReaders: [...crowd, "role/SecretwatchDrill"] },
  });
  const all = () => true;

  const silent = await planOf(organization, { run: RUN, notify: false, decoys: false }, all);
  const loud = await planOf(organization, { run: RUN, notify: true, decoys: false }, all);

  expect(silent.leftOut).toEqual([]);
  expect(silent.targets.length).toBeGreaterThan(4);
  expect(loud.leftOut.map(({ by }) => by)).toEqual(silent.targets.map(() => "composer"));
  expect(loud.targets).toEqual([]);
});
