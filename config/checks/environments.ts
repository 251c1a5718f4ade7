import { centralWaves } from "../../organization/waves";
import type { Problem } from "../files/problem";
import { defaultWaves } from "../schema/organization-file";
import { asEntry, strings, type ConfigView } from "./config-view";

/** A job of a wave says in its token which environment it runs in: examples/github/workflows/apply-wave.yml names them so. */
const OF_AN_ENVIRONMENT = ":environment:secretwatch-";

/**
 * Where environments of our workflows may apply, all of them may, and no others: a wave without its environment is refused
 * when it is its turn, with half of the organization deployed, and anybody who may push can make an environment that is not
 * there.
 * https://docs.github.com/en/actions/reference/security/oidc#filtering-for-a-specific-environment
 */
export function checkEnvironments(view: ConfigView): Problem[] {
  const { root, settings } = view;
  const apply = strings(asEntry(asEntry(settings.pipeline).oidc).apply);
  const named = apply.flatMap(({ text, index }) => {
    const [repository = "", wave = ""] = text.split(OF_AN_ENVIRONMENT);
    const start = `${repository}${OF_AN_ENVIRONMENT}`;
    return wave === "" || wave.includes("*") ? [] : [{ text, index, start, wave }];
  });
  const [first] = named;
  if (first === undefined) return [];

  const { listed, used } = wavesOf(view);
  const missing = used.filter((wave) => !named.some((each) => each.wave === wave));
  const path = ["pipeline", "oidc", "apply"];
  return [
    ...(missing.length === 0
      ? []
      : [
          root.problemWithKey(
            path,
            `no token may apply the ${missing.length === 1 ? "wave" : "waves"} ${missing.join(", ")}.`,
            `Add ${missing.map((wave) => `${first.start}${wave}`).join(", ")}, and protect ${missing.length === 1 ? "the environment" : "those environments"} first.`,
          ),
        ]),
    ...named
      .filter(({ wave }) => !listed.includes(wave))
      .map(({ index, text, wave }) =>
        root.problem(
          [...path, index],
          `${JSON.stringify(text)} is of a wave that there is not: ${wave}.`,
          `Remove it, or write one of ${listed.join(", ")}.`,
        ),
      ),
  ];
}

/** Waves that there are, and those of them that have a stack. */
function wavesOf({ settings, accounts }: ConfigView): {
  readonly listed: readonly string[];
  readonly used: readonly string[];
} {
  const { security, logArchive, management } = centralWaves;
  const central = [security, ...(settings.logArchive === undefined ? [] : [logArchive]), management];
  const waves = strings(settings.waves ?? defaultWaves).map(({ text }) => text);
  const members = accounts.filter(({ kind }) => kind === "member");
  const inUse = new Set(members.map(({ entry }) => entry.wave ?? waves.at(-1)));
  return { listed: [...central, ...waves], used: [...central, ...waves.filter((wave) => inUse.has(wave))] };
}
