import path from "node:path";

import { loadOrganization } from "../../../config/load-organization";
import { ConfigError, render } from "../../../config/files/problem";
import { temporaryDirectory } from "../../support/temporary-directory";

/** The file every broken one is made from: correct, as short as it can be. */
export const correct = `organizationId: o-q3k8z7m2x1
organizationalUnits:
  workloads: ou-q3k8-workload
homeRegion: eu-west-1
governedRegions: [eu-west-1, eu-central-1]
management: { name: management, id: "901234567801" }
security: { name: security, id: "901234567802" }
alerts: { emails: [on-call@secretwatch.dev] }
members:
  - name: payments
    id: "901234567803"
    organizationalUnit: workloads
    owner: payments@secretwatch.dev
    secrets:
      - name: prod/database
`;

/** What the loader says of a configuration: nothing if it is correct. */
export function problemsOf(files: string | Readonly<Record<string, string>>): readonly string[] {
  const directory = temporaryDirectory(typeof files === "string" ? { "organization.yaml": files } : files);
  return problemsAt(path.join(directory, "organization.yaml"));
}

/** What the loader says of a configuration that is there already. */
export function problemsAt(file: string): readonly string[] {
  const directory = path.dirname(file);
  try {
    loadOrganization(file);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.problems.map((problem) =>
      render({
        ...problem,
        file: path.relative(directory, problem.file),
        message: problem.message.replaceAll(`${directory}/`, ""),
      })
        .toString()
        .replace(/\n +/, " » "),
    );
  }
}

/** The correct file with one piece replaced. */
export function broken(piece: string, by: string): string {
  if (!correct.includes(piece)) throw new Error(`The correct file has no ${piece}`);
  return correct.replace(piece, by);
}
