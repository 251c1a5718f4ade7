import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { loadOrganization } from "../config/load-organization";
import type { MemberAccount, Organization } from "../organization/organization";
import { catalogue } from "../detections/catalogue/catalogue";
import { dollars, type Feature, itemsOfStack } from "../costs/bill";
import { itemsOfUsage } from "../costs/usage";
import { stackJson } from "../review/stack-json";
import { deploymentsOf } from "../stacks/deployments";
import { exampleFile } from "./example-files";

/** A number in README that follows from what is made of the example. */
export interface Figure {
  readonly what: string;
  /** Where it stands, once: the group is the number. */
  readonly place: RegExp;
  readonly value: number | string;
}

/** Every figure of README that a change of detections, modules or stacks can move. */
export function readmeFigures(): readonly Figure[] {
  const organization = loadOrganization(exampleFile);
  const made = synthesized(organization);
  return [
    ...["security", "management", "member-payments-prod"].map((stack) => ({
      what: `resources of ${stack}`,
      place: new RegExp(`^${stack} .*\\S( +\\d+)$`, "m"),
      value: Object.values(made[stack]!).flatMap((byId) => Object.keys(byId)).length,
    })),
    ...costFigures(organization, made),
    { what: "detections", place: /\*\*(\d+) detections as data\*\*/, value: catalogue.length },
    {
      what: "texts that CIS and Security Hub prescribe",
      place: /the\s+(\d+)\s+texts\s+that\s+CIS/,
      value: catalogue.filter(({ filterPattern }) => filterPattern !== undefined).length,
    },
  ];
}

/**
 * README with its figures as they are now.
 *
 * @throws RangeError if a figure does not stand there exactly once
 */
export function withFigures(readme: string, figures: readonly Figure[]): string {
  return figures.reduce((text, { what, place, value }) => {
    const found = [...text.matchAll(new RegExp(place, `dg${place.flags}`))];
    if (found.length !== 1) throw new RangeError(`README.md says ${found.length} times how many ${what} there are.`);
    const [from, to] = found[0]!.indices![1]!;
    // Those of a table end in one column.
    const figure = text[from] === " " ? String(value).padStart(to - from) : String(value);
    return `${text.slice(0, from)}${figure}${text.slice(to)}`;
  }, readme);
}

type Resources = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;

const SIZES = [5, 50, 500, 5000];

/** What organizations of these sizes pay, with members like the sandbox, which has no secret but a decoy. */
function costFigures(organization: Organization, made: Readonly<Record<string, Resources>>): readonly Figure[] {
  const items = deploymentsOf(organization)
    .filter(({ stack }) => stack in made)
    .flatMap((deployment) => itemsOfStack(organization, deployment, { resource: made[deployment.stack] }));
  const sandbox = organization.members.find(({ name }) => name === "sandbox")!;
  const central = dollars(items.filter(({ part }) => part === "central"));
  const watching = (feature: Feature) =>
    dollars(items.filter((item) => item.account.id === sandbox.id && item.feature === feature));
  const signsOfLife = (accounts: number) =>
    dollars(itemsOfUsage({ ...organization, members: Array<MemberAccount>(accounts).fill(sandbox) }, {}));
  const row = (what: string, start: string, value: (accounts: number) => number) =>
    SIZES.map((accounts, column): Figure => {
      const before = String.raw`(?: [^|\n]*\|){${column}}`;
      return {
        what: `dollars of ${what} for ${accounts} accounts`,
        place: new RegExp(String.raw`^\| ${start}[^|\n]*\|${before}( +[\d,]+) \|`, "m"),
        value: Math.round(value(accounts)).toLocaleString("en"),
      };
    });
  return [
    ...row("the centre", "the centre", () => central),
    ...row("watching", "watching", (accounts) => accounts * watching("alarms") + signsOfLife(accounts)),
    ...row("decoys", "a decoy", (accounts) => accounts * watching("decoys")),
    {
      what: "dollars of a million events",
      place: /\$([\d.]+) for a\s+million\s+management\s+events/,
      value: dollars(
        itemsOfUsage(organization, { events: 1_000_000 }).filter(
          ({ feature, price }) => feature === "trail" && price === "logsIngested",
        ),
      ).toFixed(2),
    },
  ];
}

/** Resources of the stacks that README counts. */
function synthesized(organization: Organization): Readonly<Record<string, Resources>> {
  const workspace = mkdtempSync(path.join(tmpdir(), "secretwatch-readme-"));
  const counted = new Set(["security", "management", "member-payments-prod", "member-sandbox"]);
  try {
    return Object.fromEntries(
      [...stackJson(organization, counted, workspace)].map(([stack, { resource }]) => [stack, resource!]),
    );
  } finally {
    rmSync(workspace, { recursive: true });
  }
}
