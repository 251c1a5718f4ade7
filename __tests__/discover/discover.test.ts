import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";

import fc from "fast-check";

import { readConfigFiles } from "../../config/files/config-files";
import { loadOrganization } from "../../config/load-organization";
import { compare, type Compared } from "../../discover/compare";
import { discover } from "../../discover/discover";
import { draft } from "../../discover/draft";
import {
  callsOf,
  made,
  type MadeAccount,
  type MadeOrganization,
  madeOrganization,
  optInRegions,
} from "../support/made-organization";
import { temporaryDirectory } from "../support/temporary-directory";

const answers = { emails: ["on-call@secretwatch.dev"] };
const installed = { package: "node_modules/secretwatch" };
const found = (organization: MadeOrganization) => discover(callsOf(organization), { region: "eu-west-1" });

/** A directory with the configuration that is made of an organization. */
async function begun(organization: MadeOrganization): Promise<string> {
  const directory = temporaryDirectory();
  write(directory, draft(await found(organization), answers, installed).files);
  return path.join(directory, "organization.yaml");
}

function write(directory: string, files: ReadonlyMap<string, string>): void {
  for (const [file, content] of files) {
    mkdirSync(path.dirname(path.join(directory, file)), { recursive: true });
    writeFileSync(path.join(directory, file), content);
  }
}

/** What a later run says, and does if it is to. */
async function again(file: string, organization: MadeOrganization, doIt = false): Promise<Compared> {
  const directory = path.dirname(file);
  const compared = compare(await found(organization), {
    documents: readConfigFiles(file).documents,
    organization: loadOrganization(file),
    ...{ answers, installed, directory, remove: true },
    isThere: (each) => existsSync(path.join(directory, each)),
  });
  if (doIt) {
    write(directory, compared.newFiles);
    for (const { place, after } of compared.files) writeFileSync(place, after);
  }
  return compared;
}

const said = ({ changes }: Compared) =>
  changes.map(({ kind, account, subject }) => `${kind} ${account?.id ?? ""} ${subject}`).sort();

const membersOf = ({ accounts }: MadeOrganization) =>
  accounts.filter(({ id, state }) => state === "ACTIVE" && id !== made.management && id !== made.security);

test("the configuration that is made has all active accounts in their units, and all of their secrets", async () => {
  await fc.assert(
    fc.asyncProperty(madeOrganization(), async (organization) => {
      const file = await begun(organization);

      const loaded = loadOrganization(file);

      const members = membersOf(organization);
      expect(loaded.members.map(({ id }) => id).sort()).toEqual(members.map(({ id }) => id).sort());
      for (const { id, organizationalUnit, watchedSecrets, regions } of loaded.members) {
        const account = members.find((each) => each.id === id)!;
        expect(loaded.organizationalUnits[organizationalUnit]).toBe(account.unit);
        expect(watchedSecrets.map(({ name }) => name).sort()).toEqual(
          [...new Set(account.secrets.map(({ name }) => name))].sort(),
        );
        for (const secret of account.secrets) {
          const entry = watchedSecrets.find(({ name }) => name === secret.name)!;
          expect(entry.regions).toEqual(expect.arrayContaining([secret.region, ...secret.copies]));
        }
        expect(loaded.governedRegions.filter((region) => !regions.includes(region))).toEqual(
          loaded.governedRegions.filter(
            (region) => ["me-south-1", "af-south-1"].includes(region) && !account.optedIn.includes(region),
          ),
        );
      }
      expect(loaded.security.id).toBe(made.security);
    }),
    { numRuns: 60 },
  );
});

test("what was made is told to be as it is", async () => {
  await fc.assert(
    fc.asyncProperty(madeOrganization(), async (organization) => {
      const file = await begun(organization);

      const compared = await again(file, organization);

      expect(said(compared)).toEqual([]);
      expect([compared.files, compared.byHand, [...compared.newFiles]]).toEqual([[], [], []]);
    }),
    { numRuns: 60 },
  );
});

/** What happens to an organization, and what is to be said of it, by the name that an account or unit has in the configuration. */
type Plant = (organization: MadeOrganization, account: MadeAccount, known: KnownNames) => readonly string[];

interface KnownNames {
  readonly accounts: ReadonlyMap<string, string>;
  /** By id. */
  readonly units: ReadonlyMap<string, string>;
  readonly governed: readonly string[];
}

const newUnit = ({ units }: KnownNames, id: string) => (units.has(id) ? [] : [`unit-new ${id}`]);
const nameOf = ({ accounts }: KnownNames, id: string) => accounts.get(id)!;

