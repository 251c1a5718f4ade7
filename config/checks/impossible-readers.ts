import type { Problem } from "../files/problem";
import { textsOf, type ConfigView } from "./config-view";

/** Roles that AWS makes itself, always below a path. The name alone is that of another role. */
const ownRoles = [
  {
    // https://docs.aws.amazon.com/singlesignon/latest/userguide/referencingpermissionsets.html
    beginning: "AWSReservedSSO_",
    path: "aws-reserved/sso.amazonaws.com/",
    whose: "IAM Identity Center",
    example: "role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_Admin_0123456789abcdef",
  },
  {
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/create-service-linked-role.html
    beginning: "AWSServiceRoleFor",
    path: "aws-service-role/",
    whose: "an AWS service",
    example: "role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS",
  },
] as const;

/** With the slashes at both ends. https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html */
const LONGEST_PATH = 512;

/** Readers, and roles that detections leave out, of a name that no role and no user has. */
export function impossibleReaders(view: ConfigView): readonly Problem[] {
  return textsOf(view, "principal").flatMap(({ document, path, value }) => {
    const [kind, ...parts] = value.slice(value.lastIndexOf(":") + 1).split("/");
    const name = parts.pop();
    if ((kind !== "role" && kind !== "user") || name === undefined) return [];
    const directory = parts.map((part) => `${part}/`).join("");
    const problem = (message: string, remedy: string) => [
      document.problem(path, `it matches nobody: ${message}.`, remedy),
    ];
    if (directory.length + 1 > LONGEST_PATH) {
      return problem(`a path has ${LONGEST_PATH} characters at most`, `Write the path of the ${kind} as IAM shows it.`);
    }
    const own = ownRoles.find(({ beginning }) => kind === "role" && name.startsWith(beginning));
    if (own === undefined || directory.startsWith(own.path)) return [];
    return problem(
      `roles of ${own.whose} are below ${own.path}, which sessions do not show`,
      `Write the role with its path, as IAM shows it: ${own.example}`,
    );
  });
}
