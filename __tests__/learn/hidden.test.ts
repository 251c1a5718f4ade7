import { hiddenBy } from "../../learn/hidden";
import { learnedFrom } from "../support/learned";
import { every, fromAddress, other, own, readEvent, roleIdentity } from "../support/read-events";
import { temporaryDirectory } from "../support/temporary-directory";

const organization = `organizationId: o-q3k8z7m2x1
organizationalUnits: { workloads: ou-q3k8-workload }
homeRegion: eu-west-1
governedRegions: [eu-west-1]
management: { name: management, id: "901234567801" }
security: { name: security, id: "901234567802" }
alerts: { emails: [on-call@secretwatch.dev] }
members:
  - { name: payments, id: "${own}", organizationalUnit: workloads, owner: payments@secretwatch.dev }
  - { name: ledger, id: "${other}", organizationalUnit: workloads, owner: ledger@secretwatch.dev }
`;

/** Who is proposed, what of it would be silent, and what is odd about it, as it is listed. */
async function listed(events: readonly ReturnType<typeof readEvent>[]) {
  const directory = temporaryDirectory({ "organization.yaml": organization });
  const withIds = events.map((event, index) => ({ ...event, eventID: `e-${index}` }));
  const { proposals, before } = await learnedFrom(directory, withIds);
  return hiddenBy(proposals, before).map(({ proposal, count, odd }) => ({
    reader: proposal.reader,
    count,
    odd: odd.map(({ said }) => said),
  }));
}

const daily = (role: string, secret: string, more: { account?: string; place?: (day: number) => object } = {}) =>
  every(1).map((day) => readEvent(roleIdentity(role, more.account), secret, { day, hour: 8 }, more.place?.(day)));

test("lists who is of another account, or nowhere for long, before who is always in one place", async () => {
  const events = [
    ...daily("api", "prod/database"),
    ...daily("api", "prod/database"),
    ...daily("wanderer", "prod/database", { place: (day) => fromAddress(`8.8.4.${day}`) }),
    ...daily("stranger", "prod/database", { account: other }),
  ];

  const found = await listed(events);

  expect(found).toEqual([
    {
      reader: "role/wanderer",
      count: 28,
      odd: ["from an address that nobody else has", "never long in one place (28 places)"],
    },
    { reader: `arn:aws:iam::${other}:role/stranger`, count: 28, odd: [`from another account (${other})`] },
    { reader: "role/api", count: 56, odd: [] },
  ]);
});

test("says where a reader is now and then, and does not count what stays told there", async () => {
  const stray = readEvent(roleIdentity("api"), "prod/database", { day: 9, hour: 8 }, fromAddress("8.8.4.4"));

  const found = await listed([...daily("api", "prod/database"), stray]);

  expect(found).toEqual([
    { reader: "role/api", count: 28, odd: [expect.stringMatching(/^mostly from vpce-\w+, and from 8\.8\.4\.4$/)] },
  ]);
});

test("lists first what is also expected of secrets that are not there yet", async () => {
  const secrets = ["x/a", "x/b", "x/c"];
  const events = [...daily("api", "prod/database"), ...secrets.flatMap((secret) => daily("batch", secret))];

  const [first] = await listed(events);

  expect(first).toEqual({
    reader: "role/batch",
    count: 84,
    odd: expect.arrayContaining(["also what is put below the path later"]) as unknown,
  });
});