const plants: Readonly<Record<string, Plant>> = {
  closed: (_, account, known) => {
    account.state = "SUSPENDED";
    return [`account-closed ${account.id} ${nameOf(known, account.id)}`];
  },
  gone: (organization, account, known) => {
    organization.accounts = organization.accounts.filter((each) => each !== account);
    return [`account-gone ${account.id} ${nameOf(known, account.id)}`];
  },
  moved: ({ units }, account, known) => {
    const other = [made.root, ...units.map(({ id }) => id)].find((id) => id !== account.unit);
    if (other === undefined) return [];
    account.unit = other;
    return [`account-moved ${account.id} ${nameOf(known, account.id)}`, ...newUnit(known, other)];
  },
  renamed: (_, account, known) => {
    account.name = `${account.name.slice(0, 100)} anew`;
    return [`account-renamed ${account.id} ${nameOf(known, account.id)}`];
  },
  "with a secret more": (_, account, known) => {
    account.secrets.push({ name: "planted/secret", region: "eu-west-3", copies: [] });
    const region = known.governed.includes("eu-west-3") ? [] : ["region-new  eu-west-3"];
    return [`secret-new ${account.id} planted/secret`, ...region];
  },
  "with a secret less": (_, account) => {
    const name = account.secrets[0]?.name;
    if (name === undefined) return [];
    account.secrets = account.secrets.filter((each) => each.name !== name);
    return [`secret-gone ${account.id} ${name}`];
  },
  "in a region that is off": (_, account) => {
    const [region, ...others] = account.optedIn;
    if (region === undefined || account.secrets.some(({ region: at }) => at === region)) return [];
    account.optedIn = others;
    return [`region-off ${account.id} ${region}`];
  },
  "in a region that is on": (_, account, known) => {
    const region = known.governed.find((each) => optInRegions.includes(each) && !account.optedIn.includes(each));
    if (region === undefined) return [];
    account.optedIn = [...account.optedIn, region];
    return [`region-on ${account.id} ${region}`];
  },
};

/** What a person makes of files: values, keys, comments and spaces of their own. */
function madeByHand(file: string): void {
  for (const { file: each, content } of readConfigFiles(file).documents) {
    const changed = content
      .replace(/^ {4}owner: .*$/gm, '    owner:   "hand@secretwatch.dev" # ours\n    wave: canary')
      .replace(/^ {2}- name: /gm, "  # by hand\n  - name: ")
      .replace(/^alerts:$/gm, "alerts: # by hand\n  silenceMinutes: 30");
    writeFileSync(each, changed);
  }
}

test("a later run names what happened and nothing else, does it, and keeps what people made", async () => {
  const planted = fc.array(fc.tuple(fc.constantFrom(...Object.keys(plants)), fc.nat()), { maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(madeOrganization(), planted, async (drawn, wanted) => {
      const organization = structuredClone(drawn);
      const file = await begun(organization);
      madeByHand(file);
      const before = loadOrganization(file);
      const known = {
        accounts: new Map(before.members.map(({ id, name }) => [id, name])),
        units: new Map(Object.entries(before.organizationalUnits).map(([name, id]) => [id, name])),
        governed: before.governedRegions,
      };
      const left = membersOf(organization);
      const expected = new Set<string>();
      for (const [what, which] of wanted) {
        const [account] = left.splice(which % Math.max(1, left.length), 1);
        if (account === undefined) break;
        for (const each of plants[what]!(organization, account, known)) expected.add(each);
      }

      const compared = await again(file, organization, true);

      const after = loadOrganization(file);
      const ids = (text: string) =>
        text.replace(
          /^(unit-new) +(.*)$/,
          (_, kind: string, name: string) => `${kind} ${after.organizationalUnits[name]!}`,
        );
      expect(said(compared).map(ids)).toEqual([...expected].sort());
      expect(compared.byHand).toEqual([]);
      expect(said(await again(file, organization))).toEqual([]);
      expect(after.members.map(({ id }) => id).sort()).toEqual(
        membersOf(organization)
          .map(({ id }) => id)
          .sort(),
      );
      expect(after.members.filter(({ owner, wave }) => owner !== "hand@secretwatch.dev" || wave !== "canary")).toEqual(
        [],
      );
      expect(after.alerts.silenceMinutes).toBe(30);
      const text = readConfigFiles(file)
        .documents.map(({ content }) => content)
        .join("");
      expect(text.match(/owner: {3}"hand@secretwatch.dev" # ours$/gm)?.length ?? 0).toBe(after.members.length);
    }),
    { numRuns: 60, endOnFailure: true },
  );
});
