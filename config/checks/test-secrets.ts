import { testSecrets } from "../../organization/names/health-names";
import type { Problem } from "../files/problem";
import { nameDefaults } from "../schema/organization-file";
import { secretArn } from "../../organization/names/secret-arn";
import { type ConfigView, defaultDecoysOf, secretsOf, watchedIn } from "./config-view";

/** No secret is called like those that are read to test the watch: of the name of one that is not there nobody is told. */
export function checkTestSecrets(view: ConfigView): Problem[] {
  const { namePrefix = nameDefaults.namePrefix } = view.settings;
  if (typeof namePrefix !== "string") return [];
  const reserved = Object.values(testSecrets).map((test) => `${namePrefix}-${test}`);
  const secrets = [
    ...defaultDecoysOf(view),
    ...view.accounts.flatMap((account) => [...secretsOf(account), ...watchedIn(account, "secrets")]),
  ];
  return secrets.flatMap(({ document, path, entry: { name } }) => {
    if (typeof name !== "string") return [];
    const start = reserved.find((each) => (secretArn(name)?.name ?? name).startsWith(each));
    if (start === undefined) return [];
    return [
      document.problem(
        [...path, "name"],
        `${JSON.stringify(name)} begins with ${start}, like the secrets that are read to test the watch, and never exist.`,
        "Choose another name.",
      ),
    ];
  });
}
