import { discover } from "../discover/discover";
import { draft } from "../discover/draft";
import { type AnswerAt, LATENCY, LateCalls } from "./late-calls";

/**
 * `secretwatch discover` of 5,000 accounts in 200 units and 3 regions, where each call takes 50 ms, and as many are made at a time as live:
 * the calls and seconds that it takes, beside the least that they could take, calls × 50 ms ÷ those at a time. `--quick` takes a tenth.
 */
const ACCOUNTS = process.argv.includes("--quick") ? 500 : 5000;
const UNITS = 200;
const SECRETS = 20;
const REGIONS = ["eu-west-1", "eu-central-1", "us-east-1"];
const MANAGEMENT = "901200000000";

const idOf = (index: number) => String(901200000000 + index);
const unitOf = (index: number) => `ou-q3k8-${String(index).padStart(8, "0")}`;
const unitIds = Array.from({ length: UNITS }, (_, index) => unitOf(index));

const answerAt: AnswerAt = (operation, path, { account, region }) => {
  const [, of = ""] = /([^/]*)\.json$/.exec(path)!;
  switch (operation) {
    case "organizations:DescribeOrganization": {
      const arn = `arn:aws:organizations::${MANAGEMENT}:organization/o-q3k8z7m2x1`;
      return { Organization: { Id: "o-q3k8z7m2x1", Arn: arn, MasterAccountId: MANAGEMENT } };
    }
    case "organizations:ListRoots":
      return { Roots: [{ Id: "r-q3k8" }] };
    case "organizations:ListOrganizationalUnitsForParent": {
      // Each unit has two below it, as far as there are so many.
      const at = of === "r-q3k8" ? 0 : unitIds.indexOf(of) + 1;
      const below = [2 * at, 2 * at + 1].filter((each) => each < UNITS);
      return { OrganizationalUnits: below.map((each) => ({ Id: unitOf(each), Name: `Unit ${each}` })) };
    }
    case "organizations:ListAccountsForParent": {
      const at = unitIds.indexOf(of);
      const own = Array.from({ length: ACCOUNTS }, (_, index) => index).filter((index) =>
        index === 0 ? at === -1 : index % UNITS === at,
      );
      return { Accounts: own.map((index) => ({ Id: idOf(index), Name: `Account ${index}`, State: "ACTIVE" })) };
    }
    case "account:ListRegions":
      return { Regions: REGIONS.map((name) => ({ RegionName: name, RegionOptStatus: "ENABLED_BY_DEFAULT" })) };
    case "secretsmanager:ListSecrets":
      return {
        SecretList: Array.from({ length: SECRETS }, (_, index) => ({
          Name: `app/secret-${index}`,
          ARN: `arn:aws:secretsmanager:${region}:${account}:secret:app/secret-${index}-AbCdEf`,
        })),
      };
    default:
      return {};
  }
};

async function main(): Promise<void> {
  const calls = new LateCalls(answerAt);
  const begin = performance.now();
  const found = await discover(calls, { region: "eu-west-1" });
  const asked = (performance.now() - begin) / 1000;
  const written = draft(found, { emails: ["a@acorn.dev"], security: idOf(1) }, { package: "secretwatch" });
  const drafted = (performance.now() - begin) / 1000 - asked;
  const bytes = [...written.files.values()].reduce((sum, text) => sum + text.length, 0);
  process.stdout.write(
    [
      `${found.accounts.length} accounts in ${UNITS} units and ${REGIONS.length} regions, ${LATENCY} ms a call`,
      `calls:   ${calls.said}`,
      `asked:   ${asked.toFixed(1)} s; at least ${calls.floor.toFixed(1)} s: ${(asked / calls.floor).toFixed(2)} times as long`,
      `written: ${written.files.size} files, ${(bytes / 1e6).toFixed(1)} MB, in ${drafted.toFixed(1)} s`,
      `memory:  ${Math.round(process.resourceUsage().maxRSS / 1024)} MB at most`,
      "",
    ].join("\n"),
  );
}

void main();
